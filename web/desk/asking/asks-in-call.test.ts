import { expect, test } from 'vitest';
import { type AskInCall, answered } from './asks-in-call.ts';

const ASKED: AskInCall = { askId: 'second', what: 'mute', is: 'asked' };
const CALLS: ReadonlyMap<string, AskInCall> = new Map([['call', ASKED]]);

test('M20: the answer is shown beside the question it belongs to', () => {
  const agreed = { callId: 'call', askId: 'second', agreed: true };
  expect(answered(CALLS, agreed).get('call')?.is).toBe('agreed');
  expect(answered(CALLS, { ...agreed, agreed: false }).get('call')?.is).toBe('refused');
});

test('M20: an answer to an earlier question says nothing of the newest', () => {
  expect(answered(CALLS, { callId: 'call', askId: 'first', agreed: true })).toBe(CALLS);
  expect(answered(CALLS, { callId: 'other', askId: 'second', agreed: true })).toBe(CALLS);
});
