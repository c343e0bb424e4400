// Who lived this long had started well: its death is news and not the same trouble again.
const QUICK_DEATH_MS = 10_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/** How many times in a row a process has died soon after its start. */
export function quickDeathsAfter(before: number, livedMs: number): number {
  return livedMs < QUICK_DEATH_MS ? before + 1 : 1;
}

/** How long to wait before the next start: not at all at first, then longer and longer. */
export function restartDelayMs(quickDeaths: number): number {
  if (quickDeaths <= 1) return 0;
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (quickDeaths - 1));
}
