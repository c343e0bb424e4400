import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** One bench's result: what `docs/bench/NAME.json` holds. `ours` and `floor` are medians in `unit`. */
export type Result = {
  readonly name: string;
  readonly n: number;
  readonly unit: string;
  readonly floor: number;
  readonly ours: number;
  readonly ratio: number;
  /** Ours, in ms, where the bench times something; null where it does not. */
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly when: string;
  readonly note: string;
};

type Measured = {
  readonly name: string;
  readonly unit: string;
  readonly note: string;
  /** What is compared with, in `unit`. */
  readonly floor: readonly number[];
  readonly ours: readonly number[];
  /** Times of ours in ms; left out where nothing is timed. */
  readonly timesMs?: readonly number[];
};

/** The value below which a share of the samples lies. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = Math.min(sorted.length - 1, Math.floor(share * sorted.length));
  return sorted[at] ?? Number.NaN;
}

/** Puts samples of both sides into one result. */
export function resultOf({ name, unit, note, floor, ours, timesMs }: Measured): Result {
  const [low, mine] = [quantile(floor, 0.5), quantile(ours, 0.5)];
  const time = (share: number): number | null =>
    timesMs === undefined ? null : rounded(quantile(timesMs, share));
  return {
    name,
    n: ours.length,
    unit,
    floor: rounded(low),
    ours: rounded(mine),
    ratio: rounded(mine / low),
    p50: time(0.5),
    p95: time(0.95),
    p99: time(0.99),
    when: new Date().toISOString(),
    note,
  };
}

/** Prints one line and keeps it in `docs/bench`. */
export function keepResults(name: string, results: readonly Result[]): void {
  const whole = results.length === 1 ? results[0] : results;
  console.log(JSON.stringify(whole));
  const file = fileURLToPath(new URL(`../../docs/bench/${name}.json`, import.meta.url));
  writeFileSync(file, `${JSON.stringify(whole, null, 2)}\n`);
}

function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
