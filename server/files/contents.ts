import type { FileKeys } from './file-key.ts';
import type { FileRow } from './file-rows.ts';
import type { ObjectStore } from './object-store.ts';
import { openObject, type Purpose, sealedBytes, sealObject } from './sealed-object.ts';

/** Checked contents, sealed on their way into the store and opened on their way out. */
export type Contents = {
  put(file: Keyed, variant: Variant, bytes: Buffer): Promise<void>;
  /** Null when the store has none. */
  read(file: Keyed, variant: Variant): Promise<AsyncGenerator<Buffer> | null>;
  remove(id: string): Promise<void>;
};

export type Variant = 'content' | 'preview';

type Keyed = Pick<FileRow, 'id'> & { readonly sealedKey: Buffer };

const VARIANTS: readonly Variant[] = ['content', 'preview'];

export function createContents(store: ObjectStore, keys: FileKeys): Contents {
  const nameOf = (id: string, variant: Variant): string =>
    variant === 'content' ? id : `${id}.${variant}`;
  const purposeOf = ({ id, sealedKey }: Keyed, variant: Variant): Purpose => ({
    key: keys.open(sealedKey),
    about: `${id} ${variant}`,
  });
  return {
    put(file, variant, bytes) {
      const purpose = purposeOf(file, variant);
      const sizeBytes = sealedBytes(bytes.length);
      return store.put(nameOf(file.id, variant), sizeBytes, () => sealObject(purpose, bytes));
    },
    async read(file, variant) {
      const sealed = await store.get(nameOf(file.id, variant));
      return sealed === null ? null : openObject(purposeOf(file, variant), sealed);
    },
    async remove(id) {
      for (const variant of VARIANTS) await store.remove(nameOf(id, variant));
    },
  };
}
