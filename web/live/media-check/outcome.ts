import type { RefusalCode } from '@parley/contracts/socket.ts';

/** By which way sound came through. */
export type Way = {
  readonly transport: 'udp' | 'tcp' | 'relay';
  /** Null where the browser did not measure it. */
  readonly rttMs: number | null;
};

/** What one try came to. What could not be tried says nothing about the path. */
export type LoopOutcome =
  | ({ readonly state: 'pass' } & Way)
  | { readonly state: 'fail'; readonly because: 'no-path' | 'no-sound' }
  | {
      readonly state: 'not-tried';
      readonly because: RefusalCode | 'sound-locked' | 'interrupted';
    };

/** What is known of a try when it ends. */
export type LoopFacts = {
  readonly isConnected: boolean;
  readonly isHeard: boolean;
  /** Questions that the server has not answered: then it is the line that fails, not the path. */
  readonly unanswered: number;
  readonly way: Way | null;
};

/** Judges a try that has ended. */
export function judgeLoop({ isConnected, isHeard, unanswered, way }: LoopFacts): LoopOutcome {
  if (isHeard) return { state: 'pass', ...(way ?? { transport: 'udp', rttMs: null }) };
  if (unanswered > 0) return { state: 'not-tried', because: 'try-again' };
  return { state: 'fail', because: isConnected ? 'no-sound' : 'no-path' };
}

/** Whether a page can talk to the media node, and how. */
export type MediaPathResult = {
  /** As a call would go: by UDP, else TCP, else a TURN server. */
  readonly direct: LoopOutcome;
  /** Through a TURN server alone; `not-set-up` where there is none, `null` where it was not asked for. */
  readonly relay: LoopOutcome | { readonly state: 'not-set-up' } | null;
};

type Entry = {
  readonly type?: unknown;
  readonly selectedCandidatePairId?: unknown;
  readonly localCandidateId?: unknown;
  readonly currentRoundTripTime?: unknown;
  readonly candidateType?: unknown;
  readonly protocol?: unknown;
};

/** Reads from a transport's report by which way its packets go; null while none is chosen. */
export function wayIn(report: ReadonlyMap<string, unknown> | RTCStatsReport): Way | null {
  const entries = new Map(report.entries() as Iterable<[string, Entry]>);
  const transport = [...entries.values()].find(({ type }) => type === 'transport');
  const pair = entries.get(String(transport?.selectedCandidatePairId)) ?? nominatedIn(entries);
  const local = entries.get(String(pair?.localCandidateId));
  if (pair === undefined || local === undefined) return null;
  const { currentRoundTripTime: tripS } = pair;
  const rttMs = typeof tripS === 'number' ? Math.round(tripS * 1_000) : null;
  if (local.candidateType === 'relay') return { transport: 'relay', rttMs };
  return { transport: local.protocol === 'tcp' ? 'tcp' : 'udp', rttMs };
}

/** Firefox names no pair in the transport's entry; it marks the pair. */
function nominatedIn(entries: ReadonlyMap<string, Entry>): Entry | undefined {
  return [...entries.values()].find(
    (entry) => entry.type === 'candidate-pair' && 'selected' in entry && entry.selected === true,
  );
}
