import { type Outcome, refuse } from '../outcome.ts';
import type { Millis } from '../time.ts';
import type { Chat } from './chat.ts';
import type { ConversationFact } from './events.ts';
import type { Delivery, Room, RoomInput, RoomState, RoomTurn } from './room.ts';
import { isEmptied, isOpen, linkOpens, opensUntil } from './room-rules.ts';

/** Why a room does not do what was asked. */
export type RoomRefusalCode = 'no-room' | 'room-closed' | 'room-open' | 'in-room' | 'not-yours';

/** What became of an input: the room as it now is, and what happened. */
export type RoomOutcome = Outcome<
  { readonly room: Room; readonly facts: readonly ConversationFact[] },
  RoomRefusalCode
>;

type Input<Type extends RoomInput['type']> = Extract<RoomInput, { type: Type }>;

/** The only function that moves a room; a room that is over never opens again. */
export function stepRoom(room: Room | null, input: RoomInput, now: Millis): RoomOutcome {
  if (input.type === 'open-room') return open(room, input, now);
  if (room === null) return refuse('no-room');
  switch (input.type) {
    case 'enter-room':
      return enter(room, input);
    case 'leave-room':
      return leave(room, input, now);
    case 'cancel-room':
      return cancel(room, now);
    case 'room-failed':
      return fail(room, input, now);
    case 'lobby-opened':
      return openLobby(room, now);
    case 'delivery-reported':
      return reportDelivery(room, input.delivery);
    case 'room-call-waits':
      return callWaits(room, input, now);
    case 'room-call-runs':
      return callRuns(room, input, now);
    case 'room-call-over':
      return callOver(room, input, now);
    case 'room-time-over':
      return timeOver(room, input, now);
  }
}

function unchanged(room: Room): RoomOutcome {
  return { ok: true, room, facts: [] };
}

function turned(room: Room, because: RoomTurn): RoomOutcome {
  return { ok: true, room, facts: [{ type: 'room-changed', room, because }] };
}

/** The room as it is over: nobody is in it any more. */
function overRoom(room: Room, state: RoomState): Room {
  return { ...room, agentIn: false, guest: { state: 'away' }, state };
}

function open(room: Room | null, input: Input<'open-room'>, now: Millis): RoomOutcome {
  if (room !== null && isOpen(room)) return refuse('room-open');
  const opened: Room = {
    ...input.room,
    createdAt: now,
    agentIn: false,
    guest: { state: 'away' },
    delivery: input.room.way === 'sms' ? 'queued' : 'none',
    state: { name: 'created', since: now },
  };
  return turned(opened, 'opened');
}

/** Another agent takes it over only when nobody sits in it. */
function enter(room: Room, { agentId, agentName }: Input<'enter-room'>): RoomOutcome {
  if (!isOpen(room)) return refuse('room-closed');
  if (room.agentIn && room.agentId !== agentId) return refuse('not-yours');
  if (room.agentIn) return unchanged(room);
  return turned({ ...room, agentId, agentName, agentIn: true }, 'agent-entered');
}

/** Whoever has left already has left; the last one to leave closes it (K6). */
function leave(room: Room, { agentId }: Input<'leave-room'>, now: Millis): RoomOutcome {
  if (room.agentId !== agentId) return refuse('not-yours');
  if (!room.agentIn) return unchanged(room);
  const left = { ...room, agentIn: false };
  if (!isEmptied(left)) return turned(left, 'agent-left');
  return turned(overRoom(left, { name: 'disconnected', since: now, isOpen: false }), 'closed');
}

function cancel(room: Room, now: Millis): RoomOutcome {
  if (room.state.name === 'cancelled') return unchanged(room);
  if (!isOpen(room)) return refuse('room-closed');
  if (room.guest.state === 'in-call') return refuse('in-room');
  return turned(overRoom(room, { name: 'cancelled', at: now }), 'cancelled');
}

/** Somebody who came in all the same is not sent away by a report of the network. */
function fail(room: Room, { because }: Input<'room-failed'>, now: Millis): RoomOutcome {
  if (!isOpen(room)) return unchanged(room);
  const came = room.state.name !== 'created' || room.guest.state !== 'away';
  if (came) return unchanged(room);
  const delivery = because === 'sms-failed' ? 'failed' : room.delivery;
  return turned(overRoom({ ...room, delivery }, { name: 'error', at: now, because }), 'failed');
}

function openLobby(room: Room, now: Millis): RoomOutcome {
  if (!linkOpens(room, now)) return refuse('room-closed');
  if (room.guest.state !== 'away') return unchanged(room);
  return turned({ ...room, guest: { state: 'lobby', since: now } }, 'lobby-opened');
}

