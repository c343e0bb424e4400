import type { Problem } from '@parley/contracts/rest.ts';
import { expect, test } from 'vitest';
import { problemInWords } from './problem-in-words.ts';

test.each<[number, string]>([
  [401, 'The e-mail or the password is not right.'],
  [429, 'Too many attempts. Try again in 3 s.'],
  [503, 'The server has a problem.'],
  [400, 'The server refused this.'],
])('an answer %i is told in words', (status, words) => {
  expect(problemInWords({ status } as Problem, 2_100)).toContain(words);
});

test('a wait that is over is told as over', () => {
  expect(problemInWords({ status: 429 } as Problem, 0)).toContain('You may try again now');
});

test('a server out of reach is told as such', () => {
  expect(problemInWords('unreachable', 0)).toContain('cannot be reached');
});
