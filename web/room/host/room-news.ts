import type { RoomEndReason, RoomNews, RoomStanding } from '@parley/contracts/widget.ts';
import type { Call } from '@parley/core/call/call.ts';
import type { Rejoining } from '../call/open-room.ts';
import type { RoomNow } from '../call/room-now.ts';
import type { DeadLink, JoinProblem } from '../frame/outcome.ts';
import type { Stage } from '../frame/visit.ts';

/** What a host page may know of a visit at one moment. */
export type Shown = {
  readonly state: RoomStanding;
  /** The call the guest is in. */
  readonly callId: string | null;
  readonly reason: RoomEndReason | null;
  /** What went wrong; null while nothing is. */
  readonly code: string | null;
};

/** The stage of a visit without what only its screen needs. */
export type SeenStage =
  | Exclude<Stage, { at: 'in' | 'lobby' | 'taken' }>
  | { readonly at: 'lobby'; readonly problem: JoinProblem | null }
  | { readonly at: 'taken' }
  | {
      readonly at: 'in';
      readonly now: SeenRoom;
      readonly phase: Call['phase']['name'] | null;
      readonly rejoining: Rejoining;
    };

/** The room of a visit; of its call only which one it is. */
export type SeenRoom =
  | Exclude<RoomNow, { at: 'call' }>
  | { readonly at: 'call'; readonly session: { readonly callId: string } };

const NOTHING = { callId: null, reason: null, code: null } as const;

const DEAD: Readonly<Record<DeadLink, string>> = {
  'no-code': 'link-not-valid',
  'not-valid': 'link-not-valid',
  expired: 'link-expired',
  used: 'link-used',
  cancelled: 'link-cancelled',
};

const PROBLEMS: Readonly<Record<JoinProblem, string | null>> = {
  // They see it beside the field.
  name: null,
  microphone: 'denied',
  network: 'unreachable',
  'too-many': 'too-many',
  'media-not-ready': 'media-not-ready',
  other: 'unexpected',
};

/** What is shown of a visit. */
export function shownOf(stage: SeenStage): Shown {
  switch (stage.at) {
    case 'looking':
    case 'in-app':
      return { ...NOTHING, state: 'opening' };
    case 'unsupported':
      return { ...NOTHING, state: 'opening', code: stage.why };
    case 'unreachable':
      return { ...NOTHING, state: 'opening', code: stage.because };
    case 'dead':
      return { ...NOTHING, state: 'ended', reason: 'closed', code: DEAD[stage.why] };
    case 'lobby':
      return { ...NOTHING, state: 'lobby', code: stage.problem && PROBLEMS[stage.problem] };
    case 'taken':
      return { ...NOTHING, state: 'lobby', code: 'room-in-use' };
    case 'in':
      return inRoom(stage);
  }
}

function inRoom({ now, phase, rejoining }: Extract<SeenStage, { at: 'in' }>): Shown {
  switch (now.at) {
    case 'opening':
    case 'elsewhere':
      return { ...NOTHING, state: now.at };
    case 'call':
      return { ...NOTHING, state: inCall(phase), callId: now.session.callId };
    case 'over': {
      const code = rejoining === 'no-microphone' ? 'denied' : null;
      return now.canRejoin
        ? { ...NOTHING, state: 'left', code }
        : { ...NOTHING, state: 'ended', reason: now.how, code };
    }
  }
}

function inCall(phase: Call['phase']['name'] | null): RoomStanding {
  if (phase === 'active') return 'connected';
  return phase === 'held' ? 'held' : 'waiting';
}

/** What a host page learns by what is shown now, after what it was told last. */
export function newsOfRoom(before: Shown | null, now: Shown): readonly RoomNews[] {
  const news: RoomNews[] = [];
  const { state, callId, reason, code } = now;
  if (state !== before?.state) news.push({ name: 'state', data: { state } });
  const was = before?.callId ?? null;
  if (was !== null && was !== callId) news.push({ name: 'left', data: { callId: was } });
  if (callId !== null && was !== callId) news.push({ name: 'joined', data: { callId } });
  if (reason !== null && before?.state !== state) news.push({ name: 'ended', data: { reason } });
  if (code !== null && code !== before?.code) news.push({ name: 'error', data: { code } });
  return news;
}
