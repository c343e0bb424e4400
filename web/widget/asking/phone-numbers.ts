import {
  type CountryCode,
  getCountries,
  getCountryCallingCode,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min';

/** A country to choose, with its calling code. */
export type Country = { readonly code: string; readonly label: string };

/** Every country that has telephone numbers, by its name in the language of the page. */
export function countries(language: string): readonly Country[] {
  const names = new Intl.DisplayNames([language], { type: 'region' });
  return getCountries()
    .map((code) => ({
      code,
      label: `${names.of(code) ?? code} (+${getCountryCallingCode(code)})`,
    }))
    .sort((one, other) => one.label.localeCompare(other.label, language));
}

/** A number as people read it, or null where none can be made of what was typed; with `+` the country is in it. */
export function readNumber(typed: string, country: string): string | null {
  const number = parsePhoneNumberFromString(typed, country as CountryCode);
  return number?.isPossible() === true ? number.formatInternational() : null;
}
