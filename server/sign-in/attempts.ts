import { createHash } from 'node:crypto';
import type { Millis } from '@parley/core/time.ts';
import type { Tx } from '../database/database.ts';

/**
 * Guessing gets slower with every failure, without anybody locking somebody else out: what slows one
 * address down for one account is their own failures; an account as a whole is slowed only for
 * addresses from which its owner has never signed in, and never for long.
 */
type Limit = { readonly free: number; readonly baseMs: number; readonly capMs: number };

const LIMITS = {
  'address-and-account': { free: 5, baseMs: 1_000, capMs: 15 * 60_000 },
  address: { free: 30, baseMs: 1_000, capMs: 15 * 60_000 },
  account: { free: 100, baseMs: 1_000, capMs: 30_000 },
} as const satisfies Record<string, Limit>;

type LimitName = keyof typeof LIMITS;

/** Failures older than this are forgiven. */
const FORGET_MS = 3_600_000;

export type Attempt = {
  readonly email: string;
  readonly address: string;
  /** Whom the e-mail belongs to; null when to nobody. */
  readonly staffId: string | null;
};

/**
 * Counts the attempt as failed before the password is looked at, so that a hundred at once are a
 * hundred. Gives the wait in ms when it is too early for one more, 0 when the password may be tried.
 */
export async function countAttempt(tx: Tx, attempt: Attempt, now: Millis): Promise<number> {
  const known = await isKnown(tx, attempt);
  for (const name of limitsFor(known)) {
    const waitMs = await countUnder(tx, { name, key: keyOf(name, attempt) }, now);
    if (waitMs > 0) return waitMs;
  }
  return 0;
}

/** The password was right: the failures of this address with this account are forgiven. */
export async function forgiveAttempt(tx: Tx, attempt: Attempt, now: Millis): Promise<void> {
  const both = keyOf('address-and-account', attempt);
  const one = [keyOf('address', attempt), keyOf('account', attempt)];
  await tx.query({
    text: `WITH forgiven AS (DELETE FROM sign_in_delays WHERE key = $1)
           UPDATE sign_in_delays SET failures = greatest(failures - 1, 0), free_at = $3
           WHERE key = ANY($2)`,
    values: [both, one, now],
  });
  if (attempt.staffId === null) return;
  await tx.query({
    text: `INSERT INTO known_addresses (staff_id, address_hash, last_at) VALUES ($1, $2, $3)
           ON CONFLICT (staff_id, address_hash) DO UPDATE SET last_at = excluded.last_at`,
    values: [attempt.staffId, addressHash(attempt), now],
  });
}

function limitsFor(known: boolean): readonly LimitName[] {
  return known ? ['address-and-account', 'address'] : ['address-and-account', 'address', 'account'];
}

async function isKnown(tx: Tx, attempt: Attempt): Promise<boolean> {
  if (attempt.staffId === null) return false;
  const rows = await tx.query({
    text: 'SELECT 1 FROM known_addresses WHERE staff_id = $1 AND address_hash = $2',
    values: [attempt.staffId, addressHash(attempt)],
  });
  return rows.length > 0;
}

async function countUnder(
  tx: Tx,
  { name, key }: { name: LimitName; key: string },
  now: Millis,
): Promise<number> {
  const { free, baseMs, capMs } = LIMITS[name];
  const counted = await tx.query({
    text: `INSERT INTO sign_in_delays AS old (key, failures, last_at, free_at) VALUES ($1, 1, $2, $2)
     ON CONFLICT (key) DO UPDATE SET
       failures = CASE WHEN old.last_at < $3 THEN 1 ELSE old.failures + 1 END,
       last_at = $2,
       free_at = CASE
         WHEN old.last_at < $3 OR old.failures + 1 < $4 THEN $2
         ELSE $2 + least($6, $5 * power(2, least(old.failures + 1 - $4, 30)))::bigint
       END
     WHERE old.free_at <= $2
     RETURNING key`,
    values: [key, now, now - FORGET_MS, free, baseMs, capMs],
  });
  if (counted.length > 0) return 0;
  const [blocked] = await tx.query<{ free_at: Millis }>({
    text: 'SELECT free_at FROM sign_in_delays WHERE key = $1',
    values: [key],
  });
  return Math.max(1, (blocked?.free_at ?? now) - now);
}

/** Keys are hashed: the table says nothing of people or where they are. */
function keyOf(name: LimitName, { email, address }: Attempt): string {
  const parts = { address, account: email, 'address-and-account': `${address} ${email}` };
  return `${name}:${createHash('sha256').update(parts[name]).digest('base64url')}`;
}

function addressHash({ address }: Attempt): Buffer {
  return createHash('sha256').update(address).digest();
}
