import { expect, test } from 'vitest';
import {
  LEASE_MS,
  newPresence,
  roomTaskId,
  stepPresence,
  type Task,
} from '../presence/presence.ts';
import { type Candidate, type Contact, PASS_REST_MS, route } from './route.ts';

function agent(agentId: string, idleSince: number, changes: Partial<Candidate> = {}): Candidate {
  const presence = stepPresence(newPresence(agentId, 0), { type: 'go-ready' }, idleSince);
  const lease = {
    tabId: 'tab',
    until: LEASE_MS * 1_000,
    canRing: true,
    microphone: 'allowed' as const,
    media: 'unknown' as const,
  };
  return { agentId, queueIds: ['support'], presence, leases: [lease], tasks: [], ...changes };
}

function contact(id: string, since: number, changes: Partial<Contact> = {}): Contact {
  return {
    id,
    conversationId: `conversation-${id}`,
    channel: 'voice',
    queueId: 'support',
    since,
    preferredAgentId: null,
    boundToAgentId: null,
    passedBy: [],
    ...changes,
  };
}

function task(changes: Partial<Task> = {}): Task {
  return {
    contactId: 'other',
    conversationId: 'other',
    channel: 'chat',
    state: 'active',
    since: 0,
    ...changes,
  };
}

function chosen(contacts: readonly Contact[], agents: readonly Candidate[], now = 100): string[] {
  return route(contacts, agents, now).decisions.map((one) => `${one.contactId} → ${one.agentId}`);
}

function reason(one: Candidate, for_: Contact = contact('a', 1)): string {
  return route([for_], [one], 100).unserved[0]?.verdicts[0]?.because ?? 'was chosen';
}

test('the agent who has been idle longest is asked first', () => {
  expect(chosen([contact('a', 1)], [agent('alex', 50), agent('bo', 20)])).toEqual(['a → bo']);
});

test('the oldest contact is served first, and an agent is asked for one contact at a time', () => {
  const agents = [agent('alex', 10), agent('bo', 20)];
  const contacts = [contact('late', 9), contact('early', 1), contact('middle', 5)];
  expect(chosen(contacts, agents)).toEqual(['early → alex', 'middle → bo']);
});

test('agents get only what lands in their queues', () => {
  expect(reason(agent('alex', 1, { queueIds: ['sales'] }))).toBe('not-in-queue');
});

test('an agent who passed a contact is asked again only when nobody else is left and a rest is over', () => {
  const passed = contact('a', 1, { passedBy: [{ agentId: 'alex', at: 90 }] });
  expect(chosen([passed], [agent('alex', 1), agent('bo', 50)])).toEqual(['a → bo']);
  const alone = route([passed], [agent('alex', 1)], 100);
  expect([alone.decisions, alone.lookAgainAt]).toEqual([[], 90 + PASS_REST_MS]);
  expect(chosen([passed], [agent('alex', 1)], 90 + PASS_REST_MS)).toEqual(['a → alex']);
});

test('the agent who has the chat is asked first for a call of it, then the queue', () => {
  const asked = contact('a', 1, { preferredAgentId: 'alex' });
  expect(chosen([asked], [agent('alex', 90), agent('bo', 1)])).toEqual(['a → alex']);
  const passed = { ...asked, passedBy: [{ agentId: 'alex', at: 95 }] };
  expect(chosen([passed], [agent('alex', 90), agent('bo', 1)])).toEqual(['a → bo']);
});

test('every agent who is not asked has a reason', () => {
  const away = agent('a', 1, { leases: [] });
  const silent = agent('a', 1, {
    leases: [{ tabId: 't', until: 9_999, canRing: false, microphone: 'allowed', media: 'unknown' }],
  });
  const deaf = agent('a', 1, {
    leases: [{ tabId: 't', until: 9_999, canRing: true, microphone: 'denied', media: 'unknown' }],
  });
  const paused = agent('a', 1);
  const pausedNow = {
    ...paused,
    presence: stepPresence(paused.presence, { type: 'pause', reason: 'lunch' }, 50),
  };
  const off = {
    ...paused,
    presence: stepPresence(
      paused.presence,
      { type: 'switch-channel', channel: 'voice', on: false },
      50,
    ),
  };
  expect([away, silent, deaf, pausedNow, off].map((one) => reason(one))).toEqual([
    'not-reachable',
    'cannot-ring',
    'no-microphone',
    'not-ready',
    'channel-off',
  ]);
});

