import { createHmac, randomUUID } from 'node:crypto';

/** A key as a host's server keeps it. */
export type HostKey = { readonly id: string; readonly secret: string };

type Changed = {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  /** The algorithm that is really used; none leaves the signature out. */
  readonly really?: 'sha256' | 'sha512' | 'none';
};

/** A token as a host's server signs it for Cleo at an entry, valid for a minute unless something is changed. */
export function signIdentity(key: HostKey, entryId: string, changed: Changed = {}): string {
  const nowS = Math.floor(Date.now() / 1_000);
  const { really = 'sha256' } = changed;
  const header = { alg: 'HS256', typ: 'JWT', kid: key.id, ...changed.header };
  const claims = {
    sub: 'customer-17',
    name: 'Cleo Marsh',
    email: 'cleo@shop.example',
    aud: entryId,
    iat: nowS,
    exp: nowS + 60,
    jti: randomUUID(),
    ...changed.claims,
  };
  const signed = [header, claims].map((part) => encoded(JSON.stringify(part))).join('.');
  if (really === 'none') return `${signed}.`;
  return `${signed}.${createHmac(really, key.secret).update(signed).digest('base64url')}`;
}

function encoded(text: string): string {
  return Buffer.from(text).toString('base64url');
}
