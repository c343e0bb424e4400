import { expect, test } from 'vitest';
import { EMPTY_DESK, foldDesk, type OfferCard, type PersonFact } from './desk-view.ts';
import {
  type AgentNow,
  type Channel,
  channelState,
  LEASE_MS,
  MISSED,
  newPresence,
  stepPresence,
  type Task,
} from './presence.ts';

const NOW = 1_000;
const ALIVE = {
  tabId: 'tab',
  until: NOW + LEASE_MS,
  canRing: true,
  microphone: 'allowed' as const,
  media: 'unknown' as const,
};

function agent(changes: Partial<AgentNow> = {}): AgentNow {
  const presence = stepPresence(newPresence('alex', 0), { type: 'go-ready' }, 0);
  return { presence, leases: [ALIVE], tasks: [], ...changes };
}

function task(channel: Channel, state: Task['state']): Task {
  return { contactId: channel, conversationId: channel, channel, state, since: 0 };
}

const paused = stepPresence(agent().presence, { type: 'pause', reason: 'lunch' }, 10);

const states: readonly [string, AgentNow, string][] = [
  ['ready', agent(), 'ready'],
  ['paused', agent({ presence: paused }), 'not-ready'],
  [
    'paused with a call to finish',
    agent({ presence: paused, tasks: [task('voice', 'active')] }),
    'pending-not-ready',
  ],
  ['being rung', agent({ tasks: [task('voice', 'reserved')] }), 'reserved'],
  ['in a call', agent({ tasks: [task('voice', 'active')] }), 'busy'],
  ['in a video call', agent({ tasks: [task('video', 'active')] }), 'busy'],
  ['with one chat', agent({ tasks: [task('chat', 'active')] }), 'ready'],
  ['ready without a living page', agent({ leases: [] }), 'interrupted'],
  ['offline', agent({ presence: newPresence('alex', 0), leases: [] }), 'not-ready'],
];
test.each(states)('the voice channel of an agent %s', (_, one, state) => {
  expect(channelState(one, 'voice', NOW)).toBe(state);
});

test('a chat channel in use with room left is active', () => {
  expect(channelState(agent({ tasks: [task('chat', 'active')] }), 'chat', NOW)).toBe('active');
});

test('an agent who lets a call ring is paused by policy until they come back', () => {
  const missed = stepPresence(agent().presence, { type: 'let-it-ring' }, 50);
  expect(missed.wish).toEqual({
    state: 'paused',
    since: 50,
    reason: MISSED,
    by: 'policy',
    open: [],
  });
  expect(stepPresence(missed, { type: 'go-ready' }, 60).wish.state).toBe('ready');
});

test('asking for the state one is in keeps its timer running', () => {
  const { presence } = agent();
  expect(stepPresence(presence, { type: 'go-ready' }, 99)).toBe(presence);
  expect(stepPresence(paused, { type: 'pause', reason: 'lunch' }, 99)).toBe(paused);
});

test('the missed-call policy never touches an agent who chose to be away', () => {
  expect(stepPresence(paused, { type: 'let-it-ring' }, 99)).toBe(paused);
});

test('a desk shows an offer until it is closed and a conversation until it is left', () => {
  const offer = { offerId: 'offer' } as OfferCard;
  const conversation = {
    conversationId: 'c',
    customerName: 'Cleo',
    queueName: 'Support',
    since: 1,
  };
  const facts: readonly PersonFact[] = [
    { type: 'offer-made', offer },
    { type: 'offer-closed', offerId: 'offer', because: 'accepted' },
    { type: 'conversation-assigned', conversation },
    { type: 'call-joined', callId: 'call', legId: 'leg', conversationId: 'c', tabId: 'tab' },
  ];
  const desks = [EMPTY_DESK];
  for (const [index, data] of facts.entries()) {
    const event = { stream: 'person:alex', seq: index + 1, at: 0, data };
    desks.push(foldDesk(desks.at(-1) ?? EMPTY_DESK, event));
  }
  expect(
    desks.map((desk) => [desk.offers.length, desk.conversations.length, desk.calls.length]),
  ).toEqual([
    [0, 0, 0],
    [1, 0, 0],
    [0, 0, 0],
    [0, 1, 0],
    [0, 1, 1],
  ]);
});
