import type { PictureWanted } from '@parley/contracts/media.ts';
import type { Producer } from 'mediasoup-client/types';

/**
 * Keeps this page's picture from being encoded while nobody can get it: the first one that is encoded is a
 * whole picture, and it is seen. What came before would be lost, and Chromium makes the next whole one late.
 */
export class PictureGate {
  #heard: PictureWanted = { turn: 0, isWanted: false };
  #producer: Producer | null = null;
  #last: Promise<void> = Promise.resolve();

  /** A camera or a screen is sent from now on; it rests until it is said to be wanted. */
  guard(producer: Producer): Promise<void> {
    this.#producer = producer;
    return this.#set(producer, () => null);
  }

  /** The node has said, in whatever order its words come, whether somebody can get it. */
  hear(picture: PictureWanted): void {
    if (picture.turn >= this.#heard.turn) this.#heard = picture;
    void this.keep();
  }

  /** Another track was put in: it is sent only if it may be. */
  async keep(): Promise<void> {
    const producer = this.#producer;
    if (producer === null) return;
    await this.#set(producer, () => (this.#heard.isWanted ? producer.track : null));
  }

  /** One after the other, each by what is true then. */
  #set(producer: Producer, wanted: () => MediaStreamTrack | null): Promise<void> {
    this.#last = this.#last.then(async () => {
      const sender = producer.rtpSender;
      if (producer.closed || sender === undefined || sender.track === wanted()) return;
      try {
        await sender.replaceTrack(wanted());
      } catch (error) {
        // It was closed on the way; anything else is tried again with the node's next word.
        if (!(error instanceof Error)) throw error;
      }
    });
    return this.#last;
  }
}
