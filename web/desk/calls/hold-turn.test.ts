import { expect, test } from 'vitest';
import { ANSWERED, type CallInput, callOf, RINGS, stateOf } from '../../live/testing/call-of.ts';
import { holdTurn } from './hold-turn.ts';

const ASKS_BO: CallInput = {
  type: 'invite',
  legId: 'agent',
  purpose: 'consult',
  offerId: 'invitation',
  agentId: 'bo',
  agentName: 'Bo',
  invitedLegId: 'colleague',
  until: 60_000,
};
const HELD: CallInput = { type: 'hold', legId: 'agent' };

test.each<[string, readonly CallInput[], 'hold' | 'resume' | null]>([
  ['a call that still rings has nothing to hold', [RINGS], null],
  ['a call one talks in can be held', ANSWERED, 'hold'],
  ['who held it takes it back', [...ANSWERED, HELD], 'resume'],
  ['while a colleague is asked the line is held by that', [...ANSWERED, ASKS_BO], null],
  [
    'a call one stepped away from is come back to',
    [...ANSWERED, { type: 'step-away', legId: 'agent' }],
    'resume',
  ],
])('%s', (_, inputs, turn) => {
  expect(holdTurn(stateOf(callOf('audio', inputs), 'agent'))).toBe(turn);
});
