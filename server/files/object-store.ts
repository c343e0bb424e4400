/** Where sealed contents lie. Names are made by us: letters, digits, `_`, `-` and `.`. */
export type ObjectStore = {
  /** Stores all of it or nothing, in place of what had this name. `bytes` may be asked for again. */
  put(name: string, sizeBytes: number, bytes: () => Iterable<Buffer>): Promise<void>;
  /** Null when there is none of this name. */
  get(name: string): Promise<AsyncIterable<Buffer> | null>;
  /** What is not there is taken away already. */
  remove(name: string): Promise<void>;
};

/** The store does not answer or refuses; the same may succeed later. */
export class StorageAway extends Error {
  override readonly name = 'StorageAway';
}

const SAFE = /^[A-Za-z0-9_-][A-Za-z0-9_.-]{5,99}$/;

/** Fails for a name that could lead anywhere else. */
export function safeName(name: string): string {
  if (!SAFE.test(name)) throw new Error('this is no name of a stored content');
  return name;
}
