import { describe, expect, it } from 'vitest';
import { fitOf } from './fit.ts';

describe('A picture on a phone', () => {
  it.each([
    { who: 'a phone to a phone', of: [480, 640], at: [390, 844], fit: 'cover' },
    { who: 'a desk to a phone that stands', of: [1280, 720], at: [390, 844], fit: 'contain' },
    { who: 'a desk to a phone that lies', of: [1280, 720], at: [844, 390], fit: 'cover' },
    { who: 'a standing phone to one that lies', of: [480, 640], at: [844, 390], fit: 'contain' },
    { who: 'a small tile', of: [1280, 720], at: [108, 144], fit: 'cover' },
    { who: 'one that has not come yet', of: [0, 0], at: [390, 844], fit: 'cover' },
  ])('of $who fills its place unless half of it would be cut off', ({ of, at, fit }) => {
    const [frame, place] = [of, at].map(([width = 0, height = 0]) => ({ width, height }));
    if (frame === undefined || place === undefined) throw new Error('a row is incomplete');
    expect(fitOf(frame, place)).toBe(fit);
  });
});
