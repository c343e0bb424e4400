import { expect, test } from 'vitest';
import { roomAddress } from './room-address.ts';

const ORIGIN = 'https://parley.example';

test.each(['ABC2345', ' abc 23-45 ', 'a.b.c.2.3.4.5', 'abc–2345'])(
  'E4: a code typed as %j leads to its room',
  (typed) => {
    expect(roomAddress(ORIGIN, typed)).toBe('https://parley.example/r/ABC2345');
  },
);

test.each(['', 'abc', 'https://evil.example', '../desk', 'ABC/2345', 'ÄBC2345', 'A'.repeat(30)])(
  'E4: %j cannot be a code',
  (typed) => {
    expect(roomAddress(ORIGIN, typed)).toBeNull();
  },
);
