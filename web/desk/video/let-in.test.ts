import type { ConversationView } from '@parley/core/conversation/view.ts';
import { expect, test } from 'vitest';
import { isLetIn } from './let-in.ts';

const OFFER = { callId: 'call', purpose: 'call', isExpected: false } as const;
const NOTHING = { call: null, room: null };

/** Only what tells whose room it is and who comes. */
function seen(bySecret: boolean, agentIn: boolean): Pick<ConversationView, 'call' | 'room'> {
  const call = { id: 'call', room: { id: 'room', bySecret } };
  const room = { id: 'room', agentId: 'alex', agentIn };
  return { call, room } as unknown as Pick<ConversationView, 'call' | 'room'>;
}

test('whoever the agent asked for comes in without a ring', () => {
  expect(isLetIn({ ...OFFER, isExpected: true }, NOTHING, 'alex')).toBe(true);
});

test('K5: a guest with the link comes in once the agent has opened the room, who typed the code rings', () => {
  expect(isLetIn(OFFER, seen(true, true), 'alex')).toBe(true);
  expect(isLetIn(OFFER, seen(true, false), 'alex')).toBe(false);
  expect(isLetIn(OFFER, seen(false, true), 'alex')).toBe(false);
  expect(isLetIn(OFFER, seen(true, true), 'bo')).toBe(false);
});

test('any other call rings', () => {
  expect(isLetIn(OFFER, NOTHING, 'alex')).toBe(false);
});
