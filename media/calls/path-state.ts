import type { types } from 'mediasoup';

/** What counts about one of a leg's two transports. */
export type TransportFacts = {
  readonly ice: types.IceState;
  readonly dtls: types.DtlsState;
  /** Whether the page has begun to connect it. */
  readonly isAsked: boolean;
};

/** What counts about a leg's path. */
export type PathFacts = {
  readonly send: TransportFacts;
  readonly receive: TransportFacts;
  /** Whether there is anything the page could receive. */
  readonly isOffered: boolean;
  readonly ageMs: number;
  /** How long nothing at all has come in although sound is due; 0 when it is not. */
  readonly silentMs: number;
};

export type PathState = 'coming' | 'up' | 'down';

/** How long a path may be silent while sound is due; every live path carries 50 packets a second. */
const SILENT_MS = 4_000;

/** How long a page may take before a path counts without its second half. */
export const SETTLE_MS = 3_000;

/** Whether a leg's path stands, is on its way or is gone. */
export function pathState(facts: PathFacts): PathState {
  const send = transportState(facts.send);
  const receive = transportState(facts.receive);
  if (send === 'down' || receive === 'down' || facts.silentMs >= SILENT_MS) return 'down';
  if (send === 'up' && (receive === 'up' || !facts.isOffered)) return 'up';
  const isSettled = facts.ageMs >= SETTLE_MS;
  // Somebody without a microphone sends nothing, and is in the call all the same.
  if (send === 'idle' && receive === 'up' && isSettled) return 'up';
  if (send === 'up' && receive === 'idle' && isSettled) return 'up';
  return 'coming';
}

function transportState(facts: TransportFacts): 'idle' | PathState {
  if (facts.dtls === 'failed' || facts.dtls === 'closed') return 'down';
  if (facts.ice === 'disconnected' || facts.ice === 'closed') return 'down';
  const isReached = facts.ice === 'connected' || facts.ice === 'completed';
  if (isReached && facts.dtls === 'connected') return 'up';
  return facts.isAsked ? 'coming' : 'idle';
}
