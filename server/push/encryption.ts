import { createCipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';

/** A browser's keys, as it gave them when it subscribed. */
export type BrowserKeys = { readonly p256dh: Buffer; readonly auth: Buffer };

/** What is new for every message; given only where a known answer is expected. */
export type FreshSecrets = { readonly privateKey: Buffer; readonly salt: Buffer };

const CURVE = 'prime256v1';
const PRIVATE_KEY_BYTES = 32;
const PUBLIC_KEY_BYTES = 65;
const AUTH_BYTES = 16;
const SALT_BYTES = 16;
const KEY_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** One record holds all; services take 4096 bytes. */
const RECORD_BYTES = 4_096;
/** Ends the last record (RFC 8188). */
const LAST = Buffer.from([2]);

/** Whether these can be a browser's keys: a point on the curve and a secret. */
export function areBrowserKeys({ p256dh, auth }: BrowserKeys): boolean {
  if (p256dh.length !== PUBLIC_KEY_BYTES || auth.length !== AUTH_BYTES) return false;
  try {
    freshPair(randomBytes(PRIVATE_KEY_BYTES)).computeSecret(p256dh);
    return true;
  } catch (error) {
    // What is no point of the curve has no common secret with anything.
    if (error instanceof Error) return false;
    throw error;
  }
}

/** Encrypts a message so that only one browser reads it (RFC 8291, aes128gcm of RFC 8188). */
export function encryptFor(
  { p256dh, auth }: BrowserKeys,
  message: Buffer,
  fresh: FreshSecrets = freshSecrets(),
): Buffer {
  const pair = freshPair(fresh.privateKey);
  const publicKey = pair.getPublicKey();
  const shared = pair.computeSecret(p256dh);
  const about = Buffer.concat([Buffer.from('WebPush: info\0'), p256dh, publicKey]);
  const secret = derive(shared, { salt: auth, info: about, bytes: 32 });
  const { salt } = fresh;
  const key = derive(secret, { salt, info: info('aes128gcm'), bytes: KEY_BYTES });
  const nonce = derive(secret, { salt, info: info('nonce'), bytes: NONCE_BYTES });
  const cipher = createCipheriv('aes-128-gcm', key, nonce, { authTagLength: TAG_BYTES });
  const header = Buffer.alloc(SALT_BYTES + 5);
  salt.copy(header);
  header.writeUInt32BE(RECORD_BYTES, SALT_BYTES);
  header.writeUInt8(publicKey.length, SALT_BYTES + 4);
  const body = [cipher.update(message), cipher.update(LAST), cipher.final(), cipher.getAuthTag()];
  return Buffer.concat([header, publicKey, ...body]);
}

function freshSecrets(): FreshSecrets {
  const pair = createECDH(CURVE);
  pair.generateKeys();
  return { privateKey: pair.getPrivateKey(), salt: randomBytes(SALT_BYTES) };
}

function freshPair(privateKey: Buffer) {
  const pair = createECDH(CURVE);
  pair.setPrivateKey(privateKey);
  return pair;
}

function info(name: string): Buffer {
  return Buffer.from(`Content-Encoding: ${name}\0`);
}

type Derivation = { readonly salt: Buffer; readonly info: Buffer; readonly bytes: number };

function derive(from: Buffer, { salt, info: about, bytes }: Derivation): Buffer {
  return Buffer.from(hkdfSync('sha256', from, salt, about, bytes));
}
