import { describe, expect, it } from 'vitest';
import { deadLinkOf, problemOf, retryMs } from './outcome.ts';

describe('A refusal of a link', () => {
  it.each([
    ['link-not-valid', 'not-valid'],
    ['link-expired', 'expired'],
    ['link-used', 'used'],
    ['link-cancelled', 'cancelled'],
    ['bad-input', 'not-valid'],
  ])('%s is told as %s', (code, dead) => {
    expect(deadLinkOf(code)).toBe(dead);
  });

  it.each(['unreachable', 'too-many', 'room-in-use', 'unexpected'])(
    '%s says nothing about the link',
    (code) => {
      expect(deadLinkOf(code)).toBeNull();
    },
  );
});

describe('A refusal of Join', () => {
  it('is told by its cause where the guest can do something about it', () => {
    expect(problemOf('unreachable')).toBe('network');
    expect(problemOf('too-many')).toBe('too-many');
    expect(problemOf('media-not-ready')).toBe('media-not-ready');
    expect(problemOf('unexpected')).toBe('other');
  });
});

describe('A page that cannot reach the server', () => {
  it('tries soon at first, then less often, and never gives up', () => {
    expect([1, 2, 3, 4, 5, 50].map(retryMs)).toEqual([1500, 3000, 6000, 12000, 12000, 12000]);
  });
});
