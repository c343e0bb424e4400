import { createHash } from 'node:crypto';
import type { FileRefusal } from '@parley/contracts/files.ts';
import { safeFileName } from './file-name.ts';
import { recognise } from './file-type.ts';
import type { Pictures } from './pictures.ts';
import type { Checked } from './upload-rows.ts';

/** What is kept of an upload, or why nothing is. */
export type CheckedFile =
  | {
      readonly ok: true;
      readonly about: Checked;
      readonly bytes: Buffer;
      readonly preview: Buffer | null;
    }
  | { readonly ok: false; readonly reason: FileRefusal };

/** Looks at the content alone: names and what a browser says of a file prove nothing. */
export async function checkFile(
  pictures: Pictures,
  asked: string,
  bytes: Buffer,
): Promise<CheckedFile> {
  if (bytes.length === 0) return { ok: false, reason: 'empty' };
  const found = await recognise(bytes);
  if (found.kind === 'refused') return { ok: false, reason: found.reason };
  if (found.kind === 'other') {
    const { type } = found;
    const name = safeFileName(asked, type);
    const about = { name, type, ...measured(bytes), width: null, height: null };
    return { ok: true, about, bytes, preview: null };
  }
  const made = await pictures.paint({ bytes, format: found.format });
  if (!made.ok) return made;
  const { type, width, height } = made;
  const painted = Buffer.from(made.bytes);
  const about = { name: safeFileName(asked, type), type, ...measured(painted), width, height };
  return { ok: true, about, bytes: painted, preview: Buffer.from(made.preview) };
}

function measured(bytes: Buffer): { sizeBytes: number; sha256: string } {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { sizeBytes: bytes.length, sha256 };
}
