import { expect, test } from 'vitest';
import type { CallParts } from '../../live/call/call-state.ts';
import type { Verdict } from '../../live/call/quality.ts';
import {
  ANSWERED,
  type CallInput,
  callOf,
  DEVICES,
  RINGS,
  stateOf,
} from '../../live/testing/call-of.ts';
import { noticesOf } from './notices.ts';

const POOR: Verdict = { level: 'poor', because: 'loss' };
const GOOD: Verdict = { level: 'good', because: 'none' };
const talking = callOf('video', ANSWERED);

function told(call: typeof talking, but: Partial<CallParts> = {}): readonly string[] {
  return noticesOf(stateOf(call, 'customer', but), but.devices ?? DEVICES);
}

function after(...inputs: readonly CallInput[]): typeof talking {
  return callOf('video', [...ANSWERED, ...inputs]);
}

function quality(own: Verdict, others: Verdict | null): Partial<CallParts> {
  return { kept: { quality: { own, others }, gap: null, failed: null } };
}

test('a customer with whom nothing is wrong reads nothing', () => {
  expect(told(talking)).toEqual([]);
});

test('M13: a poor line is told with whose it is and why, and only while the path stands', () => {
  expect(told(talking, quality(POOR, GOOD))).toEqual([expect.stringContaining('gets lost')]);
  expect(told(talking, quality(GOOD, POOR))).toEqual(['The connection of Alex is weak.']);
  expect(told(talking, quality({ level: 'fair', because: 'cpu' }, GOOD))).toEqual([]);
  const mending = {
    ...quality(POOR, POOR),
    recovery: { name: 'restarting-ice', since: 0 },
  } as const;
  expect(told(talking, mending)).toEqual([]);
  expect(told(callOf('video', [RINGS]), quality(GOOD, POOR))).toEqual([]);
});

test.each([
  ['denied', 'the microphone is blocked'],
  ['no-device', 'no microphone was found'],
  ['in-use', 'used by another program'],
  ['lost', 'was unplugged'],
] as const)('M22: a microphone that is %s is told at once', (microphone, words) => {
  const devices = { ...DEVICES, microphone };
  expect(told(talking, { devices })).toEqual([expect.stringContaining(words)]);
});

test('a camera matters in a video call and in no other', () => {
  const devices = { ...DEVICES, camera: 'denied' } as const;
  expect(told(talking, { devices })).toEqual([expect.stringContaining('The camera is blocked')]);
  expect(told(callOf('audio', ANSWERED), { devices })).toEqual([]);
});

test('M15: an agent whose browser plays no sound is told to the customer, but not on hold', () => {
  const silent: CallInput = { type: 'sound-reported', legId: 'agent', playing: false };
  expect(told(after(silent))).toEqual([expect.stringContaining('Alex cannot hear you yet')]);
  expect(told(after(silent, { type: 'hold', legId: 'agent' }))).toEqual([]);
});

test('what is worst comes first', () => {
  const devices = { ...DEVICES, microphone: 'denied', camera: 'lost' } as const;
  expect(told(talking, { ...quality(POOR, null), devices })).toEqual([
    expect.stringContaining('We cannot hear you'),
    expect.stringContaining('The camera was unplugged'),
    expect.stringContaining('Your connection is weak'),
  ]);
});

test('a refused control is told, but an end that came first is not', () => {
  const refused = (failed: string) =>
    told(talking, { kept: { ...stateOf(talking, 'customer'), failed } });
  expect(refused('screen-refused')).toEqual(['No screen was picked.']);
  expect(refused('a-code-of-tomorrow')).toEqual(['That did not work. Please try again.']);
  expect(refused('call-ended')).toEqual([]);
});
