import { createStore } from '../store.ts';
import { startTicks, type Ticks } from '../ticks.ts';
import { GOOD, judge, type Steady, steady, type Verdict } from './quality.ts';
import { type Reading, readStats } from './reading.ts';
import { type Ask, type DueSeen, missingNow, NOTHING_MISSING } from './recovery/missing.ts';
import { look, newWatch, type Seen } from './recovery/path-watch.ts';

/** How loud both sides are, 0 to 1. */
export type Levels = Reading['levels'];

const SILENCE: Levels = { own: 0, other: 0, byTrack: {} };

/** What the monitor needs to know and whom it tells. */
export type Monitored = {
  readonly stats: () => Promise<readonly RTCStatsReport[]>;
  /** The call lets sound flow to this page now, from somebody whose own path stands. */
  readonly soundIsDue: () => boolean;
  /** Somebody is to be heard or seen from whom the page has nothing to receive. */
  readonly isLacking: () => boolean;
  /** Something that is due does not come. */
  readonly missed: (ask: Ask) => void;
  readonly others: () => Verdict | null;
  /** The path is being mended: look more often. */
  readonly isMending: () => boolean;
  readonly saw: (seen: Seen, reading: Reading) => void;
  readonly judged: (verdict: Verdict) => void;
};

const LOOK_MS = 200;
const LOOK_WHILE_MENDING_MS = 50;
const JUDGE_MS = 2_000;

/** Reads what the browser counts, five times a second, and says what it means. */
export class Monitor {
  readonly levels = createStore<Levels>(SILENCE);
  readonly #monitored: Monitored;
  #ticks: Ticks | null = null;
  #reading = false;
  #watch = newWatch(Date.now());
  #missing = NOTHING_MISSING;
  #judged: Reading | null = null;
  #quality: Steady = { shown: GOOD, last: GOOD };

  constructor(monitored: Monitored) {
    this.#monitored = monitored;
  }

  start(): void {
    this.#ticks ??= startTicks(LOOK_MS, () => void this.#look());
  }

  stop(): void {
    this.#ticks?.stop();
    this.#ticks = null;
    this.levels.set(SILENCE);
  }

  /** A new path counts from zero. */
  reset(): void {
    this.#watch = newWatch(Date.now());
    this.#missing = NOTHING_MISSING;
    this.#judged = null;
  }

  async #look(): Promise<void> {
    if (this.#reading || this.#ticks === null) return;
    this.#reading = true;
    const watch = this.#watch;
    try {
      const reports = await this.#monitored.stats();
      // Counters of a path that has been replaced meanwhile mean nothing for the new one.
      if (reports.length > 0 && watch === this.#watch) this.#read(readStats(reports, Date.now()));
    } catch (error) {
      // The path closed while it was read.
      if (!(error instanceof Error)) throw error;
    } finally {
      this.#reading = false;
    }
    if (this.#monitored.isMending()) setTimeout(() => void this.#look(), LOOK_WHILE_MENDING_MS);
  }

  #read(reading: Reading): void {
    const due = this.#monitored.soundIsDue();
    const { heard } = this.#watch;
    const seen = look(this.#watch, reading, due);
    this.#watch = seen.watch;
    this.#miss(reading.at, { isDue: due, came: seen.soundCame, heard });
    this.levels.set(reading.levels);
    this.#monitored.saw(seen, reading);
    this.#judge(reading, due);
  }

  #miss(at: number, seen: Pick<DueSeen, 'isDue' | 'came' | 'heard'>): void {
    const isLacking = this.#monitored.isLacking();
    const { missing, ask } = missingNow(this.#missing, { at, isLacking, ...seen });
    this.#missing = missing;
    if (ask !== null) this.#monitored.missed(ask);
  }

  #judge(reading: Reading, due: boolean): void {
    const before = this.#judged;
    if (before !== null && reading.at - before.at < JUDGE_MS) return;
    this.#judged = reading;
    if (before === null) return;
    const verdict = judge(before, reading, { due, others: this.#monitored.others() });
    const shown = this.#quality.shown;
    this.#quality = steady(this.#quality, verdict);
    if (this.#quality.shown !== shown) this.#monitored.judged(this.#quality.shown);
  }
}
