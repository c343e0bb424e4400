import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { CIPHER, FileDamaged, TAG_BYTES, unaltered } from './file-key.ts';

/**
 * How a content lies in the store: a mark, a salt, and frames of at most 64 KiB, each sealed by itself, so that reading
 * streams and gives out nothing unproved. The key is the file's, turned by salt and purpose; the nonce counts the frames
 * and marks the last one (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015): frames that were cut
 * off, moved or taken from another file do not open.
 */
const MARK = Buffer.from('PF1');
const SALT_BYTES = 32;
const HEAD_BYTES = MARK.length + SALT_BYTES;
const FRAME_BYTES = 64 * 1024;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;

/** Whose content it is: the file's key, and which file and which of its contents. */
export type Purpose = { readonly key: Buffer; readonly about: string };

/** How long so many bytes are when sealed. */
export function sealedBytes(sizeBytes: number): number {
  return HEAD_BYTES + sizeBytes + TAG_BYTES * Math.max(1, Math.ceil(sizeBytes / FRAME_BYTES));
}

/** Seals a content piece by piece. */
export function* sealObject(purpose: Purpose, bytes: Buffer): Generator<Buffer> {
  const salt = randomBytes(SALT_BYTES);
  const key = frameKey(purpose, salt);
  yield Buffer.concat([MARK, salt]);
  let from = 0;
  for (let count = 0; count === 0 || from < bytes.length; count += 1) {
    const frame = bytes.subarray(from, from + FRAME_BYTES);
    from += FRAME_BYTES;
    const nonce = nonceOf(count, from >= bytes.length);
    const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
    yield Buffer.concat([cipher.update(frame), cipher.final(), cipher.getAuthTag()]);
  }
}

/** Opens it piece by piece; throws `FileDamaged` where it is not as it was sealed. */
export async function* openObject(
  purpose: Purpose,
  sealed: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  let key: Buffer | null = null;
  let count = 0;
  for await (const piece of sealed) {
    rest = Buffer.concat([rest, piece]);
    if (key === null) {
      if (rest.length < HEAD_BYTES) continue;
      key = keyFromHead(purpose, rest);
      rest = rest.subarray(HEAD_BYTES);
    }
    // One frame is always kept back: only the end tells which is the last.
    while (rest.length > FRAME_BYTES + TAG_BYTES) {
      yield openFrame(key, nonceOf(count, false), rest.subarray(0, FRAME_BYTES + TAG_BYTES));
      rest = rest.subarray(FRAME_BYTES + TAG_BYTES);
      count += 1;
    }
  }
  if (key === null || rest.length < TAG_BYTES) throw new FileDamaged('the content ends too early');
  yield openFrame(key, nonceOf(count, true), rest);
}

function keyFromHead(purpose: Purpose, head: Buffer): Buffer {
  if (!head.subarray(0, MARK.length).equals(MARK)) throw new FileDamaged('no content of ours');
  return frameKey(purpose, head.subarray(MARK.length, HEAD_BYTES));
}

function frameKey({ key, about }: Purpose, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, about, KEY_BYTES));
}

function nonceOf(count: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(NONCE_BYTES);
  nonce.writeUInt32BE(count, NONCE_BYTES - 5);
  nonce[NONCE_BYTES - 1] = isLast ? 1 : 0;
  return nonce;
}

function openFrame(key: Buffer, nonce: Buffer, frame: Buffer): Buffer {
  const end = frame.length - TAG_BYTES;
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAuthTag(frame.subarray(end));
  const opened = decipher.update(frame.subarray(0, end));
  return Buffer.concat([opened, unaltered(() => decipher.final())]);
}
