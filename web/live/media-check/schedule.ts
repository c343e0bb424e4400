import type { MediaProof } from '@parley/core/presence/presence.ts';
import type { LoopOutcome } from './outcome.ts';

/** What a page knows of its path, and when it looks again (local clock, ms). */
export type PathKnown = {
  readonly proof: MediaProof;
  /** Failed tries in a row. */
  readonly misses: number;
  readonly dueAt: number;
};

/** Nothing is known yet: the first chance is taken. */
export const UNKNOWN_PATH: PathKnown = { proof: 'unknown', misses: 0, dueAt: 0 };

/** How long a proof is believed while nothing changes. */
export const PROVED_MS = 10 * 60_000;

/** How soon a path that failed is tried again. */
export const RETRY_MS = 5_000;

/** How soon what could not be tried is tried again. */
export const LATER_MS = 15_000;

/** How long after a change of network: the first moments of a new one prove little. */
export const SETTLE_MS = 1_000;

/** One failure may be chance, as when the computer slept in the middle of it: the second counts. */
const MISSES_THAT_COUNT = 2;

/** What is known after a try. */
export function afterTry(known: PathKnown, outcome: LoopOutcome, now: number): PathKnown {
  switch (outcome.state) {
    case 'pass':
      return { proof: 'proved', misses: 0, dueAt: now + PROVED_MS };
    case 'fail': {
      const misses = known.misses + 1;
      const counts = misses >= MISSES_THAT_COUNT;
      return {
        proof: counts ? 'failed' : known.proof,
        misses,
        dueAt: now + (counts ? RETRY_MS : 0),
      };
    }
    case 'not-tried':
      return { ...known, dueAt: now + (outcome.because === 'interrupted' ? 0 : LATER_MS) };
  }
}

/** Another network, or a line that was lost: what was proved is looked at again. */
export function afterMove(known: PathKnown, now: number): PathKnown {
  return { ...known, dueAt: Math.min(known.dueAt, now + SETTLE_MS) };
}

/** What the agent of a page is doing: off shift there is nothing to prove, and a call proves itself. */
export type Standing = 'off' | 'idle' | 'busy';

/** Whether to try now. */
export function isDue(known: PathKnown, standing: Standing, now: number): boolean {
  return standing === 'idle' && now >= known.dueAt;
}
