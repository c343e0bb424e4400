import type { Room } from '@parley/core/conversation/room.ts';
import { newRoom } from '@parley/core/testing/new-room.ts';
import { expect, test } from 'vitest';
import { isIn, roomInWords } from './room-in-words.ts';

const WAITING = { state: 'waiting', since: 1, callId: 'call' } as const;

test.each<[string, Partial<Room>]>([
  ['Link sent, waiting for Cleo', {}],
  ['The SMS to Cleo is on its way', { delivery: 'queued' }],
  ['SMS delivered, waiting for Cleo', { delivery: 'delivered' }],
  ['Cleo has opened the link', { guest: { state: 'lobby', since: 1 } }],
  ['Cleo is waiting for you', { guest: WAITING }],
  ['Cleo is coming in', { guest: WAITING, agentIn: true }],
  ['Connected with Cleo', { state: { name: 'connected', since: 1, callId: 'call' } }],
  [
    'Disconnected. The room is still open',
    { state: { name: 'disconnected', since: 1, isOpen: true } },
  ],
  [
    'Cleo is waiting for you',
    { state: { name: 'disconnected', since: 1, isOpen: true }, guest: WAITING },
  ],
  ['The video session is over', { state: { name: 'disconnected', since: 1, isOpen: false } }],
  ['The link has expired', { state: { name: 'expired', at: 1 } }],
  ['The link was cancelled', { state: { name: 'cancelled', at: 1 } }],
  ['The SMS could not be delivered', { state: { name: 'error', at: 1, because: 'sms-failed' } }],
])('the room says: %s', (text, part) => {
  expect(roomInWords(newRoom(part), 'Cleo').text).toBe(text);
});

test('an agent is in a room that is open and theirs', () => {
  expect(isIn(newRoom({ agentIn: true }), 'alex')).toBe(true);
  expect(isIn(newRoom({ agentIn: true }), 'bo')).toBe(false);
  expect(isIn(newRoom({ agentIn: true, state: { name: 'expired', at: 1 } }), 'alex')).toBe(false);
  expect(isIn(null, 'alex')).toBe(false);
});
