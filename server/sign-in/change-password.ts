import { brokenPasswordRules, type PasswordRule } from '@parley/core/access/password.ts';
import type { Millis } from '@parley/core/time.ts';
import type { Tx } from '../database/database.ts';
import { lockAccount } from '../people/staff.ts';
import { hashPassword, isPassword } from './passwords.ts';

/** How many earlier passwords may not be taken again, the present one included. */
const HISTORY = 5;

export type PasswordChange = {
  readonly staffId: string;
  readonly current: string;
  readonly next: string;
};

export type PasswordChanged =
  | { readonly ok: true }
  | { readonly ok: false; readonly wrongCurrent: true }
  | { readonly ok: false; readonly wrongCurrent: false; readonly broken: readonly PasswordRule[] };

/** Changes a password by the rules of D2. */
export async function changePassword(
  tx: Tx,
  { staffId, current, next }: PasswordChange,
  now: Millis,
): Promise<PasswordChanged> {
  const account = await lockAccount(tx, staffId);
  if (account === null || !(await isPassword(account.passwordHash, current))) {
    return { ok: false, wrongCurrent: true };
  }
  const broken = brokenPasswordRules(next);
  if (broken.length > 0) return { ok: false, wrongCurrent: false, broken };
  if (await wasUsed(tx, staffId, { next, hash: account.passwordHash })) {
    return { ok: false, wrongCurrent: false, broken: ['used-before'] };
  }
  await tx.query({
    text: 'INSERT INTO former_passwords (staff_id, password_hash, until) VALUES ($1, $2, $3)',
    values: [staffId, account.passwordHash, now],
  });
  await tx.query({
    text: `UPDATE staff SET password_hash = $2, password_changed_at = $3,
             must_change_password = false WHERE id = $1`,
    values: [staffId, await hashPassword(next), now],
  });
  return { ok: true };
}

async function wasUsed(
  tx: Tx,
  staffId: string,
  { next, hash }: { next: string; hash: string },
): Promise<boolean> {
  const rows = await tx.query<{ password_hash: string }>({
    text: `SELECT password_hash FROM former_passwords WHERE staff_id = $1
           ORDER BY until DESC LIMIT $2`,
    values: [staffId, HISTORY - 1],
  });
  const hashes = [hash, ...rows.map((row) => row.password_hash)];
  const matches = await Promise.all(hashes.map((each) => isPassword(each, next)));
  return matches.includes(true);
}
