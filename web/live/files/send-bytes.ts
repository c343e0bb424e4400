import type { NewFile, Upload } from '@parley/contracts/files.ts';
import { CHUNK_BYTES, FILE_BYTES } from '@parley/contracts/limits.ts';
import type { SharedFile } from '@parley/core/files/shared-file.ts';
import type { Answered, FileRequests } from './file-requests.ts';

/** What is uploaded. */
export type Content = {
  readonly bytes: Blob;
  readonly name: string;
  readonly source: NewFile['source'];
};

/** The same with the id by which the server knows it: asked again with it, it goes on where it was. */
export type Asked = Content & { readonly requestId: string };

/** What came of an upload; `cancelled` where this page stopped it. */
export type Uploaded =
  | { readonly ok: true; readonly file: SharedFile }
  | { readonly ok: false; readonly code: string };

type Watched = {
  readonly requests: FileRequests;
  readonly stop: AbortSignal;
  readonly progressed: (sentBytes: number) => void;
  /** The line is cut, or the server asks for patience: it goes on by itself. */
  readonly waits: (waiting: boolean) => void;
};

/** Refusals that pass: the same is asked again a little later. */
const PASSING: readonly string[] = [
  'unreachable',
  'too-many',
  'storage-away',
  'unexpected',
  'not-ready',
];

/** Whether a refusal may pass by itself, so that the same upload can go on. */
export function isPassing(code: string): boolean {
  return PASSING.includes(code);
}

/** Lets go what the server has of an upload that nobody goes on with. */
export async function cancelUpload(requests: FileRequests, asked: NewFile): Promise<void> {
  const begun = await requests.begin(asked);
  if (begun.ok) await requests.cancel(begun.value.fileId);
}

/** Of these the server itself is to blame: it is not asked for ever. */
const TRIES_OF_TROUBLE = 6;

const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 5_000;

/** The least that one part brings, on the slowest line. */
const LEAST_BYTES = 16 * 1024;

/** Asked to wait longer than this, a person would think that it hangs. */
const LONGEST_ASKED_MS = 30_000;

const CANCELLED = { ok: false, code: 'cancelled', retryAfterMs: null } as const;

/** Sends a file's bytes in parts, over every cut of the line, until the server has checked it. */
export async function sendBytes(content: Asked, watched: Watched): Promise<Uploaded> {
  const { requests, stop } = watched;
  const { bytes, name, source, requestId } = content;
  // Said before a single byte is sent: nobody waits for what will not be taken.
  if (bytes.size > FILE_BYTES) return { ok: false, code: 'too-large' };
  if (bytes.size === 0) return { ok: false, code: 'empty' };
  const asked = { requestId, name, sizeBytes: bytes.size, source };
  const begun = await persist(watched, () => requests.begin(asked));
  if (!begun.ok) return begun;
  const { fileId } = begun.value;
  const sent = await sendParts(content, watched, begun.value);
  // What the server keeps of it is let go as well.
  if (stop.aborted) void requests.cancel(fileId);
  if (!sent.ok) return sent;
  const { file, reason } = sent.value;
  return file === null ? { ok: false, code: reason ?? 'upload-over' } : { ok: true, file };
}

async function sendParts(
  { bytes }: Content,
  watched: Watched,
  begun: Upload,
): Promise<Answered<Upload>> {
  const { requests, stop, progressed } = watched;
  const { fileId } = begun;
  let now = begun;
  let partBytes = CHUNK_BYTES;
  // What arrived before the page was loaded again.
  if (now.receivedBytes > 0) progressed(now.receivedBytes);
  while (now.state === 'uploading' && now.receivedBytes < bytes.size) {
    const offset = now.receivedBytes;
    const part = await readable(bytes.slice(offset, offset + partBytes));
    if (part === null) return { ok: false, code: 'file-gone', retryAfterMs: null };
    const put = await requests.put(fileId, { offset, bytes: part, stop });
    const next = put.ok ? put : await afterTrouble(watched, fileId, put.code);
    if (!next.ok) return next;
    // On a slow line a part would be broken off again and again.
    partBytes = put.ok
      ? Math.min(CHUNK_BYTES, partBytes * 2)
      : Math.max(LEAST_BYTES, partBytes / 4);
    now = next.value;
    progressed(now.receivedBytes);
  }
  if (now.state !== 'uploading') return { ok: true, value: now };
  return persist(watched, () => requests.finish(fileId));
}

/** Read before it is sent: of a file that was moved or changed meanwhile a browser says no more than of a cut. */
async function readable(part: Blob): Promise<Blob | null> {
  try {
    return new Blob([await part.arrayBuffer()]);
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

/** After a cut the server says how much has arrived; what cannot pass is the end of it. */
async function afterTrouble(
  watched: Watched,
  fileId: string,
  code: string,
): Promise<Answered<Upload>> {
  if (watched.stop.aborted) return CANCELLED;
  if (code !== 'upload-offset' && !isPassing(code)) {
    return { ok: false, code, retryAfterMs: null };
  }
  if (code !== 'upload-offset') await pause(watched, FIRST_WAIT_MS);
  return persist(watched, () => watched.requests.look(fileId));
}

/** Asks until there is an answer that stays. */
async function persist<T>(watched: Watched, ask: () => Promise<Answered<T>>): Promise<Answered<T>> {
  let troubles = 0;
  for (let tries = 0; ; tries += 1) {
    if (watched.stop.aborted) return CANCELLED;
    const answer = await ask();
    if (answer.ok || !isPassing(answer.code)) return answer;
    if (answer.code !== 'unreachable') troubles += 1;
    const askedMs = answer.retryAfterMs ?? Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tries);
    if (troubles >= TRIES_OF_TROUBLE || askedMs > LONGEST_ASKED_MS) return answer;
    await pause(watched, askedMs);
  }
}

/** A while; the network coming back, or Cancel, ends it early. */
async function pause({ stop, waits }: Watched, ms: number): Promise<void> {
  if (stop.aborted) return;
  waits(true);
  await new Promise<void>((resolve) => {
    const over = (): void => {
      clearTimeout(timer);
      globalThis.removeEventListener('online', over);
      stop.removeEventListener('abort', over);
      resolve();
    };
    const timer = setTimeout(over, ms);
    globalThis.addEventListener('online', over);
    stop.addEventListener('abort', over);
  });
  waits(false);
}
