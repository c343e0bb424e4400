import type { Millis } from '@parley/core/time.ts';
import type { Tx } from '../database/database.ts';

/** What of signing in and of keys is worth asking about later. No passwords, tokens or addresses stand in it. */
export type AuditedAct = {
  readonly what:
    | 'signed-in'
    | 'sign-in-refused'
    | 'signed-out'
    | 'password-changed'
    | 'session-revoked'
    | 'entry-key-made'
    | 'entry-key-revoked';
  readonly staffId: string | null;
  readonly facts?: Readonly<Record<string, string | number>>;
};

export async function audit(
  tx: Tx,
  { what, staffId, facts = {} }: AuditedAct,
  now: Millis,
): Promise<void> {
  await tx.query({
    text: 'INSERT INTO audit (at, staff_id, what, facts) VALUES ($1, $2, $3, $4)',
    values: [now, staffId, what, facts],
  });
}
