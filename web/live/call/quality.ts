import type { Reading } from './reading.ts';

/** How good the connection of one side is, and what is the matter. */
export type Verdict = {
  readonly level: 'good' | 'fair' | 'poor';
  readonly because: 'none' | 'loss' | 'delay' | 'bandwidth' | 'cpu' | 'no-packets';
};

export const GOOD: Verdict = { level: 'good', because: 'none' };

/** What is known beside the readings. */
export type QualityContext = {
  /** Sound is due from somewhere. */
  readonly due: boolean;
  /** The other side's own verdict: what is lost on their way to the server is not our link. */
  readonly others: Verdict | null;
};

const POOR_LOSS = 0.08;
const FAIR_LOSS = 0.03;
const POOR_TRIP_MS = 600;
const FAIR_TRIP_MS = 300;
const FAIR_JITTER_MS = 50;

const RANK: Readonly<Record<Verdict['level'], number>> = { good: 0, fair: 1, poor: 2 };

/** Judges one's own link from two readings a second or two apart; the worst finding counts. */
export function judge(before: Reading, now: Reading, context: QualityContext): Verdict {
  const findings = [
    silence(before, now, context),
    byLoss(now.lostOut),
    context.others !== null && context.others.because === 'loss'
      ? GOOD
      : byLoss(lossIn(before, now)),
    byDelay(now),
    byLimit(now),
  ];
  return findings.reduce((worst, one) => (RANK[one.level] > RANK[worst.level] ? one : worst), GOOD);
}

/** Share of what was sent to us that did not arrive since the earlier reading. */
function lossIn(before: Reading, now: Reading): number {
  const got = now.audio.packets - before.audio.packets;
  const lost = now.audio.lost - before.audio.lost;
  // Few packets say nothing: one lost of ten is chance.
  return got + lost < 20 ? 0 : Math.max(0, lost) / (got + Math.max(0, lost));
}

function silence(before: Reading, now: Reading, { due, others }: QualityContext): Verdict {
  const nothing = due && now.audio.packets === before.audio.packets && before.audio.packets > 0;
  const theirs = others?.because === 'no-packets';
  return nothing && !theirs ? { level: 'poor', because: 'no-packets' } : GOOD;
}

function byLoss(share: number): Verdict {
  if (share >= POOR_LOSS) return { level: 'poor', because: 'loss' };
  return share >= FAIR_LOSS ? { level: 'fair', because: 'loss' } : GOOD;
}

function byDelay(now: Reading): Verdict {
  const trip = now.roundTripMs ?? 0;
  if (trip >= POOR_TRIP_MS) return { level: 'poor', because: 'delay' };
  const slow = trip >= FAIR_TRIP_MS || now.audio.jitterMs >= FAIR_JITTER_MS;
  return slow ? { level: 'fair', because: 'delay' } : GOOD;
}

function byLimit(now: Reading): Verdict {
  return now.limitedBy === 'none' ? GOOD : { level: 'fair', because: now.limitedBy };
}

/** Shows a verdict once it was found twice in a row, so that a single hiccup is not told. */
export type Steady = { readonly shown: Verdict; readonly last: Verdict };

/** Takes the next verdict into account. */
export function steady(before: Steady, next: Verdict): Steady {
  const again = next.level === before.last.level && next.because === before.last.because;
  return { shown: again ? next : before.shown, last: next };
}
