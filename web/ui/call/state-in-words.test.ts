import { expect, test } from 'vitest';
import { ANSWERED, type CallInput, callOf, RINGS, stateOf } from '../../live/testing/call-of.ts';
import { isWaiting, otherName, stateInWords } from './state-in-words.ts';

test.each<[string, readonly CallInput[], string]>([
  ['waits', [], 'Please wait a moment'],
  ['rings', [RINGS], 'Please wait a moment'],
  ['was answered and the agent’s path is made', ANSWERED.slice(0, 4), 'Connecting Alex…'],
  ['stands', ANSWERED, 'Connected'],
  ['is on hold', [...ANSWERED, { type: 'hold', legId: 'agent' }], 'You are on hold'],
  [
    'has lost the agent for a while',
    [...ANSWERED, { type: 'link-lost', legId: 'agent', cause: 'network' }],
    'The connection of Alex is interrupted. Please stay…',
  ],
])('M18: a call that %s says so', (_how, inputs, words) => {
  expect(stateInWords(stateOf(callOf('audio', inputs), 'customer'))).toBe(words);
});

test('the own path is told before anything of the other side', () => {
  const call = callOf('audio', ANSWERED);
  const mending = { recovery: { name: 'restarting-ice', since: 0 } } as const;
  expect(stateInWords(stateOf(call, 'customer', mending))).toContain('Reconnecting');
  expect(stateInWords(stateOf(call, 'customer', { ...mending, wasConnected: false }))).toBe(
    'Connecting…',
  );
});

test('before anybody answered the other side has no name', () => {
  expect(otherName(stateOf(callOf('audio', []), 'customer'))).toBe('Support');
  expect(isWaiting(stateOf(null, 'customer'))).toBe(true);
  expect(isWaiting(stateOf(callOf('audio', ANSWERED), 'customer'))).toBe(false);
});

const CONFERENCE: readonly CallInput[] = [
  ...ANSWERED,
  {
    ...{ type: 'invite', legId: 'agent', purpose: 'consult', offerId: 'second', until: 60_000 },
    ...{ agentId: 'bo', agentName: 'Bo', invitedLegId: 'bo' },
  },
  { type: 'answer', agentId: 'bo', tabId: 'tab-of-bo' },
  { type: 'merge', legId: 'agent' },
];

test('X4: of two agents both are named, and what is wrong is told of the one it is about', () => {
  const said = (...more: readonly CallInput[]) =>
    stateOf(callOf('video', [...CONFERENCE, ...more]), 'customer');
  expect(otherName(said())).toBe('Alex and Bo');
  expect(stateInWords(said())).toBe('Connecting Bo…');
  const connected: CallInput = { type: 'link-connected', legId: 'bo' };
  expect(stateInWords(said(connected))).toBe('Connected');
  const lost: CallInput = { type: 'link-lost', legId: 'bo', cause: 'network' };
  expect(stateInWords(said(connected, lost))).toContain('The connection of Bo is interrupted');
});
