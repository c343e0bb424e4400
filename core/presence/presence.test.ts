import { expect, test } from 'vitest';
import {
  EMPTY_DESK,
  foldDesk,
  type OfferCard,
  type PersonEvent,
  type PersonFact,
} from './desk-view.ts';
import {
  type AgentNow,
  CHANNELS,
  type Channel,
  channelState,
  LEASE_MS,
  LOGIN,
  MISSED,
  newPresence,
  obstacle,
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
  ['wrapping up', agent({ tasks: [task('voice', 'wrap-up')] }), 'busy'],
  ['in a call', agent({ tasks: [task('voice', 'active')] }), 'busy'],
  ['in a video call', agent({ tasks: [task('video', 'active')] }), 'busy'],
  ['with one chat', agent({ tasks: [task('chat', 'active')] }), 'ready'],
  ['ready without a living page', agent({ leases: [] }), 'interrupted'],
  ['offline', agent({ presence: newPresence('alex', 0), leases: [] }), 'not-ready'],
];
test.each(states)('the voice channel of an agent %s', (_, one, state) => {
  expect(channelState(one, 'voice', NOW)).toBe(state);
});

test('a shift begins ready, or in a pause where the agent is to log in paused', () => {
  const offline = newPresence('alex', 0);
  const begun = stepPresence(offline, { type: 'start-shift', inPause: false }, 7);
  expect([begun.wish.state, begun.shiftSince]).toEqual(['ready', 7]);
  const inPause = stepPresence(offline, { type: 'start-shift', inPause: true }, 7);
  expect(inPause.wish).toEqual({
    state: 'paused',
    since: 7,
    reason: LOGIN,
    by: 'policy',
    open: [],
  });
  expect(stepPresence(inPause, { type: 'start-shift', inPause: false }, 8)).toBe(inPause);
});

test('the time since the shift began runs through pauses until the agent goes', () => {
  const back = stepPresence(paused, { type: 'go-ready' }, 50);
  expect([agent().presence.shiftSince, paused.shiftSince, back.shiftSince]).toEqual([0, 0, 0]);
  expect(stepPresence(back, { type: 'go-offline' }, 60).shiftSince).toBeNull();
});

test('a partial pause serves the channels left open, under the same pause and timer', () => {
  const partly = stepPresence(paused, { type: 'come-back', channels: ['chat'] }, 40);
  expect(partly.wish).toMatchObject({ state: 'paused', since: 10, reason: 'lunch' });
  const one = agent({ presence: partly });
  expect(CHANNELS.map((channel) => channelState(one, channel, NOW))).toEqual([
    'not-ready',
    'not-ready',
    'ready',
  ]);
});

test('who comes back on every channel of their own is ready', () => {
  const noVideo = stepPresence(paused, { type: 'switch-channel', channel: 'video', on: false }, 20);
  const back = stepPresence(noVideo, { type: 'come-back', channels: ['voice', 'chat'] }, 40);
  expect(back.wish).toEqual({ state: 'ready', since: 40 });
});

test('a pause stored before there were partial ones leaves nothing open', () => {
  const { open: _, ...stored } = paused.wish as Extract<typeof paused.wish, { state: 'paused' }>;
  const old = { ...paused, wish: stored as typeof paused.wish };
  expect(channelState(agent({ presence: old }), 'chat', NOW)).toBe('not-ready');
});

test('a missed call ends a partial pause for every channel', () => {
  const partly = stepPresence(paused, { type: 'come-back', channels: ['voice'] }, 40);
  expect(stepPresence(partly, { type: 'let-it-ring' }, 50).wish).toMatchObject({
    reason: MISSED,
    open: [],
  });
});

test('while an agent wraps up no call comes, but a chat does', () => {
  const one = agent({ tasks: [task('voice', 'wrap-up')] });
  expect(CHANNELS.map((channel) => obstacle(one, { channel }, NOW))).toEqual([
    'wrapping-up',
    'wrapping-up',
    null,
  ]);
});

test('an agent whose every page failed to reach the media gets no call, but chats', () => {
  const cut = agent({ leases: [{ ...ALIVE, media: 'failed' }] });
  expect(CHANNELS.map((channel) => obstacle(cut, { channel }, NOW))).toEqual([
    'no-media-path',
    'no-media-path',
    null,
  ]);
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

test('a desk shows a call to wrap up until it is wrapped up', () => {
  const wrapUp = {
    conversationId: 'c',
    callId: 'call',
    customerName: 'Cleo',
    channel: 'voice',
    since: 1,
    until: 61,
  } as const;
  const began = { stream: 'person:alex', seq: 1, at: 1, data: { type: 'wrap-up-began', wrapUp } };
  const ended = { ...began, seq: 2, data: { type: 'wrap-up-ended', callId: 'call' } };
  const during = foldDesk(EMPTY_DESK, began as PersonEvent);
  expect(during.wrapUps).toEqual([wrapUp]);
  expect(foldDesk(during, ended as PersonEvent).wrapUps).toEqual([]);
});
