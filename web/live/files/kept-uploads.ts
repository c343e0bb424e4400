/** A file on its way, as this browser keeps it until it has arrived: a page that is loaded again goes on with it. */
export type KeptUpload = {
  readonly id: string;
  /** By which the server knows it. */
  readonly requestId: string;
  readonly conversationId: string;
  /** Whose it is: nobody else who uses this browser goes on with it. */
  readonly ownerId: string;
  readonly to: 'chat' | 'list';
  /** However often it is sent, it is one message. */
  readonly messageId: string;
  readonly name: string;
  readonly at: number;
  readonly bytes: Blob;
};

/** Whose uploads, and into which conversation. */
export type Whose = Pick<KeptUpload, 'conversationId' | 'ownerId'>;

/** As long as the server waits for the rest of a file. */
const KEPT_MS = 24 * 3_600_000;

const NAME = 'parley-uploads';
const STORE = 'uploads';

let opening: Promise<IDBDatabase> | null = null;

/** Keeps a file; false where the browser refuses it: third-party frames, private windows, no room left. */
export async function keepUpload(upload: KeptUpload): Promise<boolean> {
  return (await inStore('readwrite', (store) => store.put(upload))).ok;
}

/** It has arrived, or nobody wants it any more. */
export async function dropUpload(id: string): Promise<void> {
  await inStore('readwrite', (store) => store.delete(id));
}

/** One that is kept; null when it was dropped meanwhile. */
export async function keptUpload(id: string): Promise<KeptUpload | null> {
  const found = await inStore('readonly', (store) => store.get(id) as IDBRequest<KeptUpload>);
  return found.ok ? (found.value ?? null) : null;
}

/** All that a person left unfinished in this browser; what is too old is dropped. */
export async function uploadsOf(ownerId: string): Promise<readonly KeptUpload[]> {
  const found = await inStore('readonly', (store) => store.getAll() as IDBRequest<KeptUpload[]>);
  const all = found.ok ? found.value : [];
  const isOld = ({ at }: KeptUpload): boolean => Date.now() - at > KEPT_MS;
  for (const { id } of all.filter(isOld)) await dropUpload(id);
  return all.filter((one) => one.ownerId === ownerId && !isOld(one));
}

/**
 * Takes an upload for this page and gives back how it is let go. Another page waits for that, or until this one is
 * gone. Where locks are withheld nobody waits: two pages do no harm to an upload, only twice the work.
 */
export function holdUpload(id: string, stop: AbortSignal): Promise<() => void> {
  const free = (): void => undefined;
  if (!('locks' in navigator)) return Promise.resolve(free);
  return new Promise((resolve) => {
    const held = navigator.locks.request(
      `${NAME}:${id}`,
      { signal: stop },
      () => new Promise<void>((release) => resolve(release)),
    );
    // Stopped before it was this page's turn, or locks are forbidden here (opaque origins).
    held.catch(() => resolve(free));
  });
}

type Kept<T> = { readonly ok: true; readonly value: T } | { readonly ok: false };

async function inStore<T>(
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<Kept<T>> {
  try {
    opening ??= openDatabase();
    const database = await opening;
    return { ok: true, value: await carriedOut(database.transaction(STORE, mode), ask) };
  } catch (error) {
    // Blocked by the browser or full; a browser that cannot store files says so in the same way.
    if (error instanceof DOMException) return { ok: false };
    throw error;
  }
}

function carriedOut<T>(
  transaction: IDBTransaction,
  ask: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = ask(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error ?? new DOMException('not stored'));
  });
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    // Null where the browser withholds it.
    if (!globalThis.indexedDB) throw new DOMException('there is no storage');
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(STORE, { keyPath: 'id' });
    };
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const database = request.result;
      // Somebody emptied the browser's storage: the next one who asks opens it anew.
      database.onclose = () => {
        opening = null;
      };
      resolve(database);
    };
  });
}
