import {
  type ConversationView,
  emptyConversation,
  foldConversation,
} from '@parley/core/conversation/view.ts';
import { expect, test } from 'vitest';
import { ANSWERED, callOf } from '../../live/testing/call-of.ts';
import { feedbackDue } from './feedback-due.ts';

const MINUTE_MS = 60_000;
const CALL = callOf('audio', [...ANSWERED, { type: 'end', legId: 'agent' }]);
const ENDED = CALL.phase.name === 'ended' ? CALL.phase.at : Number.NaN;

/** Alex has written once. */
const { messages } = foldConversation(emptyConversation('talk'), {
  stream: 'conversation:talk',
  seq: 1,
  at: 0,
  data: {
    type: 'message-sent',
    messageId: 'm',
    author: { role: 'agent', id: 'alex', name: 'Alex' },
    text: 'Hello',
  },
});

function view(part: Partial<ConversationView>): ConversationView {
  return { ...emptyConversation('talk'), ...part };
}

test('E10: a call that was talked in is asked about once it is over', () => {
  expect(feedbackDue(view({ call: CALL }), ENDED + MINUTE_MS)).toMatchObject({
    about: 'call',
    callId: 'call',
  });
  const going = callOf('audio', ANSWERED);
  expect(feedbackDue(view({ call: going }), ENDED)).toBeNull();
});

test('E10: a call nobody answered is not asked about, nor one of yesterday, nor one that was rated', () => {
  const given = callOf('audio', [{ type: 'end', legId: 'customer' }]);
  expect(feedbackDue(view({ call: given }), ENDED)).toBeNull();
  expect(feedbackDue(view({ call: CALL }), ENDED + 24 * 60 * MINUTE_MS)).toBeNull();
  const rated = { about: 'call', callId: 'call', rating: 4, comment: '', at: 1_500 } as const;
  expect(feedbackDue(view({ call: CALL, feedback: [rated] }), ENDED)).toBeNull();
});

test('E10: the room’s own page asks about a call in it', () => {
  const inRoom = { ...CALL, room: { id: 'room', bySecret: true } };
  expect(feedbackDue(view({ call: inRoom }), ENDED)).toBeNull();
});

test('E10: a chat is asked about when it was closed after somebody answered, if nothing was rated before', () => {
  const chat = { state: 'completed', at: 1_000 } as const;
  expect(feedbackDue(view({ chat, messages }), 2_000)).toMatchObject({
    about: 'chat',
    callId: null,
  });
  expect(feedbackDue(view({ chat }), 2_000)).toBeNull();
  expect(feedbackDue(view({ messages }), 2_000)).toBeNull();
  const rated = { about: 'room', callId: null, rating: 5, comment: '', at: 1_500 } as const;
  expect(feedbackDue(view({ chat, messages, feedback: [rated] }), 2_000)).toBeNull();
  const nextDay = { state: 'completed', at: 24 * 60 * MINUTE_MS } as const;
  const again = view({ chat: nextDay, messages, feedback: [rated] });
  expect(feedbackDue(again, nextDay.at)).toMatchObject({ about: 'chat' });
});

test('E10: a chat that was closed again is a new one to ask about', () => {
  const keyAt = (at: number) =>
    feedbackDue(view({ chat: { state: 'completed', at }, messages }), at)?.key;
  expect(keyAt(1_000)).not.toBe(keyAt(9_000));
});
