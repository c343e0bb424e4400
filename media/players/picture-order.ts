import type { Vp8Frame } from './ivf-vp8.ts';

/** How long after a key frame the next request waits: several who ask at once share one. */
const KEY_REST_MS = 300;

/** Chooses the frame to show at each step of a looping clip: the next one, or on request the next key frame. */
export class PictureOrder {
  readonly #frames: readonly Vp8Frame[];
  #position = -1;
  #keyAt = Number.NEGATIVE_INFINITY;
  #keyWanted = false;

  constructor(frames: readonly Vp8Frame[]) {
    this.#frames = frames;
  }

  /** Somebody cannot show anything before a key frame. */
  wantKey(): void {
    this.#keyWanted = true;
  }

  /** From the first frame again, for whoever comes when nobody was watching. */
  rewind(): void {
    this.#position = -1;
  }

  /** The frame for the instant `at`, in ms. */
  next(at: number): Vp8Frame | undefined {
    this.#position = (this.#position + 1) % this.#frames.length;
    if (this.#keyWanted && at - this.#keyAt >= KEY_REST_MS) this.#position = this.#nextKey();
    const frame = this.#frames[this.#position];
    if (frame?.isKey === true) {
      this.#keyAt = at;
      this.#keyWanted = false;
    }
    return frame;
  }

  #nextKey(): number {
    const count = this.#frames.length;
    for (let ahead = 0; ahead < count; ahead += 1) {
      const index = (this.#position + ahead) % count;
      if (this.#frames[index]?.isKey === true) return index;
    }
    return 0;
  }
}
