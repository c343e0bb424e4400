import { describe, expect, test } from 'vitest';
import { type DueSeen, missingNow, NOTHING_MISSING } from './missing.ts';

const QUIET: Omit<DueSeen, 'at'> = { isDue: true, came: false, isLacking: false, heard: false };

/** When the node is asked over a minute of looking five times a second, and the how manieth time it is. */
function asks(seenAt: (at: number) => Partial<DueSeen>): readonly (readonly [number, number])[] {
  const asked: (readonly [number, number])[] = [];
  let missing = NOTHING_MISSING;
  for (let at = 0; at <= 60_000; at += 100) {
    const next = missingNow(missing, { at, ...QUIET, ...seenAt(at) });
    missing = next.missing;
    if (next.ask !== null) asked.push([at, next.ask.turn]);
  }
  return asked;
}

describe('sound that is due and does not come', () => {
  test('is asked for after a second and a half if it never began, and more and more rarely then', () => {
    expect(asks(() => ({}))).toEqual([
      [1_500, 1],
      [3_000, 2],
      [6_000, 3],
      [12_000, 4],
      [24_000, 5],
      [48_000, 6],
    ]);
  });

  test('is asked for sooner if it had come and stopped', () => {
    expect(asks(() => ({ heard: true }))[0]).toEqual([600, 1]);
  });

  test('is not asked for while it comes, nor while nobody is to be heard', () => {
    expect(asks(() => ({ came: true, heard: true }))).toEqual([]);
    expect(asks(() => ({ isDue: false }))).toEqual([]);
  });

  test('is asked for anew when it stops once more', () => {
    const seen = (at: number) => ({ heard: true, came: at > 1_000 && at < 30_000 });
    expect(asks(seen).slice(0, 2)).toEqual([
      [600, 1],
      [30_600, 1],
    ]);
  });

  test('is asked for although another is heard, while one of several people is not there', () => {
    expect(asks(() => ({ came: true, heard: true, isLacking: true }))[0]).toEqual([1_500, 1]);
  });

  test('is told apart from the lack of one among several: there the path itself carries sound', () => {
    const look = (came: boolean, at: number, before = NOTHING_MISSING) =>
      missingNow(before, { ...QUIET, at, came, isLacking: true });
    expect(look(false, 1_500, look(true, 0).missing).ask).toEqual({ turn: 1, isSilent: false });
    expect(look(false, 1_500, look(false, 0).missing).ask).toEqual({ turn: 1, isSilent: true });
  });
});
