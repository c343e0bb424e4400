import { expect, test } from 'vitest';
import { asField } from './callback-time.ts';
import type { Draft } from './wish.ts';
import { wishOf } from './wish-of.ts';

const NOON = new Date(2026, 2, 4, 12).getTime();
const HOUR_MS = 3_600_000;
const DRAFT: Draft = {
  name: ' Cleo ',
  way: 'web',
  country: 'DE',
  number: '030 123456',
  topic: ' a lamp ',
  isLater: false,
  at: asField(NOON + HOUR_MS),
};

function wish(part: Partial<Draft>) {
  return wishOf({ ...DRAFT, ...part }, NOON, (typed) => typed.startsWith('030'));
}

test('E15: a callback in the chat as soon as possible carries no number and no time', () => {
  expect(wish({})).toEqual({
    way: 'web',
    name: 'Cleo',
    number: null,
    country: null,
    topic: 'a lamp',
    at: null,
  });
});

test('E15: a callback by phone at a time carries both', () => {
  expect(wish({ way: 'phone', isLater: true })).toMatchObject({
    number: '030 123456',
    country: 'DE',
    at: NOON + HOUR_MS,
  });
});

test.each<[string, Partial<Draft>, string]>([
  ['without a name', { name: '  ' }, 'bad-name'],
  ['by phone without a number', { way: 'phone', number: '12' }, 'bad-number'],
  ['at no time', { isLater: true, at: '' }, 'bad-callback'],
  ['in the past', { isLater: true, at: asField(NOON - HOUR_MS) }, 'bad-callback'],
  ['in a year', { isLater: true, at: asField(NOON + 365 * 24 * HOUR_MS) }, 'bad-callback'],
])('E15: a callback %s is to be put right first', (_what, part, problem) => {
  expect(wish(part)).toBe(problem);
});
