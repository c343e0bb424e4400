import { GRACE_MS } from '@parley/core/call/call.ts';

/** Where the page's own path stands in being made or mended. */
export type RecoveryState =
  | { readonly name: 'well' }
  /** One round trip may be enough: new ICE on the same transports. */
  | { readonly name: 'restarting-ice'; readonly since: number }
  /** New transports are asked for and set up; `turn` counts them. */
  | { readonly name: 'renewing'; readonly since: number; readonly turn: number }
  | { readonly name: 'pausing'; readonly since: number; readonly turn: number }
  | { readonly name: 'over'; readonly because: OverBecause };

export type OverBecause = 'taken' | 'ended' | 'refused' | 'too-late' | 'closed';

/** What is seen of the path, or of the move that was made last. */
export type RecoveryEvent =
  | { readonly type: 'path-lost' }
  /** Nothing has come for a while although it should. */
  | { readonly type: 'silence' }
  | { readonly type: 'network-changed' }
  /** The transports are void: the node closed them, or the call moved to another node. */
  | { readonly type: 'path-void' }
  /** Packets come, and the transports stand. */
  | { readonly type: 'flowing' }
  | { readonly type: 'step-refused'; readonly code: string }
  /** The move was carried out, yet nothing came of it in time. */
  | { readonly type: 'step-slow' }
  | { readonly type: 'paused-enough' }
  | { readonly type: 'taken' }
  | { readonly type: 'ended' };

/** What is to be done now. */
export type RecoveryMove =
  | { readonly move: 'none' }
  | { readonly move: 'restart-ice' }
  | { readonly move: 'renew' }
  | { readonly move: 'pause'; readonly forMs: number }
  /** The path stands again. */
  | { readonly move: 'settle' }
  | { readonly move: 'give-up'; readonly because: OverBecause };

export type NextMove = { readonly state: RecoveryState } & RecoveryMove;

/** How long is tried in all: the server's grace, and a little for its finding out later than we did. */
export const TRYING_MS = GRACE_MS + 15_000;

const PAUSES_MS = [200, 500, 1_000, 2_000] as const;

/** Refusals after which asking again makes sense. */
const PASSING = ['try-again', 'too-many', 'media-not-ready', 'media-refused', 'closed'];

/** The state before the first path: making it is mending nothing. */
export function firstMove(now: number): NextMove {
  return renew(now, 1);
}

/** Decides what is to be done about what was seen; carries nothing out. */
export function nextMove(state: RecoveryState, event: RecoveryEvent, now: number): NextMove {
  if (state.name === 'over') return stay(state);
  if (event.type === 'taken' || event.type === 'ended') return giveUp(event.type);
  if (event.type === 'step-refused' && !PASSING.includes(event.code)) {
    return giveUp(afterRefusal(event.code));
  }
  switch (state.name) {
    case 'well':
      return fromWell(state, event, now);
    case 'restarting-ice':
      return fromRestarting(state, event);
    case 'renewing':
      return fromRenewing(state, event, now);
    case 'pausing':
      return fromPausing(state, event, now);
  }
}

type Of<Name extends RecoveryState['name']> = Extract<RecoveryState, { name: Name }>;

function fromWell(state: Of<'well'>, event: RecoveryEvent, now: number): NextMove {
  switch (event.type) {
    case 'path-lost':
    case 'silence':
    case 'network-changed':
      return { state: { name: 'restarting-ice', since: now }, move: 'restart-ice' };
    case 'path-void':
      return renew(now, 1);
    default:
      return stay(state);
  }
}

function fromRestarting(state: Of<'restarting-ice'>, event: RecoveryEvent): NextMove {
  switch (event.type) {
    case 'flowing':
      return settle();
    case 'network-changed':
      return { state, move: 'restart-ice' };
    case 'path-void':
    case 'step-refused':
    case 'step-slow':
      return renew(state.since, 1);
    default:
      return stay(state);
  }
}

function fromRenewing(state: Of<'renewing'>, event: RecoveryEvent, now: number): NextMove {
  switch (event.type) {
    case 'flowing':
      return settle();
    case 'path-void':
      return renew(state.since, state.turn + 1);
    case 'path-lost':
    case 'step-refused':
    case 'step-slow':
      return pause(state, now);
    default:
      return stay(state);
  }
}

function fromPausing(state: Of<'pausing'>, event: RecoveryEvent, now: number): NextMove {
  switch (event.type) {
    case 'paused-enough':
    case 'network-changed':
    case 'path-void':
      return now - state.since > TRYING_MS
        ? giveUp('too-late')
        : renew(state.since, state.turn + 1);
    default:
      return stay(state);
  }
}

function stay(state: RecoveryState): NextMove {
  return { state, move: 'none' };
}

function settle(): NextMove {
  return { state: { name: 'well' }, move: 'settle' };
}

function renew(since: number, turn: number): NextMove {
  return { state: { name: 'renewing', since, turn }, move: 'renew' };
}

function pause(state: Of<'renewing'>, now: number): NextMove {
  if (now - state.since > TRYING_MS) return giveUp('too-late');
  const forMs = PAUSES_MS[Math.min(state.turn, PAUSES_MS.length) - 1] ?? 0;
  return { state: { ...state, name: 'pausing' }, move: 'pause', forMs };
}

function giveUp(because: OverBecause): NextMove {
  return { state: { name: 'over', because }, move: 'give-up', because };
}

function afterRefusal(code: string): OverBecause {
  switch (code) {
    case 'tab-is-not-owner':
      return 'taken';
    case 'call-ended':
    case 'no-such-leg':
    case 'not-in-call':
    case 'offer-closed':
    case 'not-found':
      return 'ended';
    default:
      return 'refused';
  }
}