/** What a report may replace: reports of gateways come late and out of order; `queued` is a new attempt. */
const REPLACED: Readonly<Record<Delivery, readonly Delivery[]>> = {
  none: [],
  queued: ['none', 'queued', 'sent', 'delivered', 'unknown', 'failed'],
  sent: ['none', 'queued', 'unknown'],
  unknown: ['queued', 'sent'],
  delivered: ['none', 'queued', 'sent', 'unknown', 'failed'],
  failed: ['none', 'queued', 'sent', 'unknown'],
};

function reportDelivery(room: Room, delivery: Delivery): RoomOutcome {
  const isNews = delivery !== room.delivery && REPLACED[delivery].includes(room.delivery);
  return isNews && isOpen(room) ? turned({ ...room, delivery }, 'delivery') : unchanged(room);
}

/** Join was pressed, or its agent was lost or handed it to a queue. */
function callWaits(
  room: Room,
  { callId, agentId }: Input<'room-call-waits'>,
  now: Millis,
): RoomOutcome {
  if (!isOpen(room)) return refuse('room-closed');
  const { guest } = room;
  if (guest.state === 'waiting' && guest.callId === callId) return unchanged(room);
  const handedOn = agentId !== room.agentId;
  const state: RoomState =
    room.state.name === 'connected'
      ? { name: 'disconnected', since: now, isOpen: true }
      : room.state;
  return turned(
    {
      ...room,
      // Who has come once comes back by the same link for as long as the room is open.
      codeUntil: room.until,
      agentIn: room.agentIn && !handedOn,
      guest: { state: 'waiting', since: now, callId },
      state,
    },
    'guest-waits',
  );
}

/** Whoever talks in it is in it. */
function callRuns(room: Room, input: Input<'room-call-runs'>, now: Millis): RoomOutcome {
  if (!isOpen(room)) return refuse('room-closed');
  const { callId, agentId, agentName } = input;
  const runs = room.guest.state === 'in-call' && room.guest.callId === callId;
  if (runs && room.agentId === agentId) return unchanged(room);
  const theirs = { ...room, agentId, agentName, agentIn: true };
  if (runs) return turned(theirs, 'handed-on');
  return turned(
    {
      ...theirs,
      guest: { state: 'in-call', since: now, callId },
      state: { name: 'connected', since: now, callId },
    },
    'connected',
  );
}

/** The room stays open for who wants to come back, unless the call's end closes it, its time is over, or nobody is left. */
function callOver(room: Room, input: Input<'room-call-over'>, now: Millis): RoomOutcome {
  const { guest } = room;
  if (!isOpen(room) || !('callId' in guest) || guest.callId !== input.callId) {
    return unchanged(room);
  }
  const state: RoomState =
    room.state.name === 'connected'
      ? { name: 'disconnected', since: now, isOpen: true }
      : room.state;
  const left: Room = { ...room, guest: { state: 'away' }, state };
  const goesOn = !input.closesRoom && now < room.until && !isEmptied(left);
  if (goesOn) return turned(left, 'call-over');
  return turned(overRoom(left, { name: 'disconnected', since: now, isOpen: false }), 'call-over');
}

/** A call that runs goes on. */
function timeOver(room: Room, { roomId }: Input<'room-time-over'>, now: Millis): RoomOutcome {
  const until = opensUntil(room);
  if (roomId !== room.id || until === null || now < until) return unchanged(room);
  return turned(overRoom(room, { name: 'expired', at: now }), 'expired');
}

/** The room after its chat has moved: over with it (L9), else of whoever serves it unless somebody sits or talks there. */
export function roomFollowing(room: Room, chat: Chat, now: Millis): RoomOutcome {
  if (chat.state === 'completed') {
    if (!isOpen(room)) return unchanged(room);
    return turned(overRoom(room, { name: 'disconnected', since: now, isOpen: false }), 'closed');
  }
  if (chat.state === 'assigned') return handedOn(room, chat);
  // Who has lost the chat does not sit in its room any more, unless they talk there.
  const sitsAlone = isOpen(room) && room.agentIn && room.guest.state !== 'in-call';
  return sitsAlone
    ? leave(room, { type: 'leave-room', agentId: room.agentId }, now)
    : unchanged(room);
}

function handedOn(
  room: Room,
  { agentId, agentName }: { readonly agentId: string; readonly agentName: string },
): RoomOutcome {
  const taken = room.agentIn || room.guest.state === 'in-call';
  if (!isOpen(room) || taken || room.agentId === agentId) return unchanged(room);
  return turned({ ...room, agentId, agentName }, 'handed-on');
}
