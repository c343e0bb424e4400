import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newConversation } from '../testing/new-conversation.ts';
import { type Conversation, type ConversationInput, stepConversation } from './conversation.ts';
import { invitationStep } from './invitation-step.ts';
import type { Delivery, Room, RoomInput } from './room.ts';
import { isOpen, linkOpens, opensUntil } from './room-rules.ts';
import { roomTimers } from './room-timers.ts';

const NEW = newConversation({
  chat: { state: 'assigned', since: 0, agentId: 'alex', agentName: 'Alex' },
});
const OPEN: RoomInput = {
  type: 'open-room',
  room: {
    ...{ id: 'r', way: 'chat', origin: 'escalation-room', firstVideo: 'both' },
    ...{ agentId: 'alex', agentName: 'Alex', isRecorded: false, camera: 'front', reference: null },
    ...{ codeUntil: 100, until: 200 },
  },
};
const BY_SMS: RoomInput = {
  type: 'open-room',
  room: { ...OPEN.room, way: 'sms', origin: 'link-room' },
};
const ALEX = { agentId: 'alex', agentName: 'Alex' };
const ENTER: RoomInput = { type: 'enter-room', ...ALEX };
const LEAVE: RoomInput = { type: 'leave-room', agentId: 'alex' };
const CANCEL: RoomInput = { type: 'cancel-room', agentId: 'alex' };
const LOBBY: RoomInput = { type: 'lobby-opened' };
const WAITS: RoomInput = { type: 'room-call-waits', callId: 'call', agentId: 'alex' };
const RUNS: RoomInput = { type: 'room-call-runs', callId: 'call', ...ALEX };
const TIME: RoomInput = { type: 'room-time-over', roomId: 'r' };
const COMPLETE: ConversationInput = {
  type: 'complete',
  ...ALEX,
  callIsLive: false,
  inRoom: false,
};

function over(closesRoom: boolean): Extract<RoomInput, { type: 'room-call-over' }> {
  return { type: 'room-call-over', callId: 'call', closesRoom };
}

function at(now: number, before: Conversation, ...inputs: readonly ConversationInput[]) {
  return inputs.reduce((conversation, input) => {
    const outcome = stepConversation(conversation, input, now);
    if (!outcome.ok) throw new Error(`${input.type} was refused: ${outcome.refusal.code}`);
    return outcome.conversation;
  }, before);
}

function after(...inputs: readonly ConversationInput[]): Conversation {
  return at(10, NEW, ...inputs);
}

function roomAfter(...inputs: readonly ConversationInput[]): Room {
  const { room } = after(...inputs);
  if (room === null) throw new Error('there is no room');
  return room;
}

function refusal(conversation: Conversation, input: ConversationInput, now = 10): string {
  const outcome = stepConversation(conversation, input, now);
  return outcome.ok ? 'was done' : outcome.refusal.code;
}

function turns(conversation: Conversation, input: ConversationInput, now = 10): readonly string[] {
  const outcome = stepConversation(conversation, input, now);
  if (!outcome.ok) return [outcome.refusal.code];
  return outcome.facts.map((fact) => ('because' in fact ? `${fact.because}` : fact.type));
}

