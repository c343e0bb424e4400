import type { Connection } from '../connection.ts';
import { randomId } from '../random-id.ts';
import { createStore, type Store } from '../store.ts';
import { underStop } from '../under-stop.ts';
import type { FileRequests } from './file-requests.ts';
import {
  dropUpload,
  holdUpload,
  type KeptUpload,
  keepUpload,
  keptUpload,
  uploadsOf,
  type Whose,
} from './kept-uploads.ts';
import { type Content, cancelUpload, isPassing, sendBytes, type Uploaded } from './send-bytes.ts';
import { dropNote, isNoted, noteUpload, type UploadNote, uploadNotes } from './upload-notes.ts';

/** A file on its way, as screens show it. */
export type UploadShown = {
  readonly id: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly sentBytes: number;
  /**
   * Waiting: the line is cut, and it goes on by itself. Interrupted: the page was loaded again and the browser kept no
   * file; chosen once more, it goes on.
   */
  readonly state: 'sending' | 'waiting' | 'interrupted' | 'failed';
  /** Why it failed, or that another file was chosen; null while there is nothing to say. */
  readonly code: string | null;
};

/** Who uploads one file of their own looks on, and may stop it. */
export type UploadWatch = {
  readonly stop: AbortSignal;
  readonly progressed: (sentBytes: number) => void;
  readonly waits: (waiting: boolean) => void;
};

/** Files that go from this page into a conversation. */
export type Uploads = {
  readonly shown: Store<readonly UploadShown[]>;
  /** Each becomes a message of its own once it has arrived. */
  readonly sendToChat: (files: readonly File[]) => void;
  /** They stand in the session files, and in no message. */
  readonly addToList: (files: readonly File[]) => void;
  /** Uploads what is no message: a frozen picture, a drawing, a file for the list. */
  readonly upload: (content: Content, watch?: UploadWatch) => Promise<Uploaded>;
  /** Stops one, or puts one away that failed. */
  readonly cancel: (id: string) => void;
  readonly retry: (id: string) => void;
  /** Goes on with one that was interrupted, when this is the same file. */
  readonly chooseAgain: (id: string, file: File) => Promise<void>;
  /** Stops all; nothing of them is kept. */
  readonly close: () => void;
};

/** Of many files chosen together so many go up at once; the server takes no more than ten of a person. */
const AT_ONCE = 3;

/** What a file without a name is called, as a pasted picture. */
const NAMELESS = 'file';

type Parts = {
  readonly requests: FileRequests;
  readonly connection: Pick<Connection, 'send'>;
  readonly whose: Whose;
};

type UnderWay = {
  readonly what: KeptUpload;
  readonly stop: AbortController;
  /** Lets another page have it. */
  readonly release: () => void;
};

/** The way of files from this page into a conversation; what a former page left goes on. */
class UploadsOfPage implements Uploads {
  readonly shown = createStore<readonly UploadShown[]>([]);
  readonly #parts: Parts;
  readonly #under = new Map<string, UnderWay>();
  /** Those that wait for their file. */
  readonly #notes = new Map<string, UploadNote>();
  readonly #closing = new AbortController();
  readonly #lanes = openLanes(AT_ONCE);

  constructor(parts: Parts) {
    this.#parts = parts;
    void this.#takeUp();
  }

  readonly sendToChat = (files: readonly File[]): void => this.#add(files, 'chat');

  readonly addToList = (files: readonly File[]): void => this.#add(files, 'list');

  readonly upload = (content: Content, watch?: UploadWatch): Promise<Uploaded> => {
    const closing = this.#closing.signal;
    return underStop({ stops: watch === undefined ? [closing] : [closing, watch.stop] }, (stop) =>
      sendBytes(
        { ...content, requestId: randomId() },
        {
          requests: this.#parts.requests,
          stop,
          progressed: watch?.progressed ?? (() => undefined),
          waits: watch?.waits ?? (() => undefined),
        },
      ),
    );
  };

