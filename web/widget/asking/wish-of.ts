import { words } from '../../ui/words.ts';
import { askingWords } from '../../ui/words-of-asking.ts';
import { fromField } from './callback-time.ts';
import type { Draft, Wish, WishProblem } from './wish.ts';

/** How far ahead somebody can wish to be called; the server says the same. */
const LONGEST_AHEAD_MS = 30 * 24 * 3_600_000;

/** A wish as it is asked for, or what is to be put right first. */
export function wishOf(
  draft: Draft,
  now: number,
  isNumber: (typed: string, country: string) => boolean,
): Wish | WishProblem {
  const { way, topic } = draft;
  const name = draft.name.trim();
  if (name === '') return 'bad-name';
  const isByPhone = way === 'phone';
  if (isByPhone && !isNumber(draft.number, draft.country)) return 'bad-number';
  const at = draft.isLater ? fromField(draft.at) : null;
  if (draft.isLater && !isAhead(at, now)) return 'bad-callback';
  return {
    way,
    name,
    number: isByPhone ? draft.number.trim() : null,
    country: isByPhone ? draft.country : null,
    topic: topic.trim(),
    at,
  };
}

/** Why a wish was not taken; `code` as this page or the server says it. */
export function problemInWords(code: string): string {
  const { problems } = askingWords.callback;
  if (code === 'bad-name' || code === 'bad-number' || code === 'bad-callback') {
    return problems[code];
  }
  if (code === 'unreachable') return words.trouble.unreachable;
  return code === 'too-many' || code === 'bad-input'
    ? words.form.failed[code]
    : words.form.failed.other;
}

function isAhead(at: number | null, now: number): boolean {
  return at !== null && at > now && at < now + LONGEST_AHEAD_MS;
}
