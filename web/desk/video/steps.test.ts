import type { Room } from '@parley/core/conversation/room.ts';
import { expect, test } from 'vitest';
import { stepsOf } from './steps.ts';

const UNTOUCHED: Pick<Room, 'guest' | 'state'> = {
  guest: { state: 'away' },
  state: { name: 'created', since: 0 },
};
const OPENED = { ...UNTOUCHED, guest: { state: 'lobby', since: 1 } } as const;

test('every step is shown, with how far it has come', () => {
  expect(stepsOf('guest-waiting', OPENED).map(({ name, is }) => `${name}: ${is}`)).toEqual([
    'sent: done',
    'delivered: done',
    'guest-waiting: now',
    'joining: ahead',
    'in-call: ahead',
    'ended: ahead',
  ]);
});

test('an invitation that broke off shows how far it came, and what became of it', () => {
  expect(stepsOf('failed', UNTOUCHED)).toEqual([{ name: 'failed', is: 'now' }]);
  expect(stepsOf('cancelled', UNTOUCHED).map((step) => step.name)).toEqual(['sent', 'cancelled']);
  expect(stepsOf('expired', OPENED).map((step) => step.name)).toEqual([
    'sent',
    'delivered',
    'guest-waiting',
    'expired',
  ]);
});