  readonly cancel = (id: string): void => {
    this.#under.get(id)?.stop.abort();
    const note = this.#notes.get(id);
    if (note !== undefined) {
      const { requestId, name, sizeBytes } = note;
      void cancelUpload(this.#parts.requests, { requestId, name, sizeBytes, source: 'upload' });
    }
    this.#forget(id);
  };

  readonly retry = (id: string): void => {
    const one = this.#under.get(id);
    if (one === undefined) return;
    const code = this.shown.get().find((upload) => upload.id === id)?.code ?? null;
    // What the server refused for good is asked anew.
    const isOver = code !== null && !mayPass(code);
    const what = isOver ? { ...one.what, requestId: randomId() } : one.what;
    this.#change(id, { state: 'sending', sentBytes: 0, code: null });
    void this.#keepAndSend(what, one.release);
  };

  readonly chooseAgain = async (id: string, file: File): Promise<void> => {
    const note = this.#notes.get(id);
    if (note === undefined) return;
    if (!(await isNoted(note, file))) return this.#change(id, { code: 'other-file' });
    if (!this.#notes.delete(id)) return;
    this.#change(id, { state: 'sending', code: null });
    const { sha256: _, sizeBytes: __, ...about } = note;
    await this.#start({ ...about, bytes: file });
  };

  readonly close = (): void => {
    this.#closing.abort();
    for (const [id, { stop }] of this.#under) {
      stop.abort();
      this.#forget(id);
    }
  };

  #add(files: readonly File[], to: KeptUpload['to']): void {
    for (const file of files) {
      const what = newUpload(this.#parts.whose, file, to);
      this.shown.update((now) => [...now, showing(what)]);
      void this.#start(what);
    }
  }

  async #start(what: KeptUpload): Promise<void> {
    await this.#keepAndSend(what, await holdUpload(what.id, this.#closing.signal));
  }

  /** Kept before the server hears of it: what it has of a file is never without one who goes on. */
  async #keepAndSend(what: KeptUpload, release: () => void): Promise<void> {
    if (this.#isShown(what.id) && !(await keepUpload(what))) await noteUpload(what);
    // Cancelled meanwhile.
    if (!this.#isShown(what.id)) return dropKept(what.id, release);
    await this.#send(what, release);
  }

  /** What a former page of this person left here. */
  async #takeUp(): Promise<void> {
    const { whose } = this.#parts;
    for (const note of uploadNotes().filter(belongsTo(whose))) {
      this.#notes.set(note.id, note);
      this.shown.update((now) => [...now, { ...showing(note), state: 'interrupted' }]);
    }
    const left = await uploadsOf(whose.ownerId);
    for (const { id } of left.filter(belongsTo(whose))) void this.#goOn(id);
  }

  async #goOn(id: string): Promise<void> {
    const release = await holdUpload(id, this.#closing.signal);
    // This or another page may have brought it to its end meanwhile.
    const what = this.#closing.signal.aborted ? null : await keptUpload(id);
    if (what === null || this.#isShown(id)) return release();
    this.shown.update((now) => [...now, showing(what)]);
    await this.#send(what, release);
  }

  /** Brings one to its end: a message, a line in the session files, or why not. */
  async #send(what: KeptUpload, release: () => void): Promise<void> {
    const { id } = what;
    const stop = new AbortController();
    this.#under.set(id, { what, stop, release });
    try {
      const code = await this.#carry(what, stop.signal);
      if (stop.signal.aborted) return;
      if (code === null) return this.#forget(id);
      // Loaded again, the page does not bring back what was refused for good.
      if (!mayPass(code)) dropKept(id);
      this.#change(id, { state: 'failed', code });
    } catch (error) {
      // Whatever is wrong with this page: nobody waits for ever.
      this.#change(id, { state: 'failed', code: 'unexpected' });
      throw error;
    }
  }

  /** Null once it is where it was to go; else why not. */
  async #carry(what: KeptUpload, stop: AbortSignal): Promise<string | null> {
    const { id, requestId, bytes, name } = what;
    const leave = await this.#lanes();
    const uploaded = await sendBytes(
      { requestId, bytes, name, source: 'upload' },
      {
        requests: this.#parts.requests,
        stop,
        progressed: (sentBytes) => this.#change(id, { sentBytes }),
        waits: (waiting) => this.#change(id, { state: waiting ? 'waiting' : 'sending' }),
      },
    ).finally(leave);
    if (!uploaded.ok) return uploaded.code;
    return this.#arrived(what, uploaded.file.id, stop);
  }

  async #arrived(
    { to, messageId }: KeptUpload,
    fileId: string,
    stop: AbortSignal,
  ): Promise<string | null> {
    const { connection, whose } = this.#parts;
    const { conversationId } = whose;
    // Cancelled in its last moment.
    if (stop.aborted) void connection.send('remove-file', { conversationId, fileId });
    if (stop.aborted || to === 'list') return null;
    const message = { conversationId, messageId, fileId, text: '' };
    const answer = await connection.send('send-file', message);
    return answer.ok ? null : answer.code;
  }

  #forget(id: string): void {
    const one = this.#under.get(id);
    this.#under.delete(id);
    this.#notes.delete(id);
    dropKept(id, one?.release);
    this.shown.update((now) => now.filter((upload) => upload.id !== id));
  }

  #change(id: string, next: Partial<UploadShown>): void {
    this.shown.update((now) => now.map((one) => (one.id === id ? { ...one, ...next } : one)));
  }

  #isShown(id: string): boolean {
    return this.shown.get().some((one) => one.id === id);
  }
}

/** Opens the way of files from this page into a conversation. */
export function openUploads(parts: Parts): Uploads {
  return new UploadsOfPage(parts);
}

/** The same for what is said of a file that has arrived: it stays there, and is not uploaded once more. */
function mayPass(code: string): boolean {
  return isPassing(code) || code === 'try-again';
}

/** So many at a time; whoever comes waits for a free one, and gives it back by what it is given. */
function openLanes(count: number): () => Promise<() => void> {
  let free = count;
  const waiting: (() => void)[] = [];
  const leave = (): void => {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  };
  return async () => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    return leave;
  };
}

function newUpload(whose: Whose, file: File, to: KeptUpload['to']): KeptUpload {
  return {
    ...whose,
    id: randomId(),
    requestId: randomId(),
    to,
    messageId: `msg_${randomId()}`,
    name: file.name === '' ? NAMELESS : file.name,
    at: Date.now(),
    bytes: file,
  };
}

function showing(what: KeptUpload | UploadNote): UploadShown {
  const sizeBytes = 'bytes' in what ? what.bytes.size : what.sizeBytes;
  return { id: what.id, name: what.name, sizeBytes, sentBytes: 0, state: 'sending', code: null };
}

/** Nothing of it is left in this browser before another page has it. */
function dropKept(id: string, release?: () => void): void {
  dropNote(id);
  void dropUpload(id).finally(release);
}

function belongsTo({ conversationId, ownerId }: Whose): (one: Whose) => boolean {
  return (one) => one.conversationId === conversationId && one.ownerId === ownerId;
}
