import type { Connection } from '../connection.ts';
import { randomId } from '../random-id.ts';
import { createStore, type Store } from '../store.ts';
import type { FileDoor } from './file-door.ts';
import { uploadFile } from './upload-file.ts';

/** A file on its way into the chat, as its list shows it. */
export type UploadShown = {
  readonly id: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly sentBytes: number;
  /** Waiting: the line is cut, and it goes on by itself. */
  readonly state: 'sending' | 'waiting' | 'failed';
  /** The problem's code, or why the file is not taken; null while nothing is wrong. */
  readonly code: string | null;
};

/** Files that go from this page into the chat; each becomes a message of its own. */
export type Uploads = {
  readonly shown: Store<readonly UploadShown[]>;
  readonly send: (files: readonly File[]) => void;
  /** Stops one, or puts one away that failed. */
  readonly cancel: (id: string) => void;
  readonly retry: (id: string) => void;
  readonly close: () => void;
};

type Parts = {
  readonly door: FileDoor;
  readonly connection: Pick<Connection, 'send'>;
  readonly conversationId: string;
};

type Sending = { readonly file: File; readonly stop: AbortController };

/** Opens the list of what this page sends into the chat of a conversation. */
export function openUploads({ door, connection, conversationId }: Parts): Uploads {
  const shown = createStore<readonly UploadShown[]>([]);
  const sending = new Map<string, Sending>();
  const change = (id: string, next: Partial<UploadShown>): void =>
    shown.update((now) => now.map((one) => (one.id === id ? { ...one, ...next } : one)));
  const forget = (id: string): void => {
    sending.delete(id);
    shown.update((now) => now.filter((one) => one.id !== id));
  };
  const intoChat = async (fileId: string): Promise<string | null> => {
    const message = { conversationId, messageId: `msg_${randomId()}`, fileId, text: '' };
    const answer = await connection.send('send-file', message);
    return answer.ok ? null : answer.code;
  };
  const carry = async (id: string, { file, stop }: Sending): Promise<void> => {
    const content = { bytes: file, name: file.name, source: 'upload' } as const;
    const uploaded = await uploadFile(door, content, {
      signal: stop.signal,
      progressed: ({ sentBytes, isCut }) =>
        change(id, { sentBytes, state: isCut ? 'waiting' : 'sending' }),
    });
    if (stop.signal.aborted) return;
    const code = uploaded.ok
      ? await intoChat(uploaded.file.id)
      : (uploaded.reason ?? uploaded.code);
    if (code === null) forget(id);
    else change(id, { state: 'failed', code });
  };
  const start = (id: string, file: File): void => {
    const one: Sending = { file, stop: new AbortController() };
    sending.set(id, one);
    void carry(id, one);
  };

  return {
    shown,
    send: (files) => {
      for (const file of files) {
        const id = randomId();
        const { name, size: sizeBytes } = file;
        const one = { id, name, sizeBytes, sentBytes: 0, state: 'sending', code: null } as const;
        shown.update((now) => [...now, one]);
        start(id, file);
      }
    },
    cancel: (id) => {
      sending.get(id)?.stop.abort();
      forget(id);
    },
    retry: (id) => {
      const one = sending.get(id);
      if (one === undefined) return;
      change(id, { state: 'sending', sentBytes: 0, code: null });
      start(id, one.file);
    },
    close: () => {
      for (const { stop } of sending.values()) stop.abort();
    },
  };
}
