import { expect, it } from 'vitest';
import { quickDeathsAfter, restartDelayMs } from './restart-delay.ts';

it('a process that dies is started again at once, and ever later when it keeps dying', () => {
  const delays = [1, 2, 3, 4, 5, 6, 7, 20].map(restartDelayMs);
  expect(delays).toEqual([0, 200, 400, 800, 1_600, 3_200, 5_000, 5_000]);
});

it('a process that had been running for a while starts from the beginning', () => {
  expect(quickDeathsAfter(5, 500)).toBe(6);
  expect(quickDeathsAfter(5, 60_000)).toBe(1);
  expect(quickDeathsAfter(0, 60_000)).toBe(1);
});
