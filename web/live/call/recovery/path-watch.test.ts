import { describe, expect, test } from 'vitest';
import { type Reading, readStats } from '../reading.ts';
import { createGapMeter, type Gap } from './gap.ts';
import { look, newWatch, SILENCE_MS } from './path-watch.ts';

function reading(at: number, packets: number, arrived = packets): Reading {
  const empty = readStats([], at);
  return { ...empty, arrived, audio: { ...empty.audio, packets, lastPacketAt: at } };
}

function watch(...readings: readonly (readonly [reading: Reading, due: boolean])[]) {
  let now = newWatch(0);
  return readings.map(([next, due]) => {
    const seen = look(now, next, due);
    now = seen.watch;
    return seen;
  });
}

describe('watching a path', () => {
  test('sound that stops while it is due is missed after a moment, and only once', () => {
    const seen = watch(
      [reading(100, 5), true],
      [reading(300, 5), true],
      [reading(100 + SILENCE_MS, 5), true],
      [reading(300 + SILENCE_MS, 5), true],
    );
    expect(seen.map((one) => one.fellSilent)).toEqual([false, false, true, false]);
  });

  test('sound that is late raises a doubt before it is missed', () => {
    const seen = watch([reading(100, 5), true], [reading(400, 5), true], [reading(500, 5), true]);
    expect(seen.map((one) => one.isLate)).toEqual([false, true, false]);
  });

  test('nobody is missed who was not heard before', () => {
    const seen = watch([reading(100, 0), true], [reading(5_000, 0), true]);
    expect(seen.some((one) => one.fellSilent)).toBe(false);
  });

  test('silence on hold or mute is no fault', () => {
    const seen = watch([reading(100, 5), true], [reading(5_000, 5), false]);
    expect(seen.some((one) => one.fellSilent)).toBe(false);
  });

  test('a path without sound is alive as long as anything arrives', () => {
    const seen = watch([reading(100, 5, 8), true], [reading(1_000, 5, 9), true]);
    expect(seen[1]).toMatchObject({ alive: true, soundCame: false, fellSilent: true });
  });
});

describe('measuring a gap', () => {
  function meter() {
    const gaps: Gap[] = [];
    return { gaps, ...createGapMeter('call_1', (gap) => void gaps.push(gap)) };
  }

  test('goes from the last packet before the break to the first after it', () => {
    const { gaps, heard, broke } = meter();
    heard(1_000);
    broke('network', 1_050);
    heard(2_300);
    heard(2_320);
    expect(gaps).toEqual([{ gapMs: 1_300, cause: 'network' }]);
  });

  test('names the node as soon as it is known that it was not the network', () => {
    const { gaps, heard, broke } = meter();
    heard(1_000);
    broke('network', 1_050);
    broke('media-node', 1_100);
    broke('network', 1_150);
    heard(4_000);
    expect(gaps).toEqual([{ gapMs: 3_000, cause: 'media-node' }]);
  });

  test('is not ended by what had come before the break and is counted only now', () => {
    const { gaps, heard, broke } = meter();
    broke('media-node', 1_100);
    heard(1_090);
    heard(3_090);
    expect(gaps).toEqual([{ gapMs: 2_000, cause: 'media-node' }]);
  });

  test('without a break, silence is no gap', () => {
    const { gaps, heard } = meter();
    heard(1_000);
    heard(9_000);
    expect(gaps).toEqual([]);
  });

  test('a break that nobody could hear is not told', () => {
    const { gaps, heard, broke } = meter();
    heard(1_000);
    broke('network', 1_010);
    heard(1_060);
    expect(gaps).toEqual([]);
  });
});
