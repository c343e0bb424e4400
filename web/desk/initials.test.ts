import { expect, test } from 'vitest';
import { initialsOf } from './initials.ts';

test.each([
  ['Alex Agent', 'AA'],
  ['cleo', 'C'],
  ['  Maria  de la  Cruz ', 'MC'],
  ['“Bo” (night shift)', 'BS'],
  ['Élodie Ångström', 'ÉÅ'],
  ['李 小龙', '李小'],
  ['+49 30', '43'],
  ['🙂', '·'],
  ['', '·'],
])('the face of %j shows %s', (name, shown) => {
  expect(initialsOf(name)).toBe(shown);
});
