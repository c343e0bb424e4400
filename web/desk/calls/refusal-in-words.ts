import { barWords } from '../bar/bar-words.ts';
import { failureInWords } from './state-in-words.ts';

type Told = string | ((name: string) => string);

/** Why a verb of the call bar was refused; `name` is whom it was about. */
export function refusalInWords(code: string, name: unknown): string {
  const words: Readonly<Record<string, Told>> = barWords.failed;
  const told = Object.hasOwn(words, code) ? words[code] : undefined;
  if (typeof told === 'string') return told;
  if (told !== undefined) {
    return told(typeof name === 'string' && name !== '' ? name : barWords.failed.somebody);
  }
  return failureInWords(code);
}
