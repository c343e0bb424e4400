import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database, Tx } from './database.ts';

/** Any number; the same in every Parley server, so that only one migrates at a time. */
const MIGRATION_LOCK = 7_210_417;

/** Applies the folder's SQL files that are not yet in the database, in the order of their names, forward only. */
export async function migrate(database: Database, folder: string): Promise<void> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  await database.query(
    'CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, hash text NOT NULL, at timestamptz NOT NULL DEFAULT now())',
  );
  for (const name of files) {
    const text = await readFile(join(folder, name), 'utf8');
    await database.transaction((tx) => applyOnce(tx, name, text));
  }
}

async function applyOnce(tx: Tx, name: string, text: string): Promise<void> {
  // Another server may be migrating, and a large table takes its time.
  await tx.query('SET LOCAL lock_timeout = 0');
  await tx.query('SET LOCAL idle_in_transaction_session_timeout = 0');
  await tx.query({ text: 'SELECT pg_advisory_xact_lock($1)', values: [MIGRATION_LOCK] });
  const hash = createHash('sha256').update(text).digest('hex');
  const [known] = await tx.query<{ hash: string }>({
    text: 'SELECT hash FROM migrations WHERE name = $1',
    values: [name],
  });
  if (known !== undefined) {
    if (known.hash !== hash) throw new Error(`migration ${name} was changed after it was applied`);
    return;
  }
  await tx.query(text);
  await tx.query({
    text: 'INSERT INTO migrations (name, hash) VALUES ($1, $2)',
    values: [name, hash],
  });
}
