import { describe, expect, test } from 'vitest';
import { nextBoost } from './picture-size.ts';

const shown = { width: 640, height: 360 };

describe('the size a picture is asked for', () => {
  const CASES = [
    ['comes at half the size', 1, { width: 320, height: 180 }, 2],
    ['fills its place', 2, { width: 640, height: 360 }, 2],
    ['comes a little smaller', 1, { width: 500, height: 280 }, 1],
    ['comes twice as large as shown', 2, { width: 1280, height: 720 }, 1],
    ['has not come yet', 2, { width: 0, height: 0 }, 2],
    ['stays small whatever is asked', 4, { width: 160, height: 90 }, 4],
  ] as const;

  test.each(CASES)('when it %s', (...[, boost, frame, next]) => {
    expect(nextBoost(boost, shown, frame)).toBe(next);
  });
});
