/** What codes of links are made of: nothing in it looks like something else in it. */
export const LINK_CODE_ALPHABET = '23456789ACDEFGHJKMNPQRTVWXY';

/** What people read instead of a letter of the alphabet. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  B: '8',
  O: 'Q',
  '0': 'Q',
  S: '5',
  U: 'V',
  Z: '2',
};

/** What people put between the letters: spaces, dots, dashes of any kind, underscores, slashes. */
const BETWEEN = /[\s\p{Pd}._/]+/gu;

/** Shortest and longest code there can be; how long they are now is a setting. */
const LENGTHS = { shortest: 4, longest: 32 } as const;

/** The code somebody means by what they typed; null when no code can be meant. */
export function normalLinkCode(typed: string): string | null {
  const letters = [...typed.normalize('NFKC').toUpperCase().replace(BETWEEN, '')];
  if (letters.length < LENGTHS.shortest || letters.length > LENGTHS.longest) return null;
  const code = letters.map((letter) => LOOK_ALIKES[letter] ?? letter);
  return code.every((letter) => LINK_CODE_ALPHABET.includes(letter)) ? code.join('') : null;
}
