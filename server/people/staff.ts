import type { Tx } from '../database/database.ts';
import type { StaffWho } from '../sign-in/sessions.ts';

/** What signing in and changing a password need of a member of staff. */
export type StaffAccount = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: StaffWho['role'];
  readonly passwordHash: string;
};

const COLUMNS = 'id, name, email, role, password_hash AS "passwordHash"';

/** E-mail addresses are compared without regard to case. */
export function normalEmail(email: string): string {
  return email.trim().toLowerCase();
}

export async function findByEmail(tx: Tx, email: string): Promise<StaffAccount | null> {
  const [row] = await tx.query<StaffAccount>({
    text: `SELECT ${COLUMNS} FROM staff WHERE email = $1`,
    values: [email],
  });
  return row ?? null;
}

/** The account, locked until the transaction ends. */
export async function lockAccount(tx: Tx, id: string): Promise<StaffAccount | null> {
  const [row] = await tx.query<StaffAccount>({
    text: `SELECT ${COLUMNS} FROM staff WHERE id = $1 FOR UPDATE`,
    values: [id],
  });
  return row ?? null;
}
