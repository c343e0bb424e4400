import { expect, test } from 'vitest';
import { dayInWords, lengthInWords } from './day-in-words.ts';

test.each([
  [-5, '0:00'],
  [7_900, '0:07'],
  [750_000, '12:30'],
  [3_723_000, '1:02:03'],
])('a timer of %i ms reads %s', (ms, words) => {
  expect(lengthInWords(ms)).toBe(words);
});

test('a day is named as people name it, over the turn of a month too', () => {
  const now = new Date(2026, 2, 1, 0, 10);
  expect(dayInWords(now.getTime(), now)).toBe('Today');
  expect(dayInWords(new Date(2026, 1, 28, 23, 50).getTime(), now)).toBe('Yesterday');
  expect(dayInWords(new Date(2026, 1, 27, 12).getTime(), now)).toContain('Friday');
});
