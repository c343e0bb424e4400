import { expect, test } from 'vitest';
import { AUTO_ANSWER, autoAnswerAt } from './auto-answer.ts';
import { newPresence, type PresenceInput, stepPresence, type Task } from './presence/presence.ts';

const OFFER = {
  offerId: 'offer',
  contactId: 'call',
  channel: 'voice' as const,
  offeredAt: 1_000,
  ringsUntil: 31_000,
};
const ON = { on: true, delayMs: 5_000 };

function agent(inputs: readonly PresenceInput[] = [], tasks: readonly Task[] = []) {
  const ready: PresenceInput = { type: 'go-ready' };
  const presence = [ready, ...inputs].reduce(
    (now, input) => stepPresence(now, input, 0),
    newPresence('alex', 0),
  );
  return { presence, tasks };
}

function task(contactId: string, changes: Partial<Task> = {}): Task {
  const made = { contactId, conversationId: 'c', channel: 'voice', state: 'active', since: 0 };
  return { ...made, ...changes } as Task;
}

const PAUSE: PresenceInput = { type: 'pause', reason: 'Lunch' };

test('auto answer is off until an agent turns it on, and then waits 20 seconds', () => {
  expect(AUTO_ANSWER).toEqual({ on: false, delayMs: 20_000 });
  expect(autoAnswerAt(AUTO_ANSWER, OFFER, agent())).toEqual({ at: null, because: 'off' });
});

test('a call is answered by itself after the delay that the agent chose', () => {
  const own = task('call', { state: 'reserved' });
  expect(autoAnswerAt(ON, OFFER, agent([], [own]))).toEqual({ at: 6_000 });
});

test('a delay as long as the ring answers just before the ring ends', () => {
  const short = { ...OFFER, ringsUntil: 21_000 };
  expect(autoAnswerAt({ on: true, delayMs: 20_000 }, short, agent())).toEqual({ at: 20_000 });
});

test.each([
  ['during another call', OFFER, agent([], [task('other')]), 'in-call'],
  ['during a pause', OFFER, agent([PAUSE]), 'paused'],
  ['for a chat', { ...OFFER, channel: 'chat' as const }, agent(), 'not-a-call'],
])('nothing is answered by itself %s', (...[, offer, one, because]) => {
  expect(autoAnswerAt(ON, offer, one)).toEqual({ at: null, because });
});

test('open chats and calls that are being wrapped up are no other call', () => {
  const tasks = [task('chat', { channel: 'chat' }), task('past', { state: 'wrap-up' })];
  expect(autoAnswerAt(ON, OFFER, agent([], tasks))).toEqual({ at: 6_000 });
});

test('a partial pause answers the channels that it leaves open', () => {
  const partly = agent([{ ...PAUSE, open: ['voice'] }]);
  expect(autoAnswerAt(ON, OFFER, partly)).toEqual({ at: 6_000 });
  expect(autoAnswerAt(ON, { ...OFFER, channel: 'video' }, partly)).toMatchObject({
    because: 'paused',
  });
});
