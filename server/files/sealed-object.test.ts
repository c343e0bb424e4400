import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { FileDamaged } from './file-key.ts';
import { openObject, sealedBytes, sealObject } from './sealed-object.ts';

const KEY = randomBytes(32);
const PURPOSE = { key: KEY, about: 'file_1 content' };
const FRAME = 64 * 1024;

function sealed(bytes: Buffer): Buffer {
  return Buffer.concat([...sealObject(PURPOSE, bytes)]);
}

/** In pieces as a disk or a network gives them. */
async function* inPieces(bytes: Buffer, sizeBytes: number): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes.length; from += sizeBytes) {
    yield bytes.subarray(from, from + sizeBytes);
  }
}

async function opened(bytes: Buffer, purpose = PURPOSE, sizeBytes = 10_000): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of openObject(purpose, inPieces(bytes, sizeBytes))) pieces.push(piece);
  return Buffer.concat(pieces);
}

test.each([0, 1, 17, FRAME - 1, FRAME, FRAME + 1, 3 * FRAME, 3 * FRAME + 5])(
  'a content of %i bytes comes back whole, and is as long in the store as was said',
  async (size) => {
    const bytes = randomBytes(size);
    const stored = sealed(bytes);
    expect(stored.length).toBe(sealedBytes(size));
    for (const pieceBytes of [1_000, 65_536, 1_000_000]) {
      expect((await opened(stored, PURPOSE, pieceBytes)).equals(bytes)).toBe(true);
    }
  },
);

test('one changed bit anywhere is noticed', async () => {
  const stored = sealed(randomBytes(2 * FRAME + 100));
  for (let at = 0; at < stored.length; at += 997) {
    const changed = Buffer.from(stored);
    changed[at] = (changed[at] ?? 0) ^ 1;
    await expect(opened(changed)).rejects.toThrow(FileDamaged);
  }
});

test('a content that was cut off, also between two frames, is noticed', async () => {
  const stored = sealed(randomBytes(3 * FRAME));
  const head = stored.length - 3 * (FRAME + 16);
  for (const size of [0, 10, head, head + FRAME + 16, head + 2 * (FRAME + 16), stored.length - 1]) {
    await expect(opened(stored.subarray(0, size))).rejects.toThrow(FileDamaged);
  }
});

test('frames that changed places, and a content under another name or key, do not open', async () => {
  const stored = sealed(randomBytes(3 * FRAME));
  const head = stored.length - 3 * (FRAME + 16);
  const frame = (n: number) =>
    stored.subarray(head + n * (FRAME + 16), head + (n + 1) * (FRAME + 16));
  const swapped = Buffer.concat([stored.subarray(0, head), frame(1), frame(0), frame(2)]);
  await expect(opened(swapped)).rejects.toThrow(FileDamaged);
  await expect(opened(stored, { ...PURPOSE, about: 'file_2 content' })).rejects.toThrow(
    FileDamaged,
  );
  await expect(opened(stored, { ...PURPOSE, key: randomBytes(32) })).rejects.toThrow(FileDamaged);
});

test('the same content sealed twice looks different', () => {
  const bytes = Buffer.alloc(1_000);
  expect(sealed(bytes).equals(sealed(bytes))).toBe(false);
});
