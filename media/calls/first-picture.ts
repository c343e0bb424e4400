import type { types } from 'mediasoup';
import { unlessClosed } from './unless-closed.ts';

/**
 * Chromium passes over a request for a key frame within 300 ms of the last one, which is common while a
 * camera comes on, and the worker would ask again only after a second. So it is made to ask earlier.
 */
const ASK_AGAIN_MS = 340;
const ATTEMPTS = 3;

type Picture = {
  readonly consumer: types.Consumer;
  readonly producer: types.Producer;
  /** Its page may not have heard that the picture is wanted. */
  readonly sayAgain: () => void;
};

/** Sees to it that one receiver gets a key frame soon after its picture begins to flow. */
export class FirstPicture {
  readonly #picture: Picture;
  #attempts = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(picture: Picture) {
    this.#picture = picture;
    const { consumer } = picture;
    consumer.on('trace', () => this.stop());
    consumer.observer.once('close', () => this.stop());
  }

  /** The picture begins to flow; the worker asks for the first key frame by itself. */
  async begin(): Promise<void> {
    const { consumer } = this.#picture;
    this.#attempts = 0;
    this.#wait();
    await unlessClosed(consumer, consumer.enableTraceEvent(['keyframe']));
  }

  /** It has come, or is not wanted any more. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #wait(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#askAgain(), ASK_AGAIN_MS);
  }

  /** A producer that resumes asks for a key frame at once, whatever it has asked for before. */
  async #askAgain(): Promise<void> {
    const { producer, sayAgain } = this.#picture;
    this.#attempts += 1;
    sayAgain();
    if (this.#attempts < ATTEMPTS) this.#wait();
    await Promise.all([
      unlessClosed(producer, producer.pause()),
      unlessClosed(producer, producer.resume()),
    ]);
  }
}
