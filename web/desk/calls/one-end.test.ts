import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CallSession } from '../../live/call/call-session.ts';
import type { CallState } from '../../live/call/call-state.ts';
import { createStore } from '../../live/store.ts';
import { ANSWERED, type CallInput, callOf, stateOf } from '../../live/testing/call-of.ts';
import { AFTER_MS, withOneEnd } from './one-end.ts';

const ASKS_BO: readonly CallInput[] = [
  ...ANSWERED,
  {
    type: 'invite',
    legId: 'agent',
    purpose: 'consult',
    offerId: 'invitation',
    agentId: 'bo',
    agentName: 'Bo',
    invitedLegId: 'colleague',
    until: 60_000,
  },
];

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('End pressed twice in a consultation ends it, and not the customer’s call behind it', async () => {
  const { session, ended, become } = ringing();
  const first = session.end();
  void session.end();
  await first;
  become([...ASKS_BO, { type: 'cancel-consult', legId: 'agent' }]);
  await session.end();
  expect(ended).toHaveLength(1);
});

test('End pressed just as the colleague declines does not end the customer’s call', async () => {
  const { session, ended, become } = ringing();
  become([...ASKS_BO, { type: 'decline', agentId: 'bo' }]);
  await session.end();
  expect(ended).toHaveLength(0);
});

test('who then presses End means the customer', async () => {
  const { session, ended, become } = ringing();
  await session.end();
  become([...ASKS_BO, { type: 'cancel-consult', legId: 'agent' }]);
  vi.advanceTimersByTime(AFTER_MS);
  await session.end();
  expect(ended).toHaveLength(2);
});

/** A session that only tells its state and counts what it was asked to end. */
function ringing() {
  const state = createStore<CallState>(stateOf(callOf('audio', ASKS_BO), 'agent'));
  const ended: string[] = [];
  const end = async () => {
    ended.push('end');
    return { ok: true } as const;
  };
  const session = withOneEnd({ state, end } as unknown as CallSession);
  const become = (inputs: readonly CallInput[]): void =>
    state.set(stateOf(callOf('audio', inputs), 'agent'));
  return { session, ended, become };
}
