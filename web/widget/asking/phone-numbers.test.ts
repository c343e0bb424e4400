import { expect, test } from 'vitest';
import { countries, readNumber } from './phone-numbers.ts';

test.each([
  ['030 123456', 'DE', '+49 30 123456'],
  ['(020) 7946 0018', 'GB', '+44 20 7946 0018'],
  ['+41 44 668 18 00', 'DE', '+41 44 668 18 00'],
])('E15: %s, typed in %s, is called as %s', (typed, country, read) => {
  expect(readNumber(typed, country)).toBe(read);
});

test.each(['', '12', 'call me', '+49 1'])('E15: %j is no number', (typed) => {
  expect(readNumber(typed, 'DE')).toBeNull();
});

test('countries are listed by name, each with its calling code', () => {
  const all = countries('en');
  expect(all.length).toBeGreaterThan(200);
  expect(all).toContainEqual({ code: 'DE', label: 'Germany (+49)' });
  expect(all[0]?.label).toMatch(/^Afghanistan/);
});
