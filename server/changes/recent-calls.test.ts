import type { CallInput } from '@parley/core/call/inputs.ts';
import { startInternalCall } from '@parley/core/call/start.ts';
import { newConversation } from '@parley/core/testing/new-conversation.ts';
import { expect, test } from 'vitest';
import { type Draft, withCall } from './draft.ts';
import { recentCallsIn } from './recent-calls.ts';

const NOW = 1_000;

/** Alex and Bo have written to each other before; Bo began that. */
const conversation = newConversation({
  id: 'conv',
  kind: 'internal',
  staffIds: ['alex', 'bo'],
  entryId: '',
  queueId: '',
  customer: { id: 'bo', name: 'Bo', verified: null },
});

/** Alex calls Bo, and it rings. */
const { call } = startInternalCall(
  {
    callId: 'call',
    conversationId: 'conv',
    kind: 'audio',
    caller: { legId: 'a', personId: 'alex', name: 'Alex' },
    callee: { offerId: 'o', agentId: 'bo', agentName: 'Bo', legId: 'b', until: NOW + 20_000 },
  },
  NOW,
);
const ringing: Draft = {
  conversation,
  call,
  placement: null,
  links: {},
  facts: [],
  effects: [],
  verdicts: [],
};

function after(draft: Draft, input: CallInput): Draft {
  const outcome = withCall({ ...draft, facts: [], effects: [] }, input, NOW);
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  return outcome.draft;
}

function recent(before: Draft, draft: Draft): readonly (readonly (string | null)[])[] {
  const rows = recentCallsIn(before, draft, NOW)?.begun ?? [];
  return rows.map((row) => [row.agentId, row.direction, row.otherId, row.otherName, row.outcome]);
}

test('a colleague who answers has an incoming call, the caller an outgoing one, each with the other', () => {
  const talking = after(ringing, { type: 'answer', agentId: 'bo', tabId: 'tab' });
  expect(recent(ringing, talking)).toEqual([
    ['alex', 'out', 'bo', 'Bo', 'answered'],
    ['bo', 'in', 'alex', 'Alex', 'answered'],
  ]);
  const over = after(talking, { type: 'end', legId: 'a' });
  const rows = recentCallsIn(talking, over, NOW);
  expect(rows?.begun).toEqual([]);
  expect(rows?.over.map((one) => one.agentId).toSorted()).toEqual(['alex', 'bo']);
});

test('a colleague who declines, does not answer or vanishes leaves a call with both', () => {
  const ends: readonly (readonly [CallInput, string, string])[] = [
    [{ type: 'decline', agentId: 'bo' }, 'declined', 'declined'],
    [{ type: 'rang-out', offerId: 'o' }, 'missed', 'no-answer'],
    [{ type: 'agent-gone', agentId: 'bo' }, 'missed', 'failed'],
    [{ type: 'end', legId: 'a' }, 'missed', 'no-answer'],
  ];
  for (const [input, forBo, forAlex] of ends) {
    expect(recent(ringing, after(ringing, input))).toEqual([
      ['bo', 'in', 'alex', 'Alex', forBo],
      ['alex', 'out', 'bo', 'Bo', forAlex],
    ]);
  }
});

test('while nothing of it changes there is nothing to write', () => {
  const talking = after(ringing, { type: 'answer', agentId: 'bo', tabId: 'tab' });
  const muted = after(talking, { type: 'mute', legId: 'a' });
  expect(recentCallsIn(talking, muted, NOW)).toBeNull();
});
