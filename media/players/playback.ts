import { ClipClock } from './clip-clock.ts';

/** Plays steps in their rhythm while at least one listener is there, from the first step for the first of them. */
export class Playback {
  readonly #stepMs: number;
  readonly #play: (step: number, at: number) => void;
  readonly #listeners = new Set<string>();
  #running: { clock: ClipClock; startedAt: number; timer: NodeJS.Timeout } | null = null;

  /** `play` is given the number of the step and the instant, in ms, at which it belongs. */
  constructor(stepMs: number, play: (step: number, at: number) => void) {
    this.#stepMs = stepMs;
    this.#play = play;
  }

  listen(listener: string): void {
    this.#listeners.add(listener);
    if (this.#running !== null) return;
    const startedAt = performance.now();
    const clock = new ClipClock(this.#stepMs, startedAt);
    this.#running = { clock, startedAt, timer: setTimeout(() => this.#tick(), 0) };
  }

  unlisten(listener: string): void {
    this.#listeners.delete(listener);
    if (this.#listeners.size === 0) this.stop();
  }

  get isPlaying(): boolean {
    return this.#running !== null;
  }

  stop(): void {
    clearTimeout(this.#running?.timer);
    this.#running = null;
    this.#listeners.clear();
  }

  #tick(): void {
    const running = this.#running;
    if (running === null) return;
    for (const step of running.clock.due(performance.now())) {
      this.#play(step, running.startedAt + step * this.#stepMs);
    }
    running.timer = setTimeout(() => this.#tick(), running.clock.untilNext(performance.now()));
  }
}
