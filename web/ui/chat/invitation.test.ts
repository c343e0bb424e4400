import type { RoomState } from '@parley/core/conversation/room.ts';
import { newRoom } from '@parley/core/testing/new-room.ts';
import { expect, test } from 'vitest';
import { invitationState } from './invitation.ts';

test.each<[RoomState, string]>([
  [{ name: 'created', since: 0 }, 'open'],
  [{ name: 'connected', since: 0, callId: 'call' }, 'open'],
  [{ name: 'disconnected', since: 0, isOpen: true }, 'open'],
  [{ name: 'disconnected', since: 0, isOpen: false }, 'closed'],
  [{ name: 'error', at: 0, because: 'not-posted' }, 'closed'],
  [{ name: 'expired', at: 0 }, 'expired'],
  [{ name: 'cancelled', at: 0 }, 'cancelled'],
])('T4: the invitation to a room that is %j is %s', (state, invitation) => {
  expect(invitationState({ room: newRoom({ state }) }, 'room')).toBe(invitation);
});

test('T4: the invitation to a room before the newest one is closed, and so is one to no room', () => {
  expect(invitationState({ room: newRoom() }, 'earlier')).toBe('closed');
  expect(invitationState({ room: null }, 'room')).toBe('closed');
});
