import { expect, test } from 'vitest';
import { ANSWERED, type CallInput, callOf, stateOf } from '../../live/testing/call-of.ts';
import { devicesInWords, failureInWords, stateInWords } from './state-in-words.ts';

const lost = (cause: 'network' | 'page-gone' | 'media-node'): CallInput => ({
  type: 'link-lost',
  legId: 'customer',
  cause,
});

test.each<[string, readonly CallInput[], string]>([
  ['both sides are there', [], 'Connected'],
  ['the agent holds', [{ type: 'hold', legId: 'agent' }], 'On hold'],
  ['the customer’s network is gone', [lost('network')], 'Cleo’s connection is interrupted'],
  ['the customer reloads', [lost('page-gone')], 'Cleo’s page is gone'],
  ['the media node died', [lost('media-node')], 'The call is being moved. Waiting for Cleo'],
  [
    'the customer vanishes while on hold',
    [{ type: 'hold', legId: 'agent' }, lost('network')],
    'Cleo’s connection is interrupted',
  ],
])('when %s the agent reads how the call stands', (_when, inputs, words) => {
  const call = callOf('video', [...ANSWERED, ...inputs]);
  expect(stateInWords(stateOf(call, 'agent')).text).toContain(words);
});

test('the own path is told before anything of the other side', () => {
  const call = callOf('video', [...ANSWERED, lost('network')]);
  const recovery = { name: 'restarting-ice', since: 0 } as const;
  const said = stateInWords(stateOf(call, 'agent', { recovery }));
  expect(said).toEqual({
    text: 'Your connection is interrupted. Reconnecting…',
    tone: 'bad',
  });
});

test('a call taken by another tab says so, and one that ended that it has ended', () => {
  const call = callOf('audio', ANSWERED);
  const taken = { name: 'over', because: 'taken' } as const;
  expect(stateInWords(stateOf(call, 'agent', { recovery: taken })).text).toBe(
    'This call is in another tab',
  );
  const ended = callOf('audio', [...ANSWERED, { type: 'end', legId: 'customer' }]);
  expect(stateInWords(stateOf(ended, 'agent')).text).toBe('The call has ended.');
});

const ASK: CallInput = {
  type: 'invite',
  purpose: 'consult',
  legId: 'agent',
  offerId: 'second',
  agentId: 'bo',
  agentName: 'Bo',
  invitedLegId: 'colleague',
  until: 60_000,
};
const CONSULT = [...ANSWERED, ASK, { type: 'answer', agentId: 'bo', tabId: 'b' } as const];

test.each<[string, readonly CallInput[], string]>([
  ['a colleague is called', [...ANSWERED, ASK], 'Cleo is on hold'],
  ['a colleague is asked', CONSULT, 'Cleo is on hold'],
  [
    'the agent is back with the customer',
    [...CONSULT, { type: 'swap', legId: 'agent' }],
    'Connected',
  ],
  ['all three talk', [...CONSULT, { type: 'merge', legId: 'agent' }], 'Connected'],
])('while %s the agent reads how the customer’s line stands', (_while, inputs, words) => {
  const link: CallInput = { type: 'link-connected', legId: 'colleague' };
  const call = callOf('audio', [...inputs, link]);
  expect(stateInWords(stateOf(call, 'agent')).text).toBe(words);
});

function told(kind: 'audio' | 'video', ...inputs: readonly CallInput[]): readonly string[] {
  const leg = callOf(kind, [...ANSWERED, ...inputs]).legs.find((one) => one.role === 'customer');
  if (leg === undefined) throw new Error('the customer has left');
  return devicesInWords(leg, { withPicture: kind === 'video' }).map(
    ({ text, isBad }) => `${isBad ? '! ' : ''}${text}`,
  );
}

function reports(device: 'microphone' | 'camera', state: 'allowed' | 'denied'): CallInput {
  return { type: 'device-reported', legId: 'customer', device, state };
}

test('M16: the customer’s devices are told as their browser says, with what is wrong marked', () => {
  const allowed = [reports('microphone', 'allowed'), reports('camera', 'allowed')];
  expect(told('video', ...allowed)).toEqual(['Microphone: allowed', 'Camera: allowed']);
  expect(told('audio', ...allowed)).toEqual(['Microphone: allowed']);
  expect(told('video', reports('camera', 'denied'))[1]).toBe('! Camera: blocked by the browser');
  expect(
    told('audio', { type: 'sound-reported', legId: 'customer', playing: false }).at(-1),
  ).toContain('! Sound: not playing');
});

test('a muted microphone is told as muted, unless it could not be heard anyway', () => {
  const mute: CallInput = { type: 'mute', legId: 'customer' };
  expect(told('audio', reports('microphone', 'allowed'), mute)).toEqual(['Microphone: muted']);
  expect(told('audio', reports('microphone', 'denied'), mute)).toEqual([
    '! Microphone: blocked by the browser',
  ]);
});

test('a refusal without words of its own is told as a failure all the same', () => {
  expect(failureInWords('call-ended')).toBe('The call has already ended.');
  expect(failureInWords('a-code-of-tomorrow')).toBe('That did not work. Try again.');
});
