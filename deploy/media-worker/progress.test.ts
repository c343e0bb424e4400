import { describe, expect, it } from 'vitest';
import {
  FRACTIONS,
  inWords,
  type MediaWorkerStep,
  ninjaFraction,
  onlyForward,
} from './progress.ts';

describe('the progress of the media worker', () => {
  it.each([
    ['[1/4] Compiling C++ object src_Worker.cpp.o', 0.25],
    ['[237/237] Linking target mediasoup-worker', 1],
    ['[0/0] nothing', null],
    ['../src/Worker.cpp:3: warning: [12/237] is odd', null],
    ['ninja: Entering directory', null],
  ])('is read from the line "%s"', (line, fraction) => {
    expect(ninjaFraction(line)).toBe(fraction);
  });

  it('never goes back when one source gives up and the next begins', () => {
    const seen: number[] = [];
    const report = onlyForward((step) => seen.push(step.fraction));
    for (const fraction of [0, 0.5, 0.01, 0.6]) report({ step: 'building', fraction });
    expect(seen).toEqual([0, 0.5, 0.5, 0.6]);
  });

  it('counts building between the libraries and the check', () => {
    expect(FRACTIONS.building(0)).toBeGreaterThan(FRACTIONS.installing);
    expect(FRACTIONS.building(1)).toBeLessThanOrEqual(FRACTIONS.checking);
  });

  it('is told to people with a bar while it lasts and in plain words at its end', () => {
    const half: MediaWorkerStep = { step: 'building', fraction: 0.5 };
    expect(inWords(half)).toBe(
      `${'█'.repeat(15)}${'░'.repeat(15)}  50 % Building the media worker`,
    );
    expect(inWords({ step: 'failed', fraction: 1, message: 'Run this.' })).toBe(
      'No media worker: Run this.',
    );
  });
});
