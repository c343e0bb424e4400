import {
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  randomInt,
  timingSafeEqual,
} from 'node:crypto';
import { LINK_CODE_ALPHABET, normalLinkCode } from '@parley/core/link-code.ts';
import { sealOf } from '../secrets/seal.ts';

/** What a link is made of; never stored as it is. */
export type LinkWords = { readonly code: string; readonly secret: string };

/** What is stored of it. */
export type LinkRow = {
  readonly codeHash: Buffer;
  readonly secretHash: Buffer;
  readonly sealed: Buffer;
};

export type LinkKeys = {
  make(codeLength: number): LinkWords;
  rowFor(words: LinkWords): LinkRow;
  /** The link once more; null for one that was made under another secret of the installation. */
  unseal(sealed: Buffer): LinkWords | null;
  /** Under which hash a code as somebody typed it would stand. */
  hashOfTyped(typed: string): Buffer;
  urlOf(words: LinkWords): string;
};

const SECRET_BYTES = 16;
const KEY_BYTES = 32;

/** Codes are short, so their hashes are keyed: without the installation's secret the table gives none away. */
export function linkKeysOf(secret: string, publicUrl: string): LinkKeys {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'parley room codes', KEY_BYTES));
  const seal = sealOf(secret, 'parley room links');
  const hashOf = (code: string): Buffer => createHmac('sha256', key).update(code).digest();
  return {
    make: (codeLength) => ({
      code: Array.from({ length: codeLength }, randomLetter).join(''),
      secret: randomBytes(SECRET_BYTES).toString('base64url'),
    }),
    rowFor: (words) => ({
      codeHash: hashOf(words.code),
      secretHash: hashOfSecret(words.secret),
      sealed: seal.close(`${words.code}#${words.secret}`),
    }),
    unseal(sealed) {
      const [code, linkSecret] = seal.open(sealed)?.split('#') ?? [];
      return code === undefined || linkSecret === undefined ? null : { code, secret: linkSecret };
    },
    // What cannot be a code is hashed all the same: every answer costs the same work.
    hashOfTyped: (typed) => hashOf(normalLinkCode(typed) ?? `no code: ${typed}`),
    urlOf: ({ code, secret: linkSecret }) => `${publicUrl}/r/${code}#${linkSecret}`,
  };
}

function randomLetter(): string {
  return LINK_CODE_ALPHABET[randomInt(LINK_CODE_ALPHABET.length)] ?? '';
}

function hashOfSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

const NO_SECRET = Buffer.alloc(KEY_BYTES);

/** Compares in constant time, also where there is nothing to compare with. */
export function isSecretOf(secretHash: Buffer | null, given: string | null): boolean {
  const same = timingSafeEqual(secretHash ?? NO_SECRET, hashOfSecret(given ?? ''));
  return same && secretHash !== null && given !== null;
}
