import type { Call } from '@parley/core/call/call.ts';
import {
  type ConversationView,
  emptyConversation,
  type TimelineEntry,
  type WrapUpSeen,
} from '@parley/core/conversation/view.ts';
import { expect, test } from 'vitest';
import { ownCalls } from './own-calls.ts';

function answered(callId: string, agentId: string, at: number): TimelineEntry {
  return { seq: at, at, callId, who: null, what: { type: 'call-answered', agentId, waitMs: 0 } };
}

function view(...timeline: readonly TimelineEntry[]): ConversationView {
  return { ...emptyConversation('conv'), timeline };
}

function live(callId: string, personId: string): Pick<ConversationView, 'call'> {
  // Only what tells whether somebody is in it.
  const call = { id: callId, phase: { name: 'active' }, legs: [{ personId }] };
  return { call: call as unknown as Call };
}

test('an agent may wrap up each call they were in, the newest first, with what they said', () => {
  const said: WrapUpSeen = {
    agentId: 'alex',
    agentName: 'Alex',
    callId: 'one',
    until: null,
    code: 'Resolved',
    note: '',
  };
  const seen = view(
    answered('one', 'alex', 1),
    answered('other', 'bo', 2),
    answered('two', 'alex', 3),
  );
  expect(ownCalls({ ...seen, wrapUps: [said] }, 'alex')).toEqual([
    { callId: 'two', at: 3, wrapUp: null },
    { callId: 'one', at: 1, wrapUp: said },
  ]);
});

test('who was given a call by a colleague was in it too', () => {
  const what = {
    type: 'transferred',
    fromAgentId: 'bo',
    fromName: 'Bo',
    toAgentId: 'alex',
    toName: 'Alex',
    by: 'blind',
  } as const;
  const seen = view(answered('one', 'bo', 1), { seq: 2, at: 2, callId: 'one', who: null, what });
  expect(ownCalls(seen, 'alex').map((one) => one.callId)).toEqual(['one']);
});

test('a call is not wrapped up while one is in it, but once one has passed it on', () => {
  const seen = view(answered('one', 'alex', 1));
  expect(ownCalls({ ...seen, ...live('one', 'alex') }, 'alex')).toEqual([]);
  expect(ownCalls({ ...seen, ...live('one', 'bo') }, 'alex')).toHaveLength(1);
});
