import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CIPHER = 'aes-256-gcm';

/** Keeps texts and keys so that a copy of the database alone tells none of them. */
export type Seal = {
  close(text: string): Buffer;
  /** Null for what was closed under another installation's secret. */
  open(sealed: Buffer): string | null;
};

/** A seal with a key of its own for each purpose, derived from the installation's secret. */
export function sealOf(secret: string, purpose: string): Seal {
  const key = Buffer.from(hkdfSync('sha256', secret, '', purpose, KEY_BYTES));
  const options = { authTagLength: TAG_BYTES };
  return {
    close(text) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, key, nonce, options);
      const body = [cipher.update(text, 'utf8'), cipher.final()];
      return Buffer.concat([nonce, ...body, cipher.getAuthTag()]);
    },
    open(sealed) {
      const nonce = sealed.subarray(0, NONCE_BYTES);
      const end = sealed.length - TAG_BYTES;
      const decipher = createDecipheriv(CIPHER, key, nonce, options);
      decipher.setAuthTag(sealed.subarray(end));
      const body = decipher.update(sealed.subarray(NONCE_BYTES, end));
      try {
        return Buffer.concat([body, decipher.final()]).toString('utf8');
      } catch (error) {
        // What does not fit this key was written by an installation with another secret.
        if (error instanceof Error) return null;
        throw error;
      }
    },
  };
}
