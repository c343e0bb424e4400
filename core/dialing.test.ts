import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  DIAL_CHARACTERS,
  hasDigits,
  hasWords,
  internalMatch,
  normalNumber,
  readTyped,
  tonesOf,
} from './dialing.ts';

test.each([
  ['', { is: 'nothing' }],
  ['   ', { is: 'nothing' }],
  ['112', { is: 'number', number: '112' }],
  ['+1 (555) 010-0200', { is: 'number', number: '+15550100200' }],
  ['[0]{1}.2', { is: 'number', number: '012' }],
  ['*21#', { is: 'number', number: '*21#' }],
  ['+', { is: 'number', number: null }],
  ['1+2', { is: 'number', number: null }],
  ['()', { is: 'number', number: null }],
  ['Bo', { is: 'search', words: 'Bo' }],
  ["  Zoë   O'Neil ", { is: 'search', words: "Zoë O'Neil" }],
  ['room 12', { is: 'search', words: 'room 12' }],
  ['12/34', { is: 'refused', character: '/' }],
  ['12😀', { is: 'refused', character: '😀' }],
])('the number field reads "%s"', (text, typed) => {
  expect(readTyped(text)).toEqual(typed);
});

test('whatever is made of the allowed characters is never refused and never searched', () => {
  const some = fc.string({ unit: fc.constantFrom(...DIAL_CHARACTERS), minLength: 1 });
  fc.assert(fc.property(some, (text) => readTyped(text).is === 'number'));
});

test('a number spelled in any way is the same number', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^\+?[0-9]{1,15}$/u),
      fc.constantFrom(...'-.()[]{} '),
      (n, sign) => {
        const spelled = [...n].join(sign);
        return normalNumber(spelled) === n && normalNumber(n) === n;
      },
    ),
  );
});

test('an internal number is met as a whole, however it is spelled', () => {
  const directory = [
    { name: 'Alex', number: '201' },
    { name: 'Queue', number: '20-0' },
    { name: 'Nobody', number: null },
  ];
  expect(internalMatch('2.0.1', directory)?.name).toBe('Alex');
  expect(internalMatch('200', directory)?.name).toBe('Queue');
  expect(internalMatch('20', directory)).toBeNull();
  expect(internalMatch('()', directory)).toBeNull();
});

test('recent calls are filtered by the digits typed so far', () => {
  expect(hasDigits('+1 555 0100 200', '(0100)')).toBe(true);
  expect(hasDigits('+1 555 0100 200', '99')).toBe(false);
});

test.each([
  ['Zoë Ångström', 'ang zo', true],
  ['Zoë Ångström', 'ZOE', true],
  ['Zoë Ångström', 'oë', false],
  ['Lost and found', 'lost f', true],
])('the contact %s is found by "%s": %s', (name, typed, found) => {
  expect(hasWords(name, typed)).toBe(found);
});

test.each([
  ['12*#', '12*#'],
  ['a-d', 'AD'],
  ['', null],
  ['12x', null],
  ['1'.repeat(33), null],
])('the keypad sends "%s" as %s', (typed, tones) => {
  expect(tonesOf(typed)).toBe(tones);
});
