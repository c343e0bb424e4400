import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IdentityRefusal, VerifiedCustomer } from '@parley/contracts/identity.ts';
import type { Millis } from '@parley/core/time.ts';
import { z } from 'zod';

/** Longest time for which a token may be valid, and how far the host's clock may be ahead of ours. */
const LONGEST_S = 300;
const AHEAD_S = 30;

const header = z.object({
  alg: z.string(),
  kid: z.string().min(1).max(80),
  // Extensions that have to be understood, and we understand none (RFC 7515, 4.1.11).
  crit: z.never().optional(),
});

const seconds = z.number().int().positive().max(100_000_000_000);

/** What a host's server says (RFC 7519). `jti` makes each token serve once. */
const claims = z.object({
  sub: z.string().min(1).max(200),
  name: z.string().trim().min(1).max(120).nullish(),
  email: z.string().trim().min(1).max(200).nullish(),
  phone: z.string().trim().min(1).max(40).nullish(),
  aud: z.union([z.string(), z.array(z.string()).max(20)]),
  iat: seconds,
  nbf: seconds.optional(),
  exp: seconds,
  jti: z.string().min(8).max(120),
});

/** A token in its parts, nothing of it believed. */
export type UnprovedToken = {
  readonly keyId: string;
  readonly signed: string;
  readonly signature: Buffer;
  readonly payload: string;
};

/** What stands in a token whose signature, entry and times are right. */
export type ProvedToken = {
  readonly jti: string;
  readonly until: Millis;
  readonly verified: VerifiedCustomer;
};

type Refused = { readonly ok: false; readonly code: IdentityRefusal };
type Read<T> = { readonly ok: true; readonly value: T } | Refused;

const PART = /^[A-Za-z0-9_-]+$/;

/** Takes a token apart; only HS256 goes on, so `none` and public keys never do. */
export function readToken(token: string): Read<UnprovedToken> {
  const parts = token.split('.');
  const [head = '', payload = '', signature = ''] = parts;
  if (parts.length !== 3 || !parts.every((part) => PART.test(part))) {
    // An unsigned token ends with a dot: what is wrong with it is its algorithm.
    return refused(isUnsigned(parts) ? 'identity-algorithm' : 'identity-malformed');
  }
  const named = header.safeParse(decoded(head));
  if (algorithmOf(head) !== 'HS256') return refused('identity-algorithm');
  if (!named.success) return refused('identity-malformed');
  return {
    ok: true,
    value: {
      keyId: named.data.kid,
      signed: `${head}.${payload}`,
      signature: Buffer.from(signature, 'base64url'),
      payload,
    },
  };
}

/** What a token says, once this key has signed it for this entry and this time. */
export function proveToken(
  { signed, signature, payload }: UnprovedToken,
  { secret, entryId, now }: { secret: string; entryId: string; now: Millis },
): Read<ProvedToken> {
  const due = createHmac('sha256', secret).update(signed).digest();
  if (signature.length !== due.length || !timingSafeEqual(signature, due)) {
    return refused('identity-signature');
  }
  const said = claims.safeParse(decoded(payload));
  if (!said.success) return refused('identity-malformed');
  const { aud, sub, name, email, phone, jti, exp } = said.data;
  if (![aud].flat().includes(entryId)) return refused('identity-audience');
  const wrong = wrongTimes(said.data, now / 1_000);
  if (wrong !== null) return refused(wrong);
  const verified = { subject: sub, name: name ?? null, email: email ?? null, phone: phone ?? null };
  return { ok: true, value: { jti, until: exp * 1_000, verified } };
}

function wrongTimes(
  { iat, nbf = iat, exp }: z.infer<typeof claims>,
  nowS: number,
): IdentityRefusal | null {
  if (exp <= nowS) return 'identity-expired';
  if (Math.max(iat, nbf) > nowS + AHEAD_S) return 'identity-times';
  // Its age counts from when it was signed, so nothing that lives long passes as short-lived.
  return exp - iat > LONGEST_S ? 'identity-times' : null;
}

function refused(code: IdentityRefusal): Refused {
  return { ok: false, code };
}

function isUnsigned(parts: readonly string[]): boolean {
  const [head = '', payload = '', signature] = parts;
  return parts.length === 3 && signature === '' && PART.test(head) && PART.test(payload);
}

function algorithmOf(head: string): unknown {
  const said = decoded(head);
  return typeof said === 'object' && said !== null && 'alg' in said ? said.alg : null;
}

function decoded(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    // Not JSON: no schema takes it.
    return null;
  }
}
