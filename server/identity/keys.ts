import { randomBytes, randomUUID } from 'node:crypto';
import type { EntryKey } from '@parley/contracts/identity.ts';
import type { Millis } from '@parley/core/time.ts';
import type { Tx } from '../database/database.ts';
import type { Seal } from '../secrets/seal.ts';

/** What the seal of these keys is for. */
export const ENTRY_KEYS = 'parley entry keys';

const SECRET_BYTES = 32;

/** How often the last use of a key is noted. */
const NOTED_MS = 60_000;

const LISTED = `id, label, made_at AS "madeAt", last_used_at AS "lastUsedAt"`;

type NewKey = { readonly entryId: string; readonly label: string; readonly madeBy: string };

/** Makes a key; only here its secret is ever told. */
export async function makeKey(
  tx: Tx,
  { entryId, label, madeBy, seal }: NewKey & { readonly seal: Seal },
  now: Millis,
): Promise<EntryKey & { readonly secret: string }> {
  const id = `key_${randomUUID()}`;
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  await tx.query({
    text: `INSERT INTO entry_keys (id, entry_id, label, sealed, made_at, made_by)
           VALUES ($1, $2, $3, $4, $5, $6)`,
    values: [id, entryId, label, seal.close(secret), now, madeBy],
  });
  return { id, label, madeAt: now, lastUsedAt: null, secret };
}

/** The keys of an entry that sign now. */
export function listKeys(tx: Tx, entryId: string): Promise<readonly EntryKey[]> {
  return tx.query({
    text: `SELECT ${LISTED} FROM entry_keys
           WHERE entry_id = $1 AND revoked_at IS NULL ORDER BY made_at, id`,
    values: [entryId],
  });
}

/** What was signed with it is believed no more; false when there is no such key. */
export async function revokeKey(
  tx: Tx,
  { entryId, keyId }: { readonly entryId: string; readonly keyId: string },
  now: Millis,
): Promise<boolean> {
  const rows = await tx.query({
    text: `UPDATE entry_keys SET revoked_at = $3
           WHERE id = $2 AND entry_id = $1 AND revoked_at IS NULL RETURNING id`,
    values: [entryId, keyId, now],
  });
  return rows.length > 0;
}

/** The secret of a key that signs for this entry now; null for every other. */
export async function secretOf(
  tx: Tx,
  { entryId, keyId, seal }: { entryId: string; keyId: string; seal: Seal },
): Promise<string | null> {
  const [row] = await tx.query<{ sealed: Buffer }>({
    text: `SELECT sealed FROM entry_keys
           WHERE id = $2 AND entry_id = $1 AND revoked_at IS NULL`,
    values: [entryId, keyId],
  });
  return row === undefined ? null : seal.open(row.sealed);
}

/** Says in the list that a key is in use, now and then. */
export async function noteUse(tx: Tx, keyId: string, now: Millis): Promise<void> {
  await tx.query({
    text: `UPDATE entry_keys SET last_used_at = $2
           WHERE id = $1 AND coalesce(last_used_at, 0) < $3`,
    values: [keyId, now, now - NOTED_MS],
  });
}
