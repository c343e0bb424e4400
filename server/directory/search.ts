/** What somebody typed to find people: nothing yet, words of a name, or the digits of a number. */
export type Search =
  | { readonly by: 'nothing' }
  | { readonly by: 'words'; readonly words: readonly string[] }
  | { readonly by: 'digits'; readonly digits: string };

const WORDS = 6;

/** Letters search names, everything else numbers. */
export function searchFor(typed: string): Search {
  const words = wordsOf(typed);
  if (words.some((word) => /\p{L}/u.test(word)))
    return { by: 'words', words: words.slice(0, WORDS) };
  const digits = digitsOf(typed);
  return digits === '' ? { by: 'nothing' } : { by: 'digits', digits };
}

/** Without case and accents, so that "muller" finds Müller. */
export function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** The words of a text, folded. */
export function wordsOf(text: string): readonly string[] {
  return folded(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** What of a written number is dialled; how it is grouped makes no other number of it. */
export function digitsOf(number: string): string {
  return number.replace(/[^0-9*#]/g, '');
}

/** Whether something of this name and number is what was searched. */
export function isFound(
  search: Search,
  { name, number }: { readonly name: string; readonly number: number },
): boolean {
  switch (search.by) {
    case 'nothing':
      return true;
    case 'digits':
      return String(number).startsWith(search.digits);
    case 'words': {
      const words = wordsOf(name);
      return search.words.every((typed) => words.some((word) => word.startsWith(typed)));
    }
  }
}
