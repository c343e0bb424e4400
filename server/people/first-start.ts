import { randomUUID } from 'node:crypto';
import type { Millis } from '@parley/core/time.ts';
import type { Tx } from '../database/database.ts';
import type { EntryConfig } from '../entries/entry.ts';
import { hashPassword, randomPassword } from '../sign-in/passwords.ts';
import type { StaffWho } from '../sign-in/sessions.ts';

/** A sign-in made at the first start: told once, kept nowhere. */
export type FirstSignIn = {
  readonly role: StaffWho['role'];
  readonly name: string;
  readonly email: string;
  readonly password: string;
};

const PEOPLE = [
  { role: 'admin', name: 'Ada Admin', email: 'admin@parley.example', inQueue: false },
  { role: 'agent', name: 'Alex Agent', email: 'alex@parley.example', inQueue: true },
  { role: 'agent', name: 'Bo Agent', email: 'bo@parley.example', inQueue: true },
  { role: 'supervisor', name: 'Sam Supervisor', email: 'sam@parley.example', inQueue: true },
] as const;

const QUEUE = { id: 'support', name: 'Support' };

const ENTRY: EntryConfig = {
  greeting: 'Hello! How can we help you?',
  buttons: { chat: true, audio: true, video: true, screen: true },
  form: [],
  firstVideo: 'both',
  origins: [],
};

/** Any number; the same in every server so that only one of them makes the first people. */
const FIRST_START_LOCK = 7_042_251;

/** Makes what a new installation begins with; null when there are people already. */
export async function firstStart(tx: Tx, now: Millis): Promise<FirstSignIn[] | null> {
  await tx.query({ text: 'SELECT pg_advisory_xact_lock($1)', values: [FIRST_START_LOCK] });
  const people = await tx.query('SELECT 1 FROM staff LIMIT 1');
  if (people.length > 0) return null;
  await tx.query({
    text: 'INSERT INTO queues (id, name) VALUES ($1, $2)',
    values: [QUEUE.id, QUEUE.name],
  });
  await tx.query({
    text: 'INSERT INTO entries (id, name, queue_id, config) VALUES ($1, $2, $3, $4)',
    values: ['web-support', 'Website', QUEUE.id, ENTRY],
  });
  const signIns: FirstSignIn[] = [];
  for (const person of PEOPLE) signIns.push(await addPerson(tx, person, now));
  return signIns;
}

async function addPerson(
  tx: Tx,
  { role, name, email, inQueue }: (typeof PEOPLE)[number],
  now: Millis,
): Promise<FirstSignIn> {
  const password = randomPassword();
  const id = `staff_${randomUUID()}`;
  await tx.query({
    text: `INSERT INTO staff (id, name, email, role, password_hash, password_changed_at)
           VALUES ($1, $2, $3, $4, $5, $6)`,
    values: [id, name, email, role, await hashPassword(password), now],
  });
  if (inQueue) {
    await tx.query({
      text: 'INSERT INTO queue_members (queue_id, staff_id) VALUES ($1, $2)',
      values: [QUEUE.id, id],
    });
  }
  return { role, name, email, password };
}
