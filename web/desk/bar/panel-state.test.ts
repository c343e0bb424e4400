import { expect, test } from 'vitest';
import { ANSWERED, type CallInput, callOf } from '../../live/testing/call-of.ts';
import { panelState } from './panel-state.ts';

const HERE = { isHere: true };
const hold: CallInput = { type: 'hold', legId: 'agent' };

test('a live call counts from its answer, a held one from its hold', () => {
  expect(panelState(callOf('audio', ANSWERED), 'agent', HERE)).toEqual({
    is: 'live',
    since: 2_000,
    mayHold: true,
  });
  const held = callOf('audio', [...ANSWERED, hold]);
  expect(panelState(held, 'agent', HERE)).toEqual({ is: 'held', since: 6_000 });
});

test('who did not hold a call reads that the other side does, and cannot take it back', () => {
  const held = callOf('audio', [...ANSWERED, hold]);
  expect(panelState(held, 'somebody else', HERE).is).toBe('held-by-other');
});

test('while a colleague is asked the call is the live one', () => {
  const asking = callOf('audio', [
    ...ANSWERED,
    {
      type: 'invite',
      purpose: 'consult',
      legId: 'agent',
      offerId: 'second',
      agentId: 'bo',
      agentName: 'Bo',
      invitedLegId: 'colleague',
      until: 60_000,
    },
  ]);
  expect(panelState(asking, 'agent', HERE)).toMatchObject({ is: 'live', mayHold: false });
});

test('a call whose media is in another tab says so', () => {
  expect(panelState(callOf('audio', ANSWERED), 'agent', { isHere: false }).is).toBe('elsewhere');
});
