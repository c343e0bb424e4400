import { describe, expect, test } from 'vitest';
import { newConversation } from '../testing/new-conversation.ts';
import { newRoom } from '../testing/new-room.ts';
import { type Conversation, type ConversationInput, stepConversation } from './conversation.ts';
import type { ConversationFact } from './events.ts';
import { emptyConversation, foldConversation } from './view.ts';

const NEW = newConversation();
const OFFER: ConversationInput = { type: 'offer', offerId: 'o', agentId: 'alex', until: 9 };
const ACCEPT: ConversationInput = { type: 'accept', agentId: 'alex', agentName: 'Alex' };

function after(...inputs: readonly ConversationInput[]): Conversation {
  return inputs.reduce((now, input) => {
    const outcome = stepConversation(now, input, 5);
    if (!outcome.ok) throw new Error(outcome.refusal.code);
    return outcome.conversation;
  }, NEW);
}

function refusal(conversation: Conversation, input: ConversationInput): string {
  const outcome = stepConversation(conversation, input, 5);
  return outcome.ok ? 'was done' : outcome.refusal.code;
}

describe('who serves a chat', () => {
  test.each([
    [2_009, 'rang-out'],
    [2_010, 'agent-gone'],
  ])('an offer that ends at 9, noticed at %i, has passed because: %s', (now, because) => {
    const offered = after({ type: 'seek-agent' }, OFFER);
    const passed = stepConversation(offered, { type: 'rang-out', offerId: 'o' }, now);
    expect(passed).toMatchObject({ effects: [{ type: 'free-agent', because }, {}] });
  });

  test('the first message seeks an agent, a second one does not seek again', () => {
    const waiting = after({ type: 'seek-agent' });
    expect(waiting.chat.state).toBe('waiting');
    expect(stepConversation(waiting, { type: 'seek-agent' }, 9)).toMatchObject({ effects: [] });
  });

  test('a declined chat keeps its place in line', () => {
    const back = after({ type: 'seek-agent' }, OFFER, { type: 'decline', agentId: 'alex' });
    expect(back.chat).toEqual({
      state: 'waiting',
      since: 5,
      passedBy: [{ agentId: 'alex', at: 5 }],
    });
  });

  test('only the agent who is asked can accept', () => {
    const offered = after({ type: 'seek-agent' }, OFFER);
    expect(refusal(offered, { ...ACCEPT, agentId: 'bo' })).toBe('offer-closed');
    expect(after({ type: 'seek-agent' }, OFFER, ACCEPT).chat).toMatchObject({ agentId: 'alex' });
  });

  test('the agent who answers a call of it takes a chat that was being offered to another', () => {
    const offered = after({ type: 'seek-agent' }, OFFER);
    const outcome = stepConversation(
      offered,
      { type: 'assign', agentId: 'bo', agentName: 'Bo' },
      9,
    );
    expect(outcome).toMatchObject({
      ok: true,
      conversation: { chat: { state: 'assigned', agentId: 'bo' } },
      effects: [{ type: 'free-agent', agentId: 'alex', because: 'withdrawn' }],
    });
  });

  test('a chat whose call is handed to a queue is nobody’s there; the chat of somebody else stays theirs', () => {
    const mine = after({ type: 'seek-agent' }, OFFER, ACCEPT);
    const input = { type: 'move-to-queue', queueId: 'sales' } as const;
    expect(stepConversation(mine, { ...input, agentId: 'alex' }, 9)).toMatchObject({
      conversation: { queueId: 'sales', chat: { state: 'none' } },
      effects: [{ type: 'free-agent', agentId: 'alex' }],
    });
    expect(stepConversation(mine, { ...input, agentId: 'bo' }, 9)).toMatchObject({
      conversation: { queueId: 'sales', chat: { state: 'assigned', agentId: 'alex' } },
      effects: [],
    });
  });

  test('completing is refused while its call goes on, and to anybody but its agent', () => {
    const mine = after({ type: 'seek-agent' }, OFFER, ACCEPT);
    const complete = {
      type: 'complete',
      agentId: 'alex',
      agentName: 'Alex',
      callIsLive: true,
      inRoom: false,
    } as const;
    expect(refusal(mine, complete)).toBe('in-call');
    expect(refusal(mine, { ...complete, agentId: 'bo', callIsLive: false })).toBe('not-yours');
    expect(refusal(mine, { ...complete, callIsLive: false })).toBe('was done');
  });

  test('a customer who writes again after completion seeks an agent again', () => {
    const complete = {
      type: 'complete',
      agentId: 'alex',
      agentName: 'Alex',
      callIsLive: false,
      inRoom: false,
    } as const;
    expect(
      after({ type: 'seek-agent' }, OFFER, ACCEPT, complete, { type: 'seek-agent' }).chat.state,
    ).toBe('waiting');
  });
});