describe('a room is opened, entered and left', () => {
  test('it begins without anybody in it, and its text message has yet to go', () => {
    expect(roomAfter(OPEN)).toMatchObject({ state: { name: 'created' }, delivery: 'none' });
    expect(roomAfter(BY_SMS)).toMatchObject({ agentIn: false, delivery: 'queued' });
  });

  test('while one is open there is no second, and none for colleagues', () => {
    expect(refusal(after(OPEN), OPEN)).toBe('room-open');
    expect(refusal(after(OPEN, CANCEL), OPEN)).toBe('was done');
    expect(refusal({ ...NEW, kind: 'internal' }, OPEN)).toBe('no-customer');
    expect(refusal(NEW, ENTER)).toBe('no-room');
  });

  test('an agent enters once, and another only while nobody sits there', () => {
    expect(turns(after(OPEN), ENTER)).toEqual(['agent-entered']);
    expect(turns(after(OPEN, ENTER), ENTER)).toEqual([]);
    const bo: RoomInput = { type: 'enter-room', agentId: 'bo', agentName: 'Bo' };
    expect(refusal(after(OPEN, ENTER), bo)).toBe('not-yours');
    expect(roomAfter(OPEN, bo)).toMatchObject({ agentId: 'bo', agentIn: true });
  });

  test('the agent may leave before the customer came, and the link stays', () => {
    expect(turns(after(OPEN, ENTER), LEAVE)).toEqual(['agent-left']);
    expect(isOpen(roomAfter(OPEN, ENTER, LEAVE))).toBe(true);
    expect(turns(after(OPEN), LEAVE)).toEqual([]);
    expect(refusal(after(OPEN, ENTER), { ...LEAVE, agentId: 'bo' })).toBe('not-yours');
  });

  test('the customer opens the lobby, waits, talks', () => {
    expect(turns(after(OPEN), LOBBY)).toEqual(['lobby-opened']);
    expect(turns(after(OPEN, LOBBY), LOBBY)).toEqual([]);
    expect(turns(after(OPEN, LOBBY), WAITS)).toEqual(['guest-waits']);
    expect(turns(after(OPEN, LOBBY, WAITS), WAITS)).toEqual([]);
    expect(roomAfter(OPEN, WAITS, RUNS)).toMatchObject({
      state: { name: 'connected', callId: 'call' },
      guest: { state: 'in-call', callId: 'call' },
      agentIn: true,
    });
    expect(turns(after(OPEN, WAITS, RUNS), RUNS)).toEqual([]);
  });

  test('a room goes with its call to the agent who gets it', () => {
    const bo: RoomInput = { ...RUNS, agentId: 'bo', agentName: 'Bo' };
    expect(turns(after(OPEN, WAITS, RUNS), bo)).toEqual(['handed-on']);
    expect(roomAfter(OPEN, WAITS, RUNS, bo)).toMatchObject({ agentId: 'bo', agentIn: true });
    const queued: RoomInput = { ...WAITS, agentId: null };
    expect(roomAfter(OPEN, WAITS, RUNS, queued)).toMatchObject({
      agentIn: false,
      state: { name: 'disconnected', isOpen: true },
    });
    expect(roomAfter(OPEN, WAITS, RUNS, WAITS).agentIn).toBe(true);
  });

  test('a room goes with the chat, unless somebody sits in it', () => {
    const toBo: ConversationInput = { type: 'assign', agentId: 'bo', agentName: 'Bo' };
    expect(roomAfter(OPEN, toBo)).toMatchObject({ agentId: 'bo', agentName: 'Bo' });
    expect(roomAfter(OPEN, ENTER, toBo).agentId).toBe('alex');
    expect(roomAfter(OPEN, CANCEL, toBo).agentId).toBe('alex');
  });
});

