import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LINK_CODE_ALPHABET, normalLinkCode } from './link-code.ts';

const CODES = fc
  .array(fc.constantFrom(...LINK_CODE_ALPHABET), { minLength: 4, maxLength: 12 })
  .map((letters) => letters.join(''));

test('no letter of a code can be taken for another', () => {
  for (const one of '0O1IL') expect(LINK_CODE_ALPHABET).not.toContain(one);
  for (const twins of ['8B', '5S', '2Z', 'UV', 'QO']) {
    expect([...twins].filter((one) => LINK_CODE_ALPHABET.includes(one))).toHaveLength(1);
  }
  expect(new Set(LINK_CODE_ALPHABET).size).toBe(LINK_CODE_ALPHABET.length);
});

test('a code is found in any case, with anything between its letters', () => {
  fc.assert(
    fc.property(
      CODES,
      fc.constantFrom(' ', '-', '.', '–', '_', '\t', '/', '  - '),
      (code, between) => {
        expect(normalLinkCode(code)).toBe(code);
        expect(normalLinkCode(` ${[...code.toLowerCase()].join(between)} `)).toBe(code);
      },
    ),
  );
});

test.each([
  ['b3s7zuo', '8357 2VQ'],
  ['0ACDEFG', 'QACDEFG'],
  ['ＡＣＤ２３４５', 'ACD2345'],
])('what looks like a letter of the alphabet is that letter: %s', (typed, meant) => {
  expect(normalLinkCode(typed)).toBe(meant.replace(' ', ''));
});

test.each(['', 'ACD', 'ACDEFG1', 'ACDEFGI', 'ACDEFGL', 'ÄCDEFGH', 'AC💬EFGH', 'A'.repeat(33)])(
  'what cannot be a code is none: %s',
  (typed) => {
    expect(normalLinkCode(typed)).toBe(null);
  },
);

test('whatever is typed, the answer is a code or none', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (typed) => {
      const code = normalLinkCode(typed);
      if (code !== null) expect(normalLinkCode(code)).toBe(code);
    }),
  );
});
