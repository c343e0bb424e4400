import { describe, expect, it } from 'vitest';
import { hearsTone } from './hears-tone.ts';

const RATE = 48_000;
const TONE = { hertz: 1_010, sampleRate: RATE };

/** A stretch of sound, sample by sample. */
function sound(at: (second: number) => number): Float32Array {
  return Float32Array.from({ length: 2_048 }, (_, index) => at(index / RATE));
}

const sine = (hertz: number, loudness: number) => (second: number) =>
  loudness * Math.sin(2 * Math.PI * hertz * second + 0.4);

/** The same "noise" every time. */
function hiss(loudness: number): () => number {
  let seed = 7;
  return () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return loudness * (seed / 2 ** 30 - 1);
  };
}

describe('an ear for the tone', () => {
  it('hears it loud and soft', () => {
    expect(hearsTone(sound(sine(1_010, 0.9)), TONE)).toBe(true);
    expect(hearsTone(sound(sine(1_010, 0.05)), TONE)).toBe(true);
  });

  it('hears it through the noise of a codec, at any rate of sampling', () => {
    const noise = hiss(0.05);
    const tone = sine(1_010, 0.25);
    expect(
      hearsTone(
        sound((second) => tone(second) + noise()),
        TONE,
      ),
    ).toBe(true);
    const slow = Float32Array.from({ length: 2_048 }, (_, index) => tone(index / 44_100));
    expect(hearsTone(slow, { hertz: 1_010, sampleRate: 44_100 })).toBe(true);
  });

  it.each([
    ['silence', sound(() => 0)],
    ['a hum too soft to mean anything', sound(sine(1_010, 0.005))],
    ['another tone', sound(sine(700, 0.5))],
    ['noise', sound(hiss(0.5))],
    ['the tone under something louder', sound((at) => sine(1_010, 0.2)(at) + sine(300, 0.5)(at))],
  ])('is not deceived by %s', (_, samples) => {
    expect(hearsTone(samples, TONE)).toBe(false);
  });
});
