import type { Callback } from '@parley/core/conversation/asking.ts';
import { type ConversationView, emptyConversation } from '@parley/core/conversation/view.ts';
import { expect, test } from 'vitest';
import { ANSWERED, callOf } from '../../live/testing/call-of.ts';
import { mayWish } from './may-wish.ts';

const WISH: Callback = {
  id: 'wish',
  way: 'web',
  name: 'Cleo',
  number: null,
  topic: '',
  since: 0,
  dueAt: 0,
  state: 'waiting',
};
const WAITING = { state: 'waiting', since: 0 } as const;

function may(part: Partial<ConversationView>): boolean {
  return mayWish({ ...emptyConversation('talk'), ...part });
}

test('E15: who waits in line, by chat or by call, may be called back instead', () => {
  expect(may({ chat: WAITING })).toBe(true);
  expect(may({ call: callOf('audio', []) })).toBe(true);
});

test('E15: who is talking, is served or has wished already is not offered it', () => {
  expect(may({})).toBe(false);
  expect(may({ chat: WAITING, call: callOf('audio', ANSWERED) })).toBe(false);
  expect(may({ chat: { state: 'assigned', agentId: 'alex', agentName: 'Alex' } })).toBe(false);
  expect(may({ chat: WAITING, callback: WISH })).toBe(false);
  expect(may({ chat: WAITING, callback: { ...WISH, state: 'with-agent' } })).toBe(false);
});

test('E15: after a callback that was cancelled or over another may be wished', () => {
  expect(may({ chat: WAITING, callback: { ...WISH, state: 'cancelled' } })).toBe(true);
  expect(may({ chat: WAITING, callback: { ...WISH, state: 'reached' } })).toBe(true);
});

test('E15: who waits for one agent by name waits on', () => {
  const asked = { ...callOf('video', []), origin: 'escalation-room' } as const;
  expect(may({ call: asked })).toBe(false);
});
