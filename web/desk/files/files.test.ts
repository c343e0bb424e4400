import type { SharedFile } from '@parley/core/files/shared-file.ts';
import { expect, test } from 'vitest';
import { canPass, fileRefusalInWords, sizeInWords } from './file-in-words.ts';
import { findFiles } from './file-search.ts';

function file(name: string, more: Partial<SharedFile> = {}): SharedFile {
  return {
    id: name,
    name,
    type: 'image/png',
    sizeBytes: 1_000,
    sha256: '',
    picture: { width: 10, height: 10 },
    madeBy: { role: 'customer', id: 'cleo', name: 'Cleo' },
    at: 1,
    source: 'upload',
    forCustomer: true,
    ...more,
  };
}

test('a size is said in the unit that needs few digits', () => {
  expect([0, 999, 1_000, 12_499, 999_499, 999_500, 25_000_000].map(sizeInWords)).toEqual([
    '0 B',
    '999 B',
    '1 KB',
    '12 KB',
    '999 KB',
    '1.0 MB',
    '25.0 MB',
  ]);
});

test('the session files are listed with the newest first', () => {
  const names = findFiles([file('old.png'), file('new.png')], ' ').map(({ name }) => name);
  expect(names).toEqual(['new.png', 'old.png']);
});

test('a search finds by name, kind and maker, and every word counts', () => {
  const files = [
    file('Invoice.pdf', { type: 'application/pdf', picture: null }),
    file('screen.png', { source: 'screenshot' }),
    file('bike.png', { madeBy: { role: 'agent', id: 'alex', name: 'Alex Agent' } }),
  ];
  const found = (asked: string) => findFiles(files, asked).map(({ name }) => name);
  expect(found('INVOICE')).toEqual(['Invoice.pdf']);
  expect(found('screenshot')).toEqual(['screen.png']);
  expect(found('alex bike')).toEqual(['bike.png']);
  expect(found('cleo bike')).toEqual([]);
});

test('every refusal has words, also one that nobody knows', () => {
  expect(fileRefusalInWords('too-large')).toContain('25 MB');
  expect(fileRefusalInWords('toString')).toBe(fileRefusalInWords('never-heard-of'));
});

test('only what can go well is tried again', () => {
  expect(['storage-away', 'too-many', null, 'type-not-allowed'].map(canPass)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
