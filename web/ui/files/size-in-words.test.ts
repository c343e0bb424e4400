import { expect, test } from 'vitest';
import { sizeInWords } from './size-in-words.ts';

test.each([
  [12, '1 KB'],
  [840 * 1_024, '840 KB'],
  [2.4 * 1_024 * 1_024, '2.4 MB'],
  [24.6 * 1_024 * 1_024, '25 MB'],
])('%i bytes are said as %s', (bytes, words) => {
  expect(sizeInWords(bytes)).toBe(words);
});