test('capacity: one voice call, five chats, and a video call fills the agent', () => {
  const voice = agent('a', 1, { tasks: [task({ channel: 'voice' })] });
  const chats = agent('a', 1, {
    tasks: [1, 2, 3, 4, 5].map((n) => task({ contactId: `${n}`, conversationId: `${n}` })),
  });
  const video = agent('a', 1, { tasks: [task({ channel: 'video' })] });
  const ringing = agent('a', 1, { tasks: [task({ state: 'reserved' })] });
  const chat = contact('a', 1, { channel: 'chat' });
  expect([
    reason(voice),
    reason(voice, chat),
    reason(chats, chat),
    reason(chats),
    reason(video, chat),
    reason(ringing, chat),
  ]).toEqual(['in-call', 'was chosen', 'at-capacity', 'was chosen', 'in-call', 'being-offered']);
});

test('an agent with open chats can still be given a video call', () => {
  const video = contact('a', 1, { channel: 'video' });
  const two = agent('a', 1, {
    tasks: [task(), task({ conversationId: 'second', contactId: 'second' })],
  });
  expect(reason(two, video)).toBe('was chosen');
});

test('a call bound to an agent is for nobody else, in whichever queue, and waits for them', () => {
  const bound = contact('a', 1, { channel: 'video', boundToAgentId: 'alex', queueId: 'other' });
  expect(chosen([bound], [agent('alex', 90), agent('bo', 1)])).toEqual(['a → alex']);
  const away = agent('alex', 90, { leases: [] });
  const waiting = route([bound], [away, agent('bo', 1)], 100);
  expect(waiting.decisions).toEqual([]);
  expect(waiting.unserved[0]?.verdicts).toEqual([
    { agentId: 'alex', because: 'not-reachable' },
    { agentId: 'bo', because: 'bound-to-other' },
  ]);
});

test('an agent who passed a call bound to them is asked again after a rest', () => {
  const bound = contact('a', 1, {
    boundToAgentId: 'alex',
    passedBy: [{ agentId: 'alex', at: 90 }],
  });
  const resting = route([bound], [agent('alex', 1), agent('bo', 1)], 100);
  expect([resting.decisions, resting.lookAgainAt]).toEqual([[], 90 + PASS_REST_MS]);
  expect(chosen([bound], [agent('alex', 1)], 90 + PASS_REST_MS)).toEqual(['a → alex']);
});

test('whoever sits in a room gets its call, paused or wrapping up, and no other work', () => {
  const bound = contact('a', 1, { channel: 'video', boundToAgentId: 'alex' });
  const sitting = task({
    ...{ contactId: roomTaskId('r'), conversationId: bound.conversationId, channel: 'video' },
  });
  const before = task({
    ...{ contactId: 'old', conversationId: bound.conversationId, channel: 'video' },
    state: 'wrap-up',
  });
  const alex = agent('alex', 1, { tasks: [sitting, before] });
  const presence = stepPresence(alex.presence, { type: 'pause', reason: 'lunch' }, 50);
  expect(chosen([bound], [alex])).toEqual(['a → alex']);
  expect(chosen([bound], [{ ...alex, presence }])).toEqual(['a → alex']);
  expect(reason({ ...alex, presence, tasks: [] }, bound)).toBe('not-ready');
  // A guest who only typed the code of that room comes with a conversation of their own.
  const typed = contact('b', 1, { channel: 'video', boundToAgentId: 'alex' });
  const waiting = { ...alex, tasks: [sitting] };
  expect(chosen([{ ...typed, conversationId: 'another' }], [waiting])).toEqual(['b → alex']);
  expect(reason(alex)).toBe('in-call');
  expect(reason(agent('alex', 1, { tasks: [task({ channel: 'video' })] }), bound)).toBe('in-call');
});