describe('a room ends', () => {
  test('End in a link room closes it; in an escalation room both may come back', () => {
    expect(isOpen(roomAfter(BY_SMS, WAITS, RUNS, over(true)))).toBe(false);
    const open = roomAfter(OPEN, WAITS, RUNS, over(false));
    expect(open).toMatchObject({ agentIn: true, state: { name: 'disconnected', isOpen: true } });
    expect(roomAfter(OPEN, WAITS, RUNS, over(false), WAITS, RUNS).state.name).toBe('connected');
  });

  test('an escalation room closes when the last one leaves it (K6)', () => {
    expect(isOpen(roomAfter(OPEN, WAITS, RUNS, over(false), LEAVE))).toBe(false);
    expect(isOpen(roomAfter(OPEN, WAITS, RUNS, LEAVE, over(false)))).toBe(false);
  });

  test('a customer who gives up waiting keeps the link, past the life of its code', () => {
    const left = after(OPEN, WAITS, over(false));
    expect(left.room).toMatchObject({ state: { name: 'created' }, guest: { state: 'away' } });
    expect(left.room && opensUntil(left.room)).toBe(200);
  });

  test('the end of another call is no end of this room', () => {
    expect(turns(after(OPEN, WAITS, RUNS), { ...over(true), callId: 'other' })).toEqual([]);
  });

  test('a link is cancelled, but not under people who talk', () => {
    expect(roomAfter(OPEN, ENTER, WAITS, CANCEL)).toMatchObject({
      state: { name: 'cancelled' },
      guest: { state: 'away' },
      agentIn: false,
    });
    expect(refusal(after(OPEN, WAITS, RUNS), CANCEL)).toBe('in-room');
    expect(turns(after(OPEN, CANCEL), CANCEL)).toEqual([]);
  });

  test('with its conversation the room is over (L9)', () => {
    expect(isOpen(roomAfter(OPEN, COMPLETE))).toBe(false);
    expect(turns(after(OPEN), COMPLETE)).toEqual(['conversation-completed', 'closed']);
  });

  test.each<[string, RoomInput]>([
    ['enter-room', ENTER],
    ['lobby-opened', LOBBY],
    ['room-call-waits', WAITS],
    ['room-call-runs', RUNS],
  ])('a closed room refuses %s', (_, input) => {
    expect(refusal(after(OPEN, CANCEL), input)).toBe('room-closed');
    expect(refusal(at(100, after(OPEN), TIME), input, 101)).toBe('room-closed');
  });

  test('a message that could not be sent ends a room nobody came into', () => {
    const failed: RoomInput = { type: 'room-failed', because: 'sms-failed' };
    expect(roomAfter(BY_SMS, failed)).toMatchObject({
      state: { name: 'error', because: 'sms-failed' },
      delivery: 'failed',
    });
    expect(turns(after(BY_SMS, LOBBY), failed)).toEqual([]);
  });
});

describe('time and delivery', () => {
  test('the code dies by the clock, a room somebody came into lives longer', () => {
    expect(roomTimers(after(OPEN))).toMatchObject([{ key: 'room:r', at: 100 }]);
    expect(roomTimers(after(OPEN, LOBBY))).toMatchObject([{ at: 200 }]);
    expect(roomTimers(after(OPEN, WAITS, RUNS))).toEqual([]);
    expect(roomTimers(after(OPEN, CANCEL))).toEqual([]);
    expect(roomTimers(NEW)).toEqual([]);
    expect(turns(after(OPEN), TIME, 99)).toEqual([]);
    expect(turns(after(OPEN), TIME, 100)).toEqual(['expired']);
    expect(turns(after(OPEN), { ...TIME, roomId: 'older' }, 300)).toEqual([]);
  });

  test('a call outlives its room, and the room is over with it', () => {
    const talking = after(OPEN, WAITS, RUNS);
    expect(turns(talking, TIME, 500)).toEqual([]);
    const left = at(500, talking, over(false));
    expect(left.room?.state).toMatchObject({ name: 'disconnected', isOpen: false });
  });

  test('the link leads into the lobby as long as the room opens', () => {
    const room = roomAfter(OPEN);
    expect([linkOpens(room, 99), linkOpens(room, 100)]).toEqual([true, false]);
    const talking = roomAfter(OPEN, WAITS, RUNS);
    expect([linkOpens(talking, 199), linkOpens(talking, 200)]).toEqual([true, false]);
  });

  test('a late report of the gateway takes nothing back, a new attempt begins anew', () => {
    const report = (delivery: Delivery): RoomInput => ({ type: 'delivery-reported', delivery });
    const told = (...all: readonly Delivery[]) =>
      roomAfter(BY_SMS, ...all.map((one) => report(one))).delivery;
    expect(told('sent', 'delivered', 'sent')).toBe('delivered');
    expect(told('delivered', 'unknown')).toBe('delivered');
    expect(told('sent', 'failed', 'delivered')).toBe('delivered');
    expect(told('delivered', 'queued', 'sent')).toBe('sent');
    expect(told('sent', 'unknown', 'sent')).toBe('sent');
  });
});

