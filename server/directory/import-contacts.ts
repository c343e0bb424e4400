import { randomUUID } from 'node:crypto';
import type { ContactsImported } from '@parley/contracts/directory.ts';
import type { Millis } from '@parley/core/time.ts';
import type { Tx } from '../database/database.ts';
import { CONTACT_FIELDS, type ContactFields, type ContactRow, rowOf } from './contact-fields.ts';
import type { ReadContacts } from './read-csv.ts';

/** Any number; the same in every server, so that only one file is stored at a time. */
const IMPORT_LOCK = 7_512_306;

const PORTION = 1_000;
const REFUSED_TOLD = 200;

type Known = ContactFields & { readonly key: string };
type Counts = Pick<ContactsImported, 'added' | 'updated' | 'unchanged'>;

/** Stores what a file says, in the transaction it is given; an empty cell leaves what is known. */
export async function importContacts(
  tx: Tx,
  { rows, refused }: ReadContacts,
  now: Millis,
): Promise<ContactsImported> {
  await tx.query({ text: 'SELECT pg_advisory_xact_lock($1)', values: [IMPORT_LOCK] });
  const counts = { added: 0, updated: 0, unchanged: 0 };
  for (let from = 0; from < rows.length; from += PORTION) {
    const stored = await storePortion(tx, rows.slice(from, from + PORTION), now);
    counts.added += stored.added;
    counts.updated += stored.updated;
    counts.unchanged += stored.unchanged;
  }
  return { ...counts, refused: refused.slice(0, REFUSED_TOLD), refusedCount: refused.length };
}

async function storePortion(tx: Tx, rows: readonly ContactRow[], now: Millis): Promise<Counts> {
  const found = await tx.query<Known>({
    text: `SELECT key, name, number, email, company, note FROM contacts_book
           WHERE key = ANY($1) ORDER BY key FOR UPDATE`,
    values: [rows.map((row) => row.key)],
  });
  const known = new Map(found.map((one) => [one.key, one]));
  const merged = rows.map((row) => ({
    row: mergedWith(known.get(row.key), row),
    isNew: !known.has(row.key),
  }));
  const changed = merged.filter(({ row, isNew }) => isNew || differs(known.get(row.key), row));
  await write(
    tx,
    changed.map(({ row }) => row),
    now,
  );
  const added = changed.filter(({ isNew }) => isNew).length;
  const updated = changed.length - added;
  return { added, updated, unchanged: rows.length - changed.length };
}

function mergedWith(known: Known | undefined, row: ContactRow): ContactRow {
  if (known === undefined) return row;
  const fields = Object.fromEntries(
    CONTACT_FIELDS.map((field) => [field, row[field] === '' ? known[field] : row[field]]),
  );
  return rowOf(fields as ContactFields);
}

function differs(known: Known | undefined, row: ContactRow): boolean {
  return CONTACT_FIELDS.some((field) => known?.[field] !== row[field]);
}

async function write(tx: Tx, rows: readonly ContactRow[], now: Millis): Promise<void> {
  const given = rows.map((row) => ({ id: `contact_${randomUUID()}`, ...row }));
  await tx.query({
    text: `INSERT INTO contacts_book (id, name, number, email, company, note, folded, digits,
             searched, key, updated_at)
           SELECT id, name, number, email, company, note, folded, digits, searched, key, $2
           FROM jsonb_to_recordset($1) AS given (id text, name text, number text, email text,
             company text, note text, folded text, digits text, searched text, key text)
           ON CONFLICT (key) DO UPDATE SET name = excluded.name, number = excluded.number,
             email = excluded.email, company = excluded.company, note = excluded.note,
             folded = excluded.folded, digits = excluded.digits, searched = excluded.searched,
             updated_at = excluded.updated_at`,
    values: [JSON.stringify(given), now],
  });
}
