import { expect, test } from 'vitest';
import { type Lease, newPresence, type Presence, stepPresence, type Task } from './presence.ts';
import { standing } from './standing.ts';

const NOW = 100_000;
const lease: Lease = {
  tabId: 't',
  until: NOW + 1,
  canRing: true,
  microphone: 'allowed',
  media: 'unknown',
};
const presence: Presence = stepPresence(newPresence('bo', 0), { type: 'go-ready' }, 20);
const task = { contactId: 'c', conversationId: 'v', since: 30 } as const;
const call: Task = { ...task, channel: 'voice', state: 'active' };

test('a page without a microphone or a ring cannot be reached, and is not called ready', () => {
  const stands = (one: Partial<Lease>) =>
    standing({ presence, leases: [{ ...lease, ...one }], tasks: [] }, NOW);
  expect(stands({})).toEqual({ state: 'ready', since: 20, reason: null });
  expect(stands({ microphone: 'denied' })).toMatchObject({
    state: 'offline',
    reason: 'microphone-denied',
  });
  expect(stands({ canRing: false })).toMatchObject({
    state: 'offline',
    reason: 'ring-sound-locked',
  });
  expect(stands({ until: 500 })).toEqual({ state: 'offline', since: 500, reason: 'no-page' });
});

test('a call goes on while its page is away, and wrapping up is work as well', () => {
  expect(standing({ presence, leases: [], tasks: [call] }, NOW)).toEqual({
    state: 'busy',
    since: 30,
    reason: 'in-call',
  });
  const after: Task = { ...call, state: 'wrap-up' };
  expect(standing({ presence, leases: [lease], tasks: [after] }, NOW).reason).toBe('wrapping-up');
});

test('chats keep nobody from being ready, but whoever is being rung is busy', () => {
  const chat: Task = { ...task, channel: 'chat', state: 'active' };
  expect(standing({ presence, leases: [lease], tasks: [chat] }, NOW).state).toBe('ready');
  const rung: Task = { ...chat, state: 'reserved' };
  expect(standing({ presence, leases: [lease], tasks: [rung] }, NOW).reason).toBe('ringing');
});

test('whoever pauses says why, and whoever went home says nothing', () => {
  const lunch = stepPresence(presence, { type: 'pause', reason: 'lunch' }, 40);
  expect(standing({ presence: lunch, leases: [lease], tasks: [] }, NOW)).toEqual({
    state: 'paused',
    since: 40,
    reason: 'lunch',
  });
  const home = stepPresence(presence, { type: 'go-offline' }, 50);
  expect(standing({ presence: home, leases: [], tasks: [] }, NOW)).toEqual({
    state: 'offline',
    since: 50,
    reason: null,
  });
});