test('completing and wrapping up are refused while the agent is in the room (B11, K4)', () => {
  const wrapUp: ConversationInput = {
    type: 'begin-wrap-up',
    ...{ ...ALEX, callId: 'old', channel: 'video', until: 900 },
  };
  const finish: ConversationInput = {
    type: 'finish-wrap-up',
    ...{ agentId: 'alex', callId: 'old', inRoom: false, code: null, note: '' },
  };
  for (const inRoom of [after(wrapUp, OPEN, ENTER), after(wrapUp, OPEN, WAITS, RUNS)]) {
    expect([refusal(inRoom, COMPLETE), refusal(inRoom, finish)]).toEqual(['in-room', 'in-room']);
  }
  const left = after(wrapUp, OPEN, ENTER, LEAVE);
  expect([refusal(left, COMPLETE), refusal(left, finish)]).toEqual(['was done', 'was done']);
  expect(refusal(NEW, { ...COMPLETE, inRoom: true })).toBe('in-room');
});

test('an invitation is shown step by step', () => {
  const steps = [
    roomAfter(BY_SMS),
    roomAfter(BY_SMS, { type: 'delivery-reported', delivery: 'delivered' }),
    roomAfter(BY_SMS, { type: 'delivery-reported', delivery: 'failed' }),
    roomAfter(BY_SMS, LOBBY),
    roomAfter(BY_SMS, LOBBY, WAITS),
    roomAfter(BY_SMS, WAITS, RUNS),
    roomAfter(BY_SMS, WAITS, RUNS, over(true)),
    roomAfter(BY_SMS, CANCEL),
    roomAfter(BY_SMS, { type: 'room-failed', because: 'sms-failed' }),
  ].map(invitationStep);
  expect(steps).toEqual([
    ...['sent', 'delivered', 'failed', 'guest-waiting', 'joining', 'in-call', 'ended'],
    ...['cancelled', 'failed'],
  ]);
});

const INPUTS: readonly ConversationInput[] = [
  ...[OPEN, BY_SMS, ENTER, LEAVE, CANCEL, LOBBY, WAITS, RUNS, TIME, over(true), over(false)],
  { type: 'enter-room', agentId: 'bo', agentName: 'Bo' },
  { type: 'leave-room', agentId: 'bo' },
  { ...RUNS, agentId: 'bo', agentName: 'Bo' },
  { ...WAITS, callId: 'second', agentId: null },
  { type: 'room-failed', because: 'not-posted' },
  { type: 'delivery-reported', delivery: 'failed' },
  { type: 'assign', agentId: 'bo', agentName: 'Bo' },
  COMPLETE,
];

const WALKS = fc.array(fc.tuple(fc.constantFrom(...INPUTS), fc.integer({ min: 0, max: 120 })), {
  minLength: 1,
  maxLength: 12,
});

type Step = { readonly before: Room | null; readonly room: Room; readonly input: RoomInput };

/** The rooms on the way of a walk, each with what came before it. */
function walked(walk: readonly (readonly [ConversationInput, number])[]): readonly Step[] {
  let conversation = NEW;
  let now = 0;
  return walk.flatMap(([input, passedMs]): Step[] => {
    now += passedMs;
    const { room: before } = conversation;
    const outcome = stepConversation(conversation, input, now);
    if (!outcome.ok) return [];
    conversation = outcome.conversation;
    const { room } = conversation;
    const told = outcome.facts.some((fact) => fact.type === 'room-changed');
    expect(told).toBe(room !== before);
    if (room !== null && input.type !== 'open-room') {
      const again = stepConversation(conversation, input, now);
      expect(again.ok ? again.conversation.room : room).toEqual(room);
    }
    return room === null ? [] : [{ before, room, input: input as RoomInput }];
  });
}

test('no twelve inputs open a room that is over, or leave somebody in one; pressed twice is once', () => {
  fc.assert(
    fc.property(WALKS, (walk) => {
      for (const { before, room, input } of walked(walk)) {
        const wasOver = before !== null && !isOpen(before) && input.type !== 'open-room';
        if (wasOver) expect(room).toEqual(before);
        expect(room.state.name === 'connected').toBe(room.guest.state === 'in-call');
        if (!isOpen(room)) expect([room.agentIn, room.guest.state]).toEqual([false, 'away']);
      }
    }),
    { numRuns: 5_000 },
  );
});
