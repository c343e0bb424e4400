import type { SharedFile } from '@parley/core/files/shared-file.ts';
import { fileWords } from './file-words.ts';

const KILOBYTE = 1_000;
const MEGABYTE = 1_000_000;

/** `840 B`, `12 KB`, `3.4 MB`. */
export function sizeInWords(bytes: number): string {
  const { size } = fileWords;
  if (bytes < KILOBYTE) return size.bytes(String(bytes));
  // Below this it is still less than a megabyte when rounded.
  if (bytes < MEGABYTE - KILOBYTE / 2) return size.kilobytes(String(Math.round(bytes / KILOBYTE)));
  return size.megabytes((bytes / MEGABYTE).toFixed(1));
}

/** What a picture or document is, where it comes from. */
export function kindInWords({ source, type }: Pick<SharedFile, 'source' | 'type'>): string {
  return source === 'upload' ? fileWords.type[type] : fileWords.source[source];
}

/** Why a file is not taken or not sent. */
export function fileRefusalInWords(code: string): string {
  const told: Readonly<Record<string, string>> = fileWords.refused;
  return Object.hasOwn(told, code)
    ? (told[code] ?? fileWords.refused.other)
    : fileWords.refused.other;
}

/** What is the same however often it is tried. */
const FOR_GOOD: readonly string[] = [
  'too-large',
  'empty',
  'type-not-allowed',
  'picture-too-large',
  'picture-broken',
  'document-unsafe',
  'too-many-files',
  'file-gone',
  'not-allowed',
  'not-found',
];

/** Whether it can go well when it is tried again. */
export function canPass(code: string | null): boolean {
  return code !== null && !FOR_GOOD.includes(code);
}
