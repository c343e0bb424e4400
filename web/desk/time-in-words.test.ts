import { expect, test } from 'vitest';
import {
  clockInWords,
  dayInWords,
  durationInWords,
  exactClockInWords,
  gapInWords,
  isSameDay,
  waitInWords,
} from './time-in-words.ts';

const HOUR_MS = 3_600_000;

test.each([
  [0, '0:00'],
  [999, '0:00'],
  [7_000, '0:07'],
  [247_000, '4:07'],
  [HOUR_MS - 1, '59:59'],
  [HOUR_MS + 129_000, '1:02:09'],
])('a timer of %i ms reads %s', (ms, words) => {
  expect(durationInWords(ms)).toBe(words);
});

test('a wait of hours is told in hours, a shorter one to the second', () => {
  expect(waitInWords(HOUR_MS - 1_000)).toBe('59:59');
  expect(waitInWords(3 * HOUR_MS + 1)).toBe('3 h');
});

test('a gap below a second is told in milliseconds, a longer one in seconds', () => {
  expect(gapInWords(339.6)).toBe('340 ms');
  expect(gapInWords(1_240)).toBe('1.2 s');
});

test('a message of last night is of yesterday, however few hours ago it was', () => {
  const now = new Date(2026, 2, 1, 0, 10).getTime();
  const late = new Date(2026, 1, 28, 23, 50).getTime();
  expect(dayInWords(now, now)).toBe('Today');
  expect(dayInWords(late, now)).toBe('Yesterday');
  expect(dayInWords(new Date(2026, 1, 27, 12).getTime(), now)).toBe('Friday 27 February');
  expect(isSameDay(late, now)).toBe(false);
});

test('days that are an hour shorter or longer count as days', () => {
  for (const month of [2, 9]) {
    for (let day = 1; day <= 30; day += 1) {
      const before = new Date(2026, month, day, 23, 59).getTime();
      const after = new Date(2026, month, day + 1, 0, 1).getTime();
      expect(dayInWords(before, after)).toBe('Yesterday');
    }
  }
});

test('the clock has 24 hours', () => {
  const at = new Date(2026, 2, 1, 17, 5, 9).getTime();
  expect(clockInWords(at)).toBe('17:05');
  expect(exactClockInWords(at)).toBe('17:05:09');
});
