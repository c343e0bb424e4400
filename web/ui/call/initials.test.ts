import { expect, test } from 'vitest';
import { initialsOf } from './initials.ts';

test.each([
  ['Alex Agent', 'AA'],
  ['support', 'S'],
  ['  Maria de la Cruz ', 'MC'],
  ['élodie', 'É'],
  ['', ''],
])('the face of %j shows %j', (name, shown) => {
  expect(initialsOf(name)).toBe(shown);
});
