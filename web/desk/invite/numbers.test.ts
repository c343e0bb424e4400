import { expect, test } from 'vitest';
import { checkNumber, countriesIn, firstCountry } from './numbers.ts';

test('a number is checked while it is typed, beside its country', () => {
  expect(checkNumber('', 'DE')).toEqual({ is: 'empty' });
  expect(checkNumber('1', 'DE')).toEqual({ is: 'bad', why: 'too-short' });
  expect(checkNumber('hello', 'DE')).toEqual({ is: 'bad', why: 'not-a-number' });
  expect(checkNumber('0151 23456789', 'DE')).toEqual({
    is: 'good',
    international: '+49 1512 3456789',
    country: 'DE',
  });
  expect(checkNumber('0151 2345678901234', 'DE')).toEqual({ is: 'bad', why: 'too-long' });
});

test('a number with + brings its own country', () => {
  expect(checkNumber('+44 7400 123456', 'DE')).toMatchObject({ is: 'good', country: 'GB' });
});

test('the country used last comes first, then the one of the browser’s language', () => {
  expect(firstCountry('FR', ['de-CH'])).toBe('FR');
  expect(firstCountry(null, ['de-CH', 'en'])).toBe('CH');
  expect(firstCountry('XX', ['de'])).toBe('DE');
});

test('countries are named in the language of the desk and in its order', () => {
  const countries = countriesIn('en-GB');
  expect(countries.find((one) => one.code === 'DE')).toEqual({
    code: 'DE',
    name: 'Germany',
    calling: '+49',
  });
  expect(countries[0]?.name.startsWith('A')).toBe(true);
});
