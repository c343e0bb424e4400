import { expect, test } from 'vitest';
import { asField, dueInWords, fromField, nextQuarter } from './callback-time.ts';

const NOON = new Date(2026, 2, 4, 12).getTime();
const HOUR_MS = 3_600_000;

test('a callback at once needs no time; a later one says today or the day', () => {
  expect(dueInWords(NOON, NOON)).toBeNull();
  expect(dueInWords(NOON + 30_000, NOON)).toBeNull();
  expect(dueInWords(NOON + HOUR_MS, NOON)).toMatch(/^today at .*0?1/);
  expect(dueInWords(NOON + 24 * HOUR_MS, NOON)).toMatch(/^on Thursday,? .*March.* at /);
});

test('what the field for day and time holds is read back to the minute', () => {
  expect(asField(NOON)).toBe('2026-03-04T12:00');
  expect(fromField(asField(NOON + 90_000))).toBe(NOON + 60_000);
  expect(fromField('')).toBeNull();
});

test('the first time offered is a full quarter of an hour, and far enough away', () => {
  expect(nextQuarter(NOON, 0)).toBe(NOON);
  expect(nextQuarter(NOON + 1, 0)).toBe(NOON + HOUR_MS / 4);
  expect(nextQuarter(NOON, HOUR_MS - 60_000)).toBe(NOON + HOUR_MS);
});
