import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { type Seal, sealOf } from '../secrets/seal.ts';

/** AES-256-GCM throughout: what was changed does not open. */
export const CIPHER = 'aes-256-gcm';
export const TAG_BYTES = 16;

const KEY_BYTES = 32;
const NONCE_BYTES = 12;

/** The keys of files, each sealed with one that comes from the installation's secret. */
export type FileKeys = {
  make(): { readonly key: Buffer; readonly sealed: Buffer };
  /** Throws for a key of another installation. */
  open(sealed: Buffer): Buffer;
};

export function fileKeysOf(secret: string): FileKeys {
  const seal: Seal = sealOf(secret, 'parley file keys');
  return {
    make() {
      const key = randomBytes(KEY_BYTES);
      return { key, sealed: seal.close(key.toString('base64')) };
    },
    open(sealed) {
      const text = seal.open(sealed);
      if (text === null) throw new FileDamaged('the key is of another installation');
      return Buffer.from(text, 'base64');
    },
  };
}

/** What was stored is not what is there now. */
export class FileDamaged extends Error {
  override readonly name = 'FileDamaged';
}

/** Seals a few bytes in one piece; `about` says what they are, so that none can stand in another's place. */
export function sealPart(key: Buffer, about: string, bytes: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(about));
  return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

export function openPart(key: Buffer, about: string, sealed: Buffer): Buffer {
  const end = sealed.length - TAG_BYTES;
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(about));
  decipher.setAuthTag(sealed.subarray(end));
  const opened = decipher.update(sealed.subarray(NONCE_BYTES, end));
  return Buffer.concat([opened, unaltered(() => decipher.final())]);
}

/** The last step of opening, which fails for what was changed. */
export function unaltered(finish: () => Buffer): Buffer {
  try {
    return finish();
  } catch (cause) {
    throw new FileDamaged('the content was changed or is of another file', { cause });
  }
}
