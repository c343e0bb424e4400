import { kept } from '../kept.ts';
import type { KeptUpload } from './kept-uploads.ts';

/** An upload of which the browser keeps no file: enough to know the file again when it is chosen once more. */
export type UploadNote = Omit<KeptUpload, 'bytes'> & {
  readonly sizeBytes: number;
  readonly sha256: string;
};

const storage = kept('sessionStorage', 'parley-uploads', areNotes);

/** The notes that this tab kept over a reload. */
export function uploadNotes(): readonly UploadNote[] {
  return storage.read() ?? [];
}

/** Notes an upload; the browser may refuse this as well. */
export async function noteUpload({ bytes, ...about }: KeptUpload): Promise<void> {
  const sha256 = await sha256Of(bytes);
  if (sha256 === null) return;
  const others = uploadNotes().filter(({ id }) => id !== about.id);
  storage.write([...others, { ...about, sizeBytes: bytes.size, sha256 }]);
}

/** It has arrived, or nobody wants it any more. */
export function dropNote(id: string): void {
  const left = uploadNotes().filter((note) => note.id !== id);
  storage.write(left.length === 0 ? null : left);
}

/** Whether this is the very file that was on its way. */
export async function isNoted(note: UploadNote, file: File): Promise<boolean> {
  const isAlike = file.name === note.name && file.size === note.sizeBytes;
  return isAlike && (await sha256Of(file)) === note.sha256;
}

/** Null where the page is not secure, or the file cannot be read. */
async function sha256Of(bytes: Blob): Promise<string | null> {
  if (crypto.subtle === undefined) return null;
  try {
    const digest = await crypto.subtle.digest('SHA-256', await bytes.arrayBuffer());
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join(
      '',
    );
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

function areNotes(value: unknown): value is readonly UploadNote[] {
  return Array.isArray(value) && value.every((one) => typeof one?.sha256 === 'string');
}
