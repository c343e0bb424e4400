import {
  type CountryCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import type { NumberRead } from './sms-port.ts';

/** Kinds of numbers that cost whoever writes to them, or that nobody's telephone has. */
const NEVER: readonly string[] = [
  'PREMIUM_RATE',
  'SHARED_COST',
  'TOLL_FREE',
  'UAN',
  'PERSONAL_NUMBER',
  'PAGER',
  'VOICEMAIL',
];

/**
 * Makes a typed number whole: with the chosen country where it has none of its own. The number's own country counts,
 * not the chosen one, so that nobody reaches another country under the name of an allowed one.
 */
export function readNumberOf(
  typed: string,
  country: string,
  allowed: readonly string[] | null,
): NumberRead {
  const chosen = country.toUpperCase();
  const refused: NumberRead = { ok: false, code: 'bad-number' };
  if (!isSupportedCountry(chosen)) return refused;
  const number = parsePhoneNumberFromString(typed, { defaultCountry: chosen, extract: false });
  if (number?.country === undefined || !number.isValid() || number.ext !== undefined)
    return refused;
  if (NEVER.includes(number.getType() ?? '')) return refused;
  return isAllowed(number.country, allowed)
    ? { ok: true, to: number.number, country: number.country }
    : refused;
}

function isAllowed(country: CountryCode, allowed: readonly string[] | null): boolean {
  return allowed === null || allowed.includes(country);
}
