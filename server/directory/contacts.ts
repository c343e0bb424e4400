import { randomUUID } from 'node:crypto';
import type { Contact, ContactPage } from '@parley/contracts/directory.ts';
import type { Millis } from '@parley/core/time.ts';
import { codeOf, type Tx } from '../database/database.ts';
import { ProblemError } from '../delivery/problem.ts';
import { type ContactFields, type ContactRow, rowOf, tidied, wrongIn } from './contact-fields.ts';
import { type Search, searchFor } from './search.ts';

const COLUMNS = 'id, name, number, email, company, note, updated_at AS "updatedAt"';
const PAGE = 50;
const UNIQUE_VIOLATION = '23505';

/** The first contacts that match, by name. */
export async function findContacts(
  tx: Tx,
  search: Search,
  limit: number,
): Promise<readonly Contact[]> {
  const { condition, value } = conditionOf(search);
  return tx.query<Contact>({
    text: `SELECT ${COLUMNS} FROM contacts_book WHERE ${condition}
           ORDER BY folded COLLATE "C", id COLLATE "C" LIMIT $2`,
    values: [value, limit],
  });
}

/** One page of contacts; `after` is what the page before gave as `next`. */
export async function pageOfContacts(
  tx: Tx,
  { q, after }: { readonly q: string; readonly after: string | null },
): Promise<ContactPage> {
  const { condition, value } = conditionOf(searchFor(q));
  const place = after === null ? null : placeFrom(after);
  const [counted] = await tx.query<{ total: number }>({
    text: `SELECT count(*) AS total FROM contacts_book WHERE ${condition}`,
    values: [value],
  });
  const rows = await tx.query<Contact & { folded: string }>({
    text: `SELECT ${COLUMNS}, folded FROM contacts_book WHERE ${condition}
           AND ($2::text IS NULL OR (folded COLLATE "C", id COLLATE "C") > ($2, $3))
           ORDER BY folded COLLATE "C", id COLLATE "C" LIMIT $4`,
    values: [value, place?.folded ?? null, place?.id ?? '', PAGE + 1],
  });
  const shown = rows.slice(0, PAGE);
  const last = rows.length > PAGE ? shown.at(-1) : undefined;
  return {
    contacts: shown.map(({ folded: _, ...contact }) => contact),
    total: counted?.total ?? 0,
    next: last === undefined ? null : textOf(last),
  };
}

/** Every contact, a portion at a time, by name. */
export async function* allContacts(tx: Tx): AsyncGenerator<readonly Contact[]> {
  let after: string | null = null;
  do {
    const page: ContactPage = await pageOfContacts(tx, { q: '', after });
    yield page.contacts;
    after = page.next;
  } while (after !== null);
}

/** $1 of the condition is `value`. */
function conditionOf(search: Search): { readonly condition: string; readonly value: string } {
  switch (search.by) {
    case 'nothing':
      return { condition: '$1::text IS NOT NULL', value: '' };
    case 'digits':
      return { condition: 'strpos(digits, $1) > 0', value: search.digits };
    case 'words':
      // Words are letters and digits only: nothing in them can mean anything to a query.
      return {
        condition: 'words @@ $1::text::tsquery',
        value: search.words.map((word) => `'${word}':*`).join(' & '),
      };
  }
}

type Place = { readonly folded: string; readonly id: string };

function textOf({ folded, id }: Place): string {
  return Buffer.from(JSON.stringify([folded, id])).toString('base64url');
}

function placeFrom(text: string): Place {
  const read = readJson(Buffer.from(text, 'base64url').toString());
  if (!Array.isArray(read)) throw new ProblemError('bad-input');
  const [folded, id] = read as readonly unknown[];
  if (typeof folded !== 'string' || typeof id !== 'string') throw new ProblemError('bad-input');
  return { folded, id };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    // Not one of ours.
    throw new ProblemError('bad-input', { cause });
  }
}

/** Adds a contact; refuses a number that somebody else has. */
export async function addContact(tx: Tx, given: ContactFields, now: Millis): Promise<Contact> {
  const row = checked(given);
  return stored(tx, row, () =>
    tx.query<Contact>({
      text: `INSERT INTO contacts_book (id, name, number, email, company, note, folded, digits,
               searched, key, updated_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING ${COLUMNS}`,
      values: [`contact_${randomUUID()}`, ...valuesOf(row), now],
    }),
  );
}

/** What is to change. */
type Given = { readonly [Field in keyof ContactFields]?: string | undefined };

/** Changes a contact; what is not given stays. */
export async function changeContact(
  tx: Tx,
  { id, given }: { readonly id: string; readonly given: Given },
  now: Millis,
): Promise<Contact> {
  const [before] = await tx.query<Contact>({
    text: `SELECT ${COLUMNS} FROM contacts_book WHERE id = $1 FOR UPDATE`,
    values: [id],
  });
  if (before === undefined) throw new ProblemError('not-found');
  const row = checked({
    name: given.name ?? before.name,
    number: given.number ?? before.number,
    email: given.email ?? before.email,
    company: given.company ?? before.company,
    note: given.note ?? before.note,
  });
  return stored(tx, row, () =>
    tx.query<Contact>({
      text: `UPDATE contacts_book SET name = $2, number = $3, email = $4, company = $5, note = $6,
               folded = $7, digits = $8, searched = $9, key = $10, updated_at = $11
             WHERE id = $1 RETURNING ${COLUMNS}`,
      values: [id, ...valuesOf(row), now],
    }),
  );
}

export async function removeContact(tx: Tx, id: string): Promise<void> {
  const gone = await tx.query({
    text: 'DELETE FROM contacts_book WHERE id = $1 RETURNING id',
    values: [id],
  });
  if (gone.length === 0) throw new ProblemError('not-found');
}

function checked(given: ContactFields): ContactRow {
  const fields: ContactFields = {
    name: tidied('name', given.name),
    number: tidied('number', given.number),
    email: tidied('email', given.email),
    company: tidied('company', given.company),
    note: tidied('note', given.note),
  };
  const wrong = wrongIn(fields);
  if (wrong !== null) {
    const { because, field } = wrong;
    throw new ProblemError('contact-incomplete', { facts: { because, fields: [field] } });
  }
  return rowOf(fields);
}

/** The columns in the order of the statements. */
function valuesOf(row: ContactRow): readonly string[] {
  const { name, number, email, company, note } = row;
  return [name, number, email, company, note, row.folded, row.digits, row.searched, row.key];
}

async function stored(
  tx: Tx,
  row: ContactRow,
  write: () => Promise<readonly Contact[]>,
): Promise<Contact> {
  const same = await holderOf(tx, row);
  try {
    const [contact] = await write();
    if (contact === undefined) throw new ProblemError('not-found');
    return contact;
  } catch (cause) {
    if (codeOf(cause) !== UNIQUE_VIOLATION) throw cause;
    throw new ProblemError('contact-exists', { facts: { name: same ?? row.name }, cause });
  }
}

/** Who has this number, or without a number this address. */
async function holderOf(tx: Tx, { key }: ContactRow): Promise<string | null> {
  const [row] = await tx.query<{ name: string }>({
    text: 'SELECT name FROM contacts_book WHERE key = $1',
    values: [key],
  });
  return row?.name ?? null;
}
