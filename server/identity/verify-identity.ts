import type { IdentityRefusal, VerifiedCustomer } from '@parley/contracts/identity.ts';
import type { Millis } from '@parley/core/time.ts';
import type { Database, Tx } from '../database/database.ts';
import type { Seal } from '../secrets/seal.ts';
import { noteUse, secretOf } from './keys.ts';
import { type ProvedToken, proveToken, readToken } from './token.ts';

export type IdentityParts = {
  readonly database: Database;
  readonly seal: Seal;
  readonly now: () => Millis;
};

/** A token shown at an entry. */
export type ShownToken = {
  readonly entryId: string;
  readonly token: string;
  /** Who shows it: the same one may repeat itself, nobody else may use it again. */
  readonly usedBy: string;
};

/** What a token came to. */
export type VerifiedOrNot =
  | { readonly ok: true; readonly verified: VerifiedCustomer }
  | { readonly ok: false; readonly code: IdentityRefusal };

/** Other servers' clocks may be behind: a used token is remembered a little longer than it lives. */
const REMEMBERED_MS = 120_000;

/** Believes a token, and uses it up. */
export async function verifyIdentity(
  { database, seal, now }: IdentityParts,
  { entryId, token, usedBy }: ShownToken,
): Promise<VerifiedOrNot> {
  const read = readToken(token);
  if (!read.ok) return read;
  const { keyId } = read.value;
  const secret = await secretOf(database, { entryId, keyId, seal });
  if (secret === null) return { ok: false, code: 'identity-key' };
  const proved = proveToken(read.value, { secret, entryId, now: now() });
  if (!proved.ok) return proved;
  if (!(await useUp(database, { entryId, usedBy, ...proved.value }, now()))) {
    return { ok: false, code: 'identity-used' };
  }
  await noteUse(database, keyId, now());
  return { ok: true, verified: proved.value.verified };
}

/** True for the first who shows it, and for the same one again. */
async function useUp(
  tx: Tx,
  { entryId, jti, usedBy, until }: Pick<ShownToken, 'entryId' | 'usedBy'> & ProvedToken,
  now: Millis,
): Promise<boolean> {
  await tx.query({ text: 'DELETE FROM used_identities WHERE until < $1', values: [now] });
  const rows = await tx.query({
    text: `INSERT INTO used_identities AS used (entry_id, jti, used_by, until)
           VALUES ($1, $2, $3, $4)
           ON CONFLICT (entry_id, jti) DO UPDATE SET used_by = used.used_by
             WHERE used.used_by = excluded.used_by
           RETURNING jti`,
    values: [entryId, jti, usedBy, until + REMEMBERED_MS],
  });
  return rows.length > 0;
}
