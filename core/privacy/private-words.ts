/** A part of a text, from one index up to but without another. */
export type Span = { readonly start: number; readonly end: number };

/** Bounded everywhere: no text makes it slow. */
const EMAIL =
  /[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu;

/** Digits in groups, as people and forms write numbers: spaces or dashes between them. */
const GROUPED = /\d+(?:[\s\u2010-\u2015-]{1,3}\d+)*/g;

const CARD_DIGITS = { least: 13, most: 19 } as const;

/** The card numbers and e-mail addresses in a text: what is to be hidden of it. Spans may overlap. */
export function privateSpans(text: string): readonly Span[] {
  return [...emails(text), ...cardNumbers(text)];
}

function emails(text: string): readonly Span[] {
  if (!text.includes('@')) return [];
  return [...text.matchAll(EMAIL)].map(({ index, 0: found }) => ({
    start: index,
    end: index + found.length,
  }));
}

/** Another number may stand right beside one: every row of whole groups is looked at. */
function cardNumbers(text: string): readonly Span[] {
  return [...text.matchAll(GROUPED)].flatMap(({ index: offset, 0: found }) => {
    const groups = [...found.matchAll(/\d+/g)].map(({ index, 0: digits }) => ({ index, digits }));
    return groups.flatMap((first, at) => {
      const end = cardEnd(groups, at);
      return end === null ? [] : [{ start: offset + first.index, end: offset + end }];
    });
  });
}

type Group = { readonly index: number; readonly digits: string };

/** Where the longest card number ends that begins with this group; null where none does. */
function cardEnd(groups: readonly Group[], from: number): number | null {
  let digits = '';
  let end: number | null = null;
  for (let at = from; at < groups.length; at += 1) {
    const group = groups[at];
    if (group === undefined) break;
    digits += group.digits;
    if (digits.length > CARD_DIGITS.most) break;
    if (digits.length >= CARD_DIGITS.least && passesLuhn(digits)) {
      end = group.index + group.digits.length;
    }
  }
  return end;
}

/** The check digit of ISO/IEC 7812-1. */
function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
