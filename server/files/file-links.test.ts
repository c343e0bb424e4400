import type { SharedFile } from '@parley/core/files/shared-file.ts';
import { expect, test } from 'vitest';
import { linkSigner } from './file-links.ts';

const FILE: SharedFile = {
  id: 'file_1',
  name: 'a b.png',
  type: 'image/png',
  sizeBytes: 1,
  sha256: '',
  picture: { width: 1, height: 1 },
  madeBy: { role: 'agent', id: 'staff_1', name: 'Alex' },
  at: 0,
  source: 'upload',
  forCustomer: true,
};

function queryOf(path: string): URLSearchParams {
  return new URL(path, 'https://parley.example').searchParams;
}

test('an address is over at its instant, and for nobody but its reader and its server', () => {
  const signer = linkSigner('a secret');
  const { download, until } = signer.linksTo(FILE, 'cust_1', 1_000);
  const proof = queryOf(download).get('proof') ?? '';
  const proved = { fileId: 'file_1', use: 'download', reader: 'cust_1', until } as const;
  expect(signer.isProved(proved, proof, until - 1)).toBe(true);
  expect(signer.isProved(proved, proof, until)).toBe(false);
  expect(signer.isProved({ ...proved, reader: 'cust_2' }, proof, until - 1)).toBe(false);
  expect(signer.isProved({ ...proved, until: until + 1 }, proof, until - 1)).toBe(false);
  expect(linkSigner('another secret').isProved(proved, proof, until - 1)).toBe(false);
});

test('asked for again soon it is the same address, so that the browser has the picture already', () => {
  const signer = linkSigner('a secret');
  const first = signer.linksTo(FILE, 'cust_1', 10_000);
  expect(signer.linksTo(FILE, 'cust_1', 200_000)).toEqual(first);
  expect(signer.linksTo(FILE, 'cust_1', 400_000)).not.toEqual(first);
});