describe('a screen folds the stream', () => {
  const said = (seq: number, text: string) => ({
    stream: 'conversation:c',
    seq,
    at: seq,
    data: {
      type: 'message-sent',
      messageId: `m${seq}`,
      author: { role: 'customer', id: 'customer', name: 'Cleo' },
      text,
    } satisfies ConversationFact,
  });

  test('an event that comes twice is shown once', () => {
    const once = foldConversation(emptyConversation('c'), said(1, 'hello'));
    expect(foldConversation(once, said(1, 'hello'))).toBe(once);
    expect(once.messages.map((message) => message.text)).toEqual(['hello']);
  });

  test('a hole in the numbers is never folded over', () => {
    expect(() => foldConversation(emptyConversation('c'), said(2, 'late'))).toThrow(RangeError);
  });

  test('what was read was delivered, and marks never go back', () => {
    const mark = (seq: number, upTo: number) => ({
      stream: 'conversation:c',
      seq,
      at: seq,
      data: { type: 'messages-read', by: 'agent', upTo } satisfies ConversationFact,
    });
    const view = [said(1, 'hello'), mark(2, 1), mark(3, 0)].reduce(
      foldConversation,
      emptyConversation('c'),
    );
    expect([view.read.agent, view.delivered.agent]).toEqual([1, 1]);
  });

  test('an invitation to a room is a message with a link, and the room is as it was last said', () => {
    const room = newRoom({ id: 'r' });
    const told: readonly ConversationFact[] = [
      { type: 'room-changed', room, because: 'opened' },
      {
        type: 'video-invited',
        messageId: 'm',
        author: { role: 'agent', id: 'alex', name: 'Alex' },
        roomId: 'r',
        url: 'https://parley.example/r/ACDEFGH#secret',
      },
      { type: 'room-changed', room: { ...room, agentIn: true }, because: 'agent-entered' },
    ];
    const view = told
      .map((data, index) => ({ stream: 'conversation:c', seq: index + 1, at: index, data }))
      .reduce(foldConversation, emptyConversation('c'));
    expect(view.messages).toMatchObject([{ id: 'm', text: '', link: { roomId: 'r' } }]);
    expect(view.room?.agentIn).toBe(true);
    expect(view.timeline.map((entry) => entry.what.type)).toEqual(['room-changed', 'room-changed']);
  });
});

test('a guest without a name is called as they say; who has one keeps it, and so does who was signed for', () => {
  const named = (name: string, of: Partial<Conversation['customer']> = {}) => {
    const guest = { ...NEW, customer: { ...NEW.customer, ...of } };
    const outcome = stepConversation(guest, { type: 'name-customer', name }, 5);
    return outcome.ok && [outcome.conversation.customer.name, outcome.facts.length];
  };
  expect(named('Gail', { name: 'Guest' })).toEqual(['Gail', 1]);
  expect(named('Gail', { name: 'Visitor' })).toEqual(['Gail', 1]);
  expect(named('Guest', { name: 'Visitor' })).toEqual(['Visitor', 0]);
  expect(named('Gail')).toEqual(['Cleo', 0]);
  const verified = { subject: '7', name: 'Visitor', email: null, phone: null };
  expect(named('Gail', { name: 'Visitor', verified })).toEqual(['Visitor', 0]);
});
