import { expect, test } from 'vitest';
import { ANSWERED, type CallInput, callOf } from '../../live/testing/call-of.ts';
import { besideOf, partnerOf } from './beside.ts';
import { whoHearsWhom } from './who-hears-whom.ts';

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
const CONSULT: readonly CallInput[] = [
  ...ANSWERED,
  ASK,
  { type: 'answer', agentId: 'bo', tabId: 'bos-tab' },
];
const SWAP: CallInput = { type: 'swap', legId: 'agent' };
const MERGE: CallInput = { type: 'merge', legId: 'agent' };
const HOLD: CallInput = { type: 'hold', legId: 'agent' };

test.each<[string, readonly CallInput[], readonly string[]]>([
  ['an ordinary call', ANSWERED, ['You and Cleo hear each other.']],
  ['hold', [...ANSWERED, HOLD], ['Cleo hears music.', 'You hear nobody.']],
  ['a colleague being called', [...ANSWERED, ASK], ['Cleo hears music.', 'You hear nobody.']],
  ['a consultation', CONSULT, ['You and Bo hear each other.', 'Cleo hears music.']],
  [
    'being back with the customer',
    [...CONSULT, SWAP],
    ['You and Cleo hear each other.', 'Bo hears music.'],
  ],
  ['a conference', [...CONSULT, MERGE], ['You, Cleo and Bo hear each other.']],
  [
    'a conference in which the customer is muted',
    [...CONSULT, MERGE, { type: 'mute', legId: 'customer' }],
    ['You, Cleo and Bo hear each other.', 'Cleo is muted.'],
  ],
])('who hears whom is told in words: %s', (_what, inputs, sentences) => {
  expect(whoHearsWhom(callOf('audio', inputs), 'agent')).toEqual(sentences);
});

test('the consulted colleague reads the same from their own side', () => {
  expect(whoHearsWhom(callOf('audio', CONSULT), 'colleague')).toEqual([
    'You and Alex hear each other.',
    'Cleo hears music.',
  ]);
});

test.each<[string, readonly CallInput[], readonly [unknown, unknown]]>([
  ['nothing goes on', ANSWERED, [{ is: 'none' }, null]],
  [
    'it rings at the colleague',
    [...ANSWERED, ASK],
    [{ is: 'inviting', purpose: 'consult', colleague: 'Bo', since: 6_000 }, null],
  ],
  [
    'they talk',
    CONSULT,
    [
      { is: 'asking', with: 'colleague', colleague: 'Bo', line: 'Cleo' },
      { is: 'asked', talks: true, by: 'Alex', line: 'Cleo' },
    ],
  ],
  [
    'the one who asked is back with the customer',
    [...CONSULT, SWAP],
    [
      { is: 'asking', with: 'line', colleague: 'Bo', line: 'Cleo' },
      { is: 'asked', talks: false, by: 'Alex', line: 'Cleo' },
    ],
  ],
  [
    'all three talk, and who brought the other in may remove them',
    [...CONSULT, MERGE],
    [
      { is: 'conference', guest: 'Bo', held: false },
      { is: 'conference', guest: null, held: false },
    ],
  ],
  [
    'the conference is on hold',
    [...CONSULT, MERGE, HOLD],
    [
      { is: 'conference', guest: 'Bo', held: true },
      { is: 'conference', guest: null, held: true },
    ],
  ],
])('both agents see what goes on beside the call: %s', (_what, inputs, [mine, theirs]) => {
  const call = callOf('audio', inputs);
  expect(besideOf(call, 'agent')).toEqual(mine);
  if (theirs !== null) expect(besideOf(call, 'colleague')).toEqual(theirs);
});

test('a call is with its customer, whoever else is in it', () => {
  const call = callOf('audio', [...CONSULT, MERGE]);
  expect(partnerOf(call, 'agent')?.name).toBe('Cleo');
  expect(partnerOf(call, 'colleague')?.name).toBe('Cleo');
});
