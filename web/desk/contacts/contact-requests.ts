import type { Contact, ContactPage, ContactsImported } from '@parley/contracts/directory.ts';
import type { ContactField } from '@parley/contracts/limits.ts';
import type { Problem } from '@parley/contracts/rest.ts';
import { ask, type Reply } from '../session/account.ts';

/** What is typed into the form of a contact. */
export type Draft = Readonly<Record<ContactField, string>>;

const CONTACTS = '/api/v1/contacts';

export function listContacts(q: string, after: string | null): Promise<Reply<ContactPage>> {
  const asked = new URLSearchParams({ q, ...(after === null ? {} : { after }) });
  return ask('GET', `${CONTACTS}?${asked.toString()}`);
}

/** Stores a contact; without an id it is a new one. */
export function saveContact(id: string | null, draft: Draft): Promise<Reply<Contact>> {
  return id === null ? ask('POST', CONTACTS, draft) : ask('PATCH', pathOf(id), draft);
}

export function removeContact(id: string): Promise<Reply<unknown>> {
  return ask('DELETE', pathOf(id));
}

function pathOf(id: string): string {
  return `${CONTACTS}/${encodeURIComponent(id)}`;
}

/** Sends a CSV file as it is. */
export async function importContacts(file: Blob): Promise<Reply<ContactsImported>> {
  try {
    const answer = await fetch(`${CONTACTS}/import`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      credentials: 'same-origin',
      body: file,
    });
    const told: unknown = await answer.json();
    if (answer.ok) return { ok: true, data: told as ContactsImported };
    return { ok: false, problem: told as Problem };
  } catch {
    // No answer, or not one of ours: the server was not reached.
    return { ok: false, problem: null };
  }
}

/** Fetches all contacts as a file and hands it to the browser; false when that failed. */
export async function exportContacts(): Promise<boolean> {
  try {
    const answer = await fetch(`${CONTACTS}.csv`, { credentials: 'same-origin' });
    if (!answer.ok) return false;
    saveAs(await answer.blob(), 'contacts.csv');
    return true;
  } catch {
    // The answer broke off, or none came.
    return false;
  }
}

function saveAs(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
