import type { ConversationFact } from '@parley/core/conversation/events.ts';
import { emptyConversation, foldConversation } from '@parley/core/conversation/view.ts';
import { expect, test } from 'vitest';
import type { ConversationState } from '../../live/conversation.ts';
import { ANSWERED, callOf, RINGS } from '../../live/testing/call-of.ts';
import { hasCall, matches, owedSince } from './filter.ts';

const row = { conversationId: 'one', customerName: 'Cleo', queueName: 'Support', since: 0 };
const anything = { query: '', filter: 'all' } as const;

function stateAfter(
  facts: readonly ConversationFact[],
  part: Partial<ConversationState> = {},
): ConversationState {
  const view = facts.reduce(
    (now, data, index) =>
      foldConversation(now, { stream: 's', seq: index + 1, at: index + 1, data }),
    emptyConversation('one'),
  );
  const rest = { loaded: true, refused: null, lines: [], otherIsTyping: false, line: null };
  return { ...rest, unread: 0, view, ...part };
}

function says(role: 'customer' | 'agent', text: string): ConversationFact {
  return { type: 'message-sent', messageId: text, author: { role, id: role, name: role }, text };
}

const started: ConversationFact = {
  type: 'conversation-started',
  entryId: 'web',
  customer: { id: 'cleo', name: 'Cleo' },
  page: { url: 'https://shop.example/lamps/dune', title: 'Dune, a lamp' },
  form: { topic: 'A broken shade' },
};

test('a conversation is found by name, queue, form, page and what was written', () => {
  const state = stateAfter([started, says('customer', 'It flickers at night')]);
  for (const query of ['cleo', 'SUPPORT', 'broken', 'dune, a', 'shop.example', ' flickers ']) {
    expect(matches(row, state, { ...anything, query }), query).toBe(true);
  }
  expect(matches(row, state, { ...anything, query: 'sofa' })).toBe(false);
});

test('a conversation that is still being loaded is found by what is known of it', () => {
  expect(matches(row, undefined, { ...anything, query: 'supp' })).toBe(true);
  expect(matches(row, undefined, { ...anything, query: 'flickers' })).toBe(false);
  expect(matches(row, undefined, { ...anything, filter: 'unread' })).toBe(false);
  expect(matches(row, undefined, { ...anything, filter: 'calls' })).toBe(false);
});

test('“Unread” keeps what has unread messages, and still searches', () => {
  const unread = stateAfter([started], { unread: 2 });
  expect(matches(row, unread, { query: '', filter: 'unread' })).toBe(true);
  expect(matches(row, unread, { query: 'sofa', filter: 'unread' })).toBe(false);
  expect(matches(row, stateAfter([started]), { query: '', filter: 'unread' })).toBe(false);
});

test('“In call” keeps calls that were answered and go on, on hold too', () => {
  const has = (inputs: Parameters<typeof callOf>[1]): boolean => {
    const state = stateAfter([started]);
    return hasCall({ ...state, view: { ...state.view, call: callOf('audio', inputs) } });
  };
  expect(has([RINGS])).toBe(false);
  expect(has(ANSWERED)).toBe(true);
  expect(has([...ANSWERED, { type: 'hold', legId: 'agent' }])).toBe(true);
  expect(has([...ANSWERED, { type: 'end', legId: 'agent' }])).toBe(false);
  expect(hasCall(stateAfter([started]))).toBe(false);
});

test('a reply is owed since the first message after our last, not since the newest', () => {
  expect(owedSince(stateAfter([started]))).toBeNull();
  const asked = [started, says('customer', 'Hello?'), says('customer', 'Anybody?')];
  expect(owedSince(stateAfter(asked))).toBe(2);
  const replied = [...asked, says('agent', 'Yes')];
  expect(owedSince(stateAfter(replied))).toBeNull();
  expect(owedSince(stateAfter([...replied, says('customer', 'Good')]))).toBe(5);
});
