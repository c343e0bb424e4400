import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newConversation } from '../testing/new-conversation.ts';
import { type Conversation, type ConversationInput, stepConversation } from './conversation.ts';
import type { ConversationFact } from './events.ts';
import { emptyConversation, foldConversation } from './view.ts';

const NEW = newConversation();
const BEGIN: ConversationInput = {
  type: 'begin-wrap-up',
  agentId: 'alex',
  agentName: 'Alex',
  callId: 'call',
  channel: 'voice',
  until: 60_000,
};
const FINISH: ConversationInput = {
  type: 'finish-wrap-up',
  agentId: 'alex',
  callId: 'call',
  code: 'resolved',
  note: 'All is well',
  inRoom: false,
};
const OVER: ConversationInput = { type: 'wrap-up-over', agentId: 'alex', callId: 'call' };

/** All facts of these inputs, each given at its instant, with the value and the effects at the end. */
function after(...inputs: readonly (readonly [number, ConversationInput])[]) {
  let conversation = NEW;
  const facts: ConversationFact[] = [];
  const freed: string[] = [];
  for (const [now, input] of inputs) {
    const outcome = stepConversation(conversation, input, now);
    if (!outcome.ok) throw new Error(outcome.refusal.code);
    ({ conversation } = outcome);
    facts.push(...outcome.facts);
    freed.push(
      ...outcome.effects.flatMap((one) => (one.type === 'free-agent' ? [one.agentId] : [])),
    );
  }
  return { conversation, facts, freed };
}

function seen(facts: readonly ConversationFact[]) {
  return facts.reduce(
    (view, data, index) =>
      foldConversation(view, { stream: 'conversation:c', seq: index + 1, at: 0, data }),
    emptyConversation('c'),
  ).wrapUps;
}

test('an agent who leaves a call wraps it up with a code and a note, and is free then', () => {
  const { conversation, facts, freed } = after([0, BEGIN], [9, FINISH]);
  expect(freed).toEqual(['alex']);
  expect(conversation.wrapUps).toMatchObject([{ state: 'over' }]);
  expect(seen(facts)).toEqual([
    {
      agentId: 'alex',
      agentName: 'Alex',
      callId: 'call',
      until: null,
      code: 'resolved',
      note: 'All is well',
    },
  ]);
});

test('the timer ends a wrap-up without code, and the agent can still give one', () => {
  const late = after([0, BEGIN], [60_000, OVER]);
  expect(late.freed).toEqual(['alex']);
  expect(seen(late.facts)).toMatchObject([{ until: null, code: null, note: '' }]);
  const corrected = after([0, BEGIN], [60_000, OVER], [70_000, FINISH]);
  expect(corrected.freed).toEqual(['alex']);
  expect(corrected.facts.map((fact) => fact.type)).toEqual([
    'wrap-up-started',
    'wrapped-up',
    'wrap-up-corrected',
  ]);
  expect(seen(corrected.facts)).toMatchObject([{ code: 'resolved', note: 'All is well' }]);
});

test('a timer of a wrap-up that was done, or has begun anew, changes nothing', () => {
  const again = { ...BEGIN, until: 120_000 } as ConversationInput;
  expect(after([0, BEGIN], [9, FINISH], [60_000, OVER]).facts).toHaveLength(2);
  const { conversation } = after([0, BEGIN], [50, again], [60_000, OVER]);
  expect(conversation.wrapUps).toMatchObject([{ state: 'open', until: 120_000 }]);
});

test('where wrap-up is off nobody is kept, and code and note can be given all the same', () => {
  const off = { ...BEGIN, until: 0 } as ConversationInput;
  const { conversation, facts } = after([0, off]);
  expect([conversation.wrapUps.map((one) => one.state), facts]).toEqual([['over'], []]);
  expect(seen(after([0, off], [9, FINISH]).facts)).toMatchObject([{ code: 'resolved' }]);
});

test('nobody wraps up the call of another agent', () => {
  const { conversation } = after([0, BEGIN]);
  expect(stepConversation(conversation, { ...FINISH, agentId: 'bo' }, 9)).toMatchObject({
    refusal: { code: 'not-yours' },
  });
});

test('wrapping up is refused while the agent is in a video room of the conversation', () => {
  const { conversation } = after([0, BEGIN]);
  expect(stepConversation(conversation, { ...FINISH, inRoom: true }, 9)).toMatchObject({
    refusal: { code: 'in-call' },
  });
});

test('no queue, no wrap-up and no assignment between colleagues', () => {
  const internal: Conversation = { ...NEW, kind: 'internal', staffIds: ['alex', 'bo'] };
  const assign = { type: 'assign', agentId: 'alex', agentName: 'Alex' } as const;
  for (const input of [BEGIN, { type: 'seek-agent' } as const, assign]) {
    expect(stepConversation(internal, input, 9)).toMatchObject({
      refusal: { code: 'no-customer' },
    });
  }
});

test('a screen of an internal conversation knows its members', () => {
  const staff = [
    { id: 'alex', name: 'Alex' },
    { id: 'bo', name: 'Bo' },
  ];
  const started = { type: 'internal-started', staff } as const;
  const event = { stream: 'conversation:c', seq: 1, at: 0, data: started };
  expect(foldConversation(emptyConversation('c'), event).staff).toEqual(staff);
});

test('whatever happens and however often, an agent has one wrap-up a call and is freed once for each that ended', () => {
  const agent = fc.constantFrom('alex', 'bo');
  const call = fc.constantFrom('call', 'other');
  const some = fc.record({ agentId: agent, callId: call, pick: fc.nat(2), now: fc.nat(100) });
  fc.assert(
    fc.property(fc.array(some, { maxLength: 12 }), (wanted) => {
      let conversation = NEW;
      for (const { agentId, callId, pick, now } of wanted.toSorted((a, b) => a.now - b.now)) {
        const input = [BEGIN, FINISH, OVER][pick] ?? OVER;
        const asked = { ...input, agentId, callId } as ConversationInput;
        const outcome = stepConversation(
          conversation,
          asked.type === 'begin-wrap-up' ? { ...asked, until: now + 30 } : asked,
          now,
        );
        if (!outcome.ok) continue;
        const open = (value: Conversation) =>
          value.wrapUps.filter((one) => one.state === 'open').length;
        const freed = outcome.effects.length;
        expect(freed).toBe(Math.max(0, open(conversation) - open(outcome.conversation)));
        ({ conversation } = outcome);
      }
      const keys = conversation.wrapUps.map((one) => `${one.agentId} ${one.callId}`);
      expect(new Set(keys).size).toBe(keys.length);
    }),
  );
});
