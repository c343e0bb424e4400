import { expect, test } from 'vitest';
import type { Call } from '../call/call.ts';
import { after, BO_ANSWERS, by, inRoom, inviteOf, lost, talkingInRoom } from '../call/stories.ts';
import { newRoom } from '../testing/new-room.ts';
import type { Room } from './room.ts';
import { callInputAfter, roomInputAfter } from './room-and-call.ts';

const ROOM = newRoom({
  ...{ firstVideo: 'both', agentId: 'a', agentIn: true, codeUntil: 100_000, until: 200_000 },
});
const TALKING: Room = {
  ...ROOM,
  guest: { state: 'in-call', since: 0, callId: 'call' },
  state: { name: 'connected', since: 0, callId: 'call' },
};
const CLOSED: Room = { ...ROOM, agentIn: false, state: { name: 'cancelled', at: 1 } };

function told(room: Room | null, call: Call | null): string | null {
  return roomInputAfter(room, call)?.type ?? null;
}

test('a room is told once that its call waits, runs, and is over', () => {
  const waiting = inRoom('link-room');
  const talking = talkingInRoom('link-room');
  expect(roomInputAfter(ROOM, waiting)).toEqual({
    ...{ type: 'room-call-waits', callId: 'call', agentId: 'a' },
  });
  expect(roomInputAfter(ROOM, talking)).toEqual({
    ...{ type: 'room-call-runs', callId: 'call', agentId: 'a', agentName: 'Alex' },
  });
  expect([told(TALKING, talking), told(ROOM, null), told(null, talking)]).toEqual([
    null,
    null,
    null,
  ]);
  const ended = after(talking, by('end'));
  expect(roomInputAfter(TALKING, ended)).toEqual({
    ...{ type: 'room-call-over', callId: 'call', closesRoom: true },
  });
  expect(told(ROOM, ended)).toBe(null);
  expect(told(TALKING, null)).toBe('room-call-over');
});

test('a room whose agent is lost is told that its call waits again', () => {
  expect(told(TALKING, after(talkingInRoom('link-room'), ...lost('alex')))).toBe('room-call-waits');
});

test('a room is told who has its call, and nothing of who is only asked', () => {
  const asked = after(talkingInRoom('link-room'), inviteOf('consult'), BO_ANSWERS);
  expect(told(TALKING, asked)).toBe(null);
  expect(roomInputAfter(TALKING, after(asked, by('merge'), by('end')))).toMatchObject({
    ...{ type: 'room-call-runs', agentId: 'b', agentName: 'Bo' },
  });
  const handing = after(talkingInRoom('link-room'), inviteOf('transfer'), by('end'));
  expect(told(TALKING, handing)).toBe(null);
});

test('nobody waits for a room that is over', () => {
  const waiting = inRoom('link-room');
  const close = { type: 'close', reason: 'closed-by-system' };
  expect(callInputAfter(CLOSED, waiting)).toEqual(close);
  expect(callInputAfter(null, waiting)).toEqual(close);
  expect(callInputAfter({ ...ROOM, id: 'newer' }, waiting)).toEqual(close);
  expect(callInputAfter(CLOSED, talkingInRoom('link-room'))).toBe(null);
  expect(callInputAfter(ROOM, waiting)).toBe(null);
});

test('a call waits for whoever has its room now', () => {
  const ofBo: Room = { ...ROOM, agentId: 'b', agentName: 'Bo', agentIn: false };
  expect(callInputAfter(ofBo, inRoom('link-room'))).toEqual({ type: 'bind', agentId: 'b' });
  const queue = { type: 'transfer-to-queue', legId: 'alex', queueId: 'other' } as const;
  const queued = after(talkingInRoom('link-room'), queue);
  expect(callInputAfter(ofBo, queued)).toBe(null);
  expect(callInputAfter({ ...ofBo, agentIn: true }, queued)).toEqual({
    type: 'bind',
    agentId: 'b',
  });
});
