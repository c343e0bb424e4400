import type { types } from 'mediasoup';
import { unlessClosed } from './unless-closed.ts';

/** The lowest layer: whatever a browser can afford to send, it sends this one. */
export const FIRST_LAYER = { spatialLayer: 0 };

/** How long a picture stays small: before, the worker has not measured the larger ones and would pass them over. */
const FIRST_LAYER_MS = 450;

/**
 * Chooses the simulcast layer of one receiver. It begins with the lowest one, so that the first picture
 * does not wait for a layer that the sender's network may not carry yet, and goes up once a picture is there.
 */
export class PictureLayers {
  readonly #consumer: types.Consumer;
  /** How many layers there are; 1 where there is nothing to choose. */
  readonly count: number;
  #wanted: number;
  #hasBegun = false;

  constructor(consumer: types.Consumer, count: number) {
    this.#consumer = consumer;
    this.count = consumer.type === 'simulcast' ? count : 1;
    this.#wanted = this.count - 1;
    if (this.count > 1) consumer.on('layerschange', (layers) => this.#change(layers));
  }

  async want(layer: number): Promise<void> {
    this.#wanted = layer;
    if (this.#hasBegun) await this.#apply();
  }

  #change(layers: types.ConsumerLayers | undefined): void {
    if (layers === undefined || this.#hasBegun) return;
    this.#hasBegun = true;
    setTimeout(() => void this.#apply(), FIRST_LAYER_MS);
  }

  async #apply(): Promise<void> {
    const asked = this.#consumer.setPreferredLayers({ spatialLayer: this.#wanted });
    await unlessClosed(this.#consumer, asked);
  }
}
