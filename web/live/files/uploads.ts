import type { Connection } from '../connection.ts';
import { randomId } from '../random-id.ts';
import { createStore, type Store } from '../store.ts';
import type { FileRequests } from './file-requests.ts';
import { type Content, sendBytes, type Uploaded } from './send-bytes.ts';

/** A file on its way, as screens show it. */
export type UploadShown = {
  readonly id: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly sentBytes: number;
  /** Waiting: the line is cut, and it goes on by itself. */
  readonly state: 'sending' | 'waiting' | 'failed';
  /** Why it failed; null while it has not. */
  readonly code: string | null;
};

/** Files that go from this page into a conversation. */
export type Uploads = {
  readonly shown: Store<readonly UploadShown[]>;
  /** Each becomes a message of its own once it has arrived. */
  readonly sendToChat: (files: readonly File[]) => void;
  /** They stand in the session files, and in no message. */
  readonly addToList: (files: readonly File[]) => void;
  /** Uploads what is no message: a frozen picture, a drawing, a file for the list. */
  readonly upload: (content: Content) => Promise<Uploaded>;
  /** Stops one, or puts one away that failed. */
  readonly cancel: (id: string) => void;
  readonly retry: (id: string) => void;
  readonly close: () => void;
};

type Sending = {
  readonly content: Content;
  readonly to: 'chat' | 'list';
  readonly stop: AbortController;
};

/** What a file without a name is called, as a pasted picture. */
const NAMELESS = 'file';

type Parts = {
  readonly requests: FileRequests;
  readonly connection: Pick<Connection, 'send'>;
  readonly conversationId: string;
};

/** Opens the way of files from this page into a conversation. */
export function openUploads({ requests, connection, conversationId }: Parts): Uploads {
  const shown = createStore<readonly UploadShown[]>([]);
  const sending = new Map<string, Sending>();
  const silent = new AbortController();
  const change = (id: string, next: Partial<UploadShown>): void =>
    shown.update((now) => now.map((one) => (one.id === id ? { ...one, ...next } : one)));
  const forget = (id: string): void => {
    sending.delete(id);
    shown.update((now) => now.filter((one) => one.id !== id));
  };

  const carry = async (id: string, { content, to, stop }: Sending): Promise<void> => {
    const uploaded = await sendBytes(content, {
      requests,
      stop: stop.signal,
      progressed: (sentBytes) => change(id, { sentBytes }),
      waits: (waiting) => change(id, { state: waiting ? 'waiting' : 'sending' }),
    });
    if (stop.signal.aborted) return;
    const code = uploaded.ok ? await arrived(uploaded.file.id, to) : uploaded.code;
    if (code === null) forget(id);
    else change(id, { state: 'failed', code });
  };
  const arrived = async (fileId: string, to: Sending['to']): Promise<string | null> => {
    if (to === 'list') return null;
    const message = { conversationId, messageId: `msg_${randomId()}`, fileId, text: '' };
    const answer = await connection.send('send-file', message);
    return answer.ok ? null : answer.code;
  };
  const start = (id: string, what: Omit<Sending, 'stop'>): void => {
    const one: Sending = { ...what, stop: new AbortController() };
    sending.set(id, one);
    void carry(id, one);
  };

  const add = (files: readonly File[], to: Sending['to']): void => {
    for (const file of files) {
      const id = randomId();
      const name = file.name === '' ? NAMELESS : file.name;
      const about = { id, name, sizeBytes: file.size, sentBytes: 0 };
      shown.update((now) => [...now, { ...about, state: 'sending', code: null }]);
      start(id, { content: { bytes: file, name, source: 'upload' }, to });
    }
  };

  return {
    shown,
    sendToChat: (files) => add(files, 'chat'),
    addToList: (files) => add(files, 'list'),
    upload: (content) =>
      sendBytes(content, {
        requests,
        stop: silent.signal,
        progressed: () => undefined,
        waits: () => undefined,
      }),
    cancel: (id) => {
      sending.get(id)?.stop.abort();
      forget(id);
    },
    retry: (id) => {
      const one = sending.get(id);
      if (one === undefined) return;
      change(id, { state: 'sending', sentBytes: 0, code: null });
      start(id, one);
    },
    close: () => {
      silent.abort();
      for (const { stop } of sending.values()) stop.abort();
    },
  };
}
