import { createECDH, createPrivateKey, type KeyObject, sign } from 'node:crypto';
import type { Millis } from '@parley/core/time.ts';
import type { Database } from '../database/database.ts';

/** The pair of keys by which push services know this installation (RFC 8292). */
export type VapidKeys = { readonly publicKey: Buffer; readonly privateKey: Buffer };

/** Half of the day that services allow. */
const TOKEN_MS = 12 * 3_600_000;

/** This installation's keys, made when there are none yet; all its servers have the same. */
export async function vapidKeys(database: Database): Promise<VapidKeys> {
  const pair = createECDH('prime256v1');
  const made = pair.generateKeys();
  await database.query({
    text: `INSERT INTO push_keys (public_key, private_key) VALUES ($1, $2)
           ON CONFLICT DO NOTHING`,
    values: [made, padded(pair.getPrivateKey())],
  });
  const [keys] = await database.query<VapidKeys>(
    'SELECT public_key AS "publicKey", private_key AS "privateKey" FROM push_keys',
  );
  if (keys === undefined) throw new Error('the push keys were not kept');
  return keys;
}

/** Who we are, for one push service: goes into `Authorization`. */
export function authorizationFor(
  endpoint: URL,
  {
    keys,
    contact,
    now,
  }: {
    readonly keys: VapidKeys;
    /** An address where the service can complain; null when this installation has none. */
    readonly contact: string | null;
    readonly now: Millis;
  },
): string {
  const claims = {
    aud: endpoint.origin,
    exp: Math.floor((now + TOKEN_MS) / 1000),
    ...(contact === null ? {} : { sub: contact }),
  };
  const text = `${part({ typ: 'JWT', alg: 'ES256' })}.${part(claims)}`;
  const signature = sign('sha256', Buffer.from(text), {
    key: signingKey(keys),
    dsaEncoding: 'ieee-p1363',
  });
  const token = `${text}.${signature.toString('base64url')}`;
  return `vapid t=${token}, k=${keys.publicKey.toString('base64url')}`;
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

const FIELD_BYTES = 32;

function signingKey({ publicKey, privateKey }: VapidKeys): KeyObject {
  const text = (bytes: Buffer): string => bytes.toString('base64url');
  const key = {
    kty: 'EC',
    crv: 'P-256',
    d: text(privateKey),
    x: text(publicKey.subarray(1, 1 + FIELD_BYTES)),
    y: text(publicKey.subarray(1 + FIELD_BYTES)),
  };
  return createPrivateKey({ key, format: 'jwk' });
}

/** Leading zeros are part of a key. */
function padded(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.alloc(FIELD_BYTES - bytes.length), bytes]);
}
