import { expect, test } from 'vitest';
import { privateSpans } from './private-words.ts';

function hidden(text: string): readonly string[] {
  return privateSpans(text).map(({ start, end }) => text.slice(start, end));
}

test('card numbers are found however they are grouped, also beside other numbers', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['4111111111111111', ['4111111111111111']],
    ['Paid with 4111 1111 1111 1111 today', ['4111 1111 1111 1111']],
    ['5500-0000-0000-0004', ['5500-0000-0000-0004']],
    ['3400 000000 00009', ['3400 000000 00009']],
    ['4000 0000 0000 0000 006', ['4000 0000 0000 0000 006']],
    ['4111\u00a01111\u00a01111\u00a01111', ['4111\u00a01111\u00a01111\u00a01111']],
    ['Order 12 4111 1111 1111 1111 12/27', ['4111 1111 1111 1111']],
  ];
  for (const [text, found] of cases) expect([text, hidden(text)]).toEqual([text, found]);
});

test('a number that is no card number is left: wrong check digit, too short, too long', () => {
  expect(hidden('4111 1111 1111 1112')).toEqual([]);
  expect(hidden('4242 4242 4242')).toEqual([]);
  expect(hidden('41111111111111114111')).toEqual([]);
  expect(hidden('Ring +47 22 33 44 55 before 2026-11-21')).toEqual([]);
});

test('e-mail addresses are found, with what belongs to them and nothing more', () => {
  expect(hidden('Write to cleo.berg+lamps@mail.example.com.')).toEqual([
    'cleo.berg+lamps@mail.example.com',
  ]);
  expect(hidden('<jörg@büro.example>')).toEqual(['jörg@büro.example']);
  expect(hidden('follow @amberlight, 3 @ 5 euro, a@b')).toEqual([]);
});

test('no text makes the search slow', () => {
  for (const part of ['1 ', 'a', 'a.', '@', 'a@b ', '1-', '1']) {
    expect(hidden(part.repeat(50_000))).toEqual([]);
  }
});
