import { createInflateRaw } from 'node:zlib';
import { codeOf } from '../database/database.ts';

/** A file inside an archive, as its list says. */
export type ZipEntry = {
  readonly name: string;
  readonly isPacked: boolean;
  readonly isLocked: boolean;
  readonly packedBytes: number;
  readonly sizeBytes: number;
  /** Where its own header begins. */
  readonly at: number;
};

const END_SIGN = 0x06054b50;
const LIST_SIGN = 0x02014b50;
const FILE_SIGN = 0x04034b50;
const END_BYTES = 22;
const LIST_BYTES = 46;
const FILE_BYTES = 30;

const MOST_ENTRIES = 3_000;
const MOST_BYTES = 150 * 1024 * 1024;

/** The list of an archive that is nothing else as well; null when it is none, or one that is not what it seems. */
export function zipEntries(bytes: Buffer): readonly ZipEntry[] | null {
  const end = bytes.length - END_BYTES;
  // No comment: another file could be hidden in it.
  if (end < 0 || bytes.readUInt32LE(end) !== END_SIGN || bytes.readUInt16LE(end + 20) !== 0) {
    return null;
  }
  const count = bytes.readUInt16LE(end + 10);
  const listBytes = bytes.readUInt32LE(end + 12);
  let at = bytes.readUInt32LE(end + 16);
  if (count === 0 || count > MOST_ENTRIES || at + listBytes !== end) return null;
  const entries: ZipEntry[] = [];
  for (let each = 0; each < count; each += 1) {
    const entry = entryAt(bytes, at, end);
    if (entry === null) return null;
    entries.push(entry.entry);
    at = entry.next;
  }
  return at === end && areApart(entries, bytes) ? entries : null;
}

function entryAt(
  bytes: Buffer,
  at: number,
  end: number,
): { readonly entry: ZipEntry; readonly next: number } | null {
  if (at + LIST_BYTES > end || bytes.readUInt32LE(at) !== LIST_SIGN) return null;
  const nameBytes = bytes.readUInt16LE(at + 28);
  const after = at + LIST_BYTES + nameBytes;
  const next = after + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  if (next > end) return null;
  const method = bytes.readUInt16LE(at + 10);
  if (method !== 0 && method !== 8) return null;
  return {
    next,
    entry: {
      name: bytes.toString('utf8', at + LIST_BYTES, after),
      isPacked: method === 8,
      isLocked: (bytes.readUInt16LE(at + 8) & 1) === 1,
      packedBytes: bytes.readUInt32LE(at + 20),
      sizeBytes: bytes.readUInt32LE(at + 24),
      at: bytes.readUInt32LE(at + 42),
    },
  };
}

/** From the first byte on, one after the other: entries that share their bytes are a bomb. */
function areApart(entries: readonly ZipEntry[], bytes: Buffer): boolean {
  const inOrder = entries.toSorted((a, b) => a.at - b.at);
  if (inOrder[0]?.at !== 0) return false;
  return inOrder.every((entry, index) => {
    const limit = inOrder[index + 1]?.at ?? bytes.length;
    const from = contentAt(bytes, entry);
    return from !== null && from + entry.packedBytes <= limit;
  });
}

function contentAt(bytes: Buffer, { at }: ZipEntry): number | null {
  if (at + FILE_BYTES > bytes.length || bytes.readUInt32LE(at) !== FILE_SIGN) return null;
  return at + FILE_BYTES + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
}

/** Whether an entry could leave the folder it is unpacked into. */
export function leadsAway({ name }: ZipEntry): boolean {
  return name.startsWith('/') || name.includes('\\') || name.split('/').includes('..');
}

/** Whether unpacking gives what the list says, and not too much of it; looked at by unpacking. */
export async function isHonest(bytes: Buffer, entries: readonly ZipEntry[]): Promise<boolean> {
  const total = entries.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (total > MOST_BYTES) return false;
  for (const entry of entries) {
    if ((await unpackedBytes(bytes, entry)) !== entry.sizeBytes) return false;
  }
  return true;
}

/** How much an entry holds, without keeping it; null when it cannot be read or holds more than it says. */
async function unpackedBytes(bytes: Buffer, entry: ZipEntry): Promise<number | null> {
  const packed = packedContent(bytes, entry);
  if (!entry.isPacked) return packed.length;
  let sizeBytes = 0;
  const stream = createInflateRaw();
  stream.end(packed);
  try {
    for await (const piece of stream) {
      sizeBytes += (piece as Buffer).length;
      if (sizeBytes > entry.sizeBytes) return null;
    }
  } catch (error) {
    // A broken archive: nothing of ours failed.
    if (codeOf(error).startsWith('Z_')) return null;
    throw error;
  }
  return sizeBytes;
}

/** The bytes of an entry as they lie in the archive. */
export function packedContent(bytes: Buffer, entry: ZipEntry): Buffer {
  const from = contentAt(bytes, entry) ?? bytes.length;
  return bytes.subarray(from, from + entry.packedBytes);
}
