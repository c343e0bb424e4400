/** How far behind it may be before it skips instead of catching up: a burst is worse than a gap. */
const CATCH_UP_MS = 200;

/** Says which steps of an even rhythm are due; counted from its start, so that nothing adds up. */
export class ClipClock {
  readonly #stepMs: number;
  readonly #startedAt: number;
  #next = 0;

  constructor(stepMs: number, startedAt: number) {
    this.#stepMs = stepMs;
    this.#startedAt = startedAt;
  }

  /** The numbers of the steps due at `now` that have not been given yet, oldest first. */
  due(now: number): number[] {
    const last = Math.floor((now - this.#startedAt) / this.#stepMs);
    const tooOld = Math.floor((now - CATCH_UP_MS - this.#startedAt) / this.#stepMs);
    const first = Math.max(this.#next, tooOld);
    if (last < first) return [];
    this.#next = last + 1;
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  }

  /** How long from `now` until the next step, in ms. */
  untilNext(now: number): number {
    return Math.max(0, this.#startedAt + this.#next * this.#stepMs - now);
  }
}
