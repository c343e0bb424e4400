import {
  type CountryCode,
  getCountries,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
} from 'libphonenumber-js/min';

export type { CountryCode };

/** A country to choose, by its name in the language of the desk. */
export type Country = {
  readonly code: CountryCode;
  readonly name: string;
  readonly calling: string;
};

/** Every country with telephones, by name. */
export function countriesIn(locale: string): readonly Country[] {
  const names = new Intl.DisplayNames([locale], { type: 'region' });
  return getCountries()
    .map((code) => ({
      code,
      name: names.of(code) ?? code,
      calling: `+${getCountryCallingCode(code)}`,
    }))
    .toSorted((one, other) => one.name.localeCompare(other.name, locale));
}

/** What is known of a number while it is typed. */
export type NumberCheck =
  | { readonly is: 'empty' }
  | { readonly is: 'good'; readonly international: string; readonly country: CountryCode | null }
  | { readonly is: 'bad'; readonly why: 'too-short' | 'too-long' | 'not-a-number' | 'invalid' };

const TOO: Readonly<Record<string, 'too-short' | 'too-long'>> = {
  TOO_SHORT: 'too-short',
  TOO_LONG: 'too-long',
};

/** Reads a number as typed, beside the country chosen for it; one with + brings its own. */
export function checkNumber(typed: string, country: CountryCode): NumberCheck {
  const text = typed.trim();
  if (text === '') return { is: 'empty' };
  const problem = validatePhoneNumberLength(text, country);
  const number = parsePhoneNumberFromString(text, country);
  if (number?.isValid() === true) {
    const international = number.formatInternational();
    return { is: 'good', international, country: number.country ?? null };
  }
  if (problem === undefined) return { is: 'bad', why: 'invalid' };
  return { is: 'bad', why: TOO[problem] ?? 'not-a-number' };
}

/** The country to begin with: the one used last, else the one of the browser's language. */
export function firstCountry(last: string | null, languages: readonly string[]): CountryCode {
  const own = languages.map((one) => new Intl.Locale(one).maximize().region ?? '');
  return [last ?? '', ...own].find((code) => isSupportedCountry(code)) ?? 'GB';
}
