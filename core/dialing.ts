/** Every character that the number field takes beside letters (B4). */
export const DIAL_CHARACTERS = '0123456789*#+-.()[]{}';

/** What someone typed into the number field. */
export type Typed =
  | { readonly is: 'nothing' }
  /** Only what can be dialled; `number` is null while there is nothing to dial in it yet. */
  | { readonly is: 'number'; readonly number: string | null }
  /** Letters look for a person. */
  | { readonly is: 'search'; readonly words: string }
  | { readonly is: 'refused'; readonly character: string };

const LETTER = /\p{Letter}/u;
const SPACE = /\s/u;

/** Reads the number field: letters search, digits dial, anything else is refused by its character. Spaces of a pasted number are no harm. */
export function readTyped(text: string): Typed {
  const typed = text.trim();
  if (typed === '') return { is: 'nothing' };
  if (LETTER.test(typed)) return { is: 'search', words: typed.replaceAll(/\s+/gu, ' ') };
  const stranger = [...typed].find((one) => !DIAL_CHARACTERS.includes(one) && !SPACE.test(one));
  if (stranger !== undefined) return { is: 'refused', character: stranger };
  return { is: 'number', number: normalNumber(typed) };
}

/** The number behind its spelling: digits, `*`, `#`, and one `+` in front; null when it is none. */
export function normalNumber(spelled: string): string | null {
  const bare = spelled.replaceAll(/[-.()[\]{}\s]/gu, '');
  return /^\+?[0-9*#]+$/u.test(bare) ? bare : null;
}

/** Whoever has this internal number; spellings do not matter, the whole number does. */
export function internalMatch<One extends { readonly number: string | null }>(
  number: string,
  directory: readonly One[],
): One | null {
  const wanted = normalNumber(number);
  if (wanted === null) return null;
  return (
    directory.find((one) => one.number !== null && normalNumber(one.number) === wanted) ?? null
  );
}

/** Whether a number is meant by the digits typed so far: they may stand anywhere in it. */
export function hasDigits(number: string, typed: string): boolean {
  return digitsOf(number).includes(digitsOf(typed));
}

function digitsOf(text: string): string {
  return text.replaceAll(/[^0-9*#]/gu, '');
}

/** Whether a name is meant by the words typed so far: each begins one of its parts, accents and case do not matter. */
export function hasWords(name: string, typed: string): boolean {
  const parts = plainParts(name);
  return plainParts(typed).every((word) => parts.some((part) => part.startsWith(word)));
}

function plainParts(text: string): readonly string[] {
  const plain = text.normalize('NFD').replaceAll(/\p{Mark}/gu, '');
  return plain
    .toLowerCase()
    .split(/[^\p{Letter}\p{Number}]+/u)
    .filter((part) => part !== '');
}

/** One tone of a keypad after another (RFC 4733), as a call can send them; null when there is anything else. */
export function tonesOf(typed: string): string | null {
  const tones = typed.toUpperCase().replaceAll(/[-.()[\]{}\s]/gu, '');
  return /^[0-9*#A-D]{1,32}$/u.test(tones) ? tones : null;
}
