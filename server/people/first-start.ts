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
  buttons: {
    ...{ chat: true, audio: true, video: true, screen: true },
    ...{ callback: true, invitation: true },
  },
  form: [],
  firstVideo: 'both',
  origins: [],
};

/** Any number; the same in every server so that only one of them makes the first people. */
const FIRST_START_LOCK = 7_042_251;

/** What a start has made: to be told, and to be noted once it was. */
export type FirstStart = {
  readonly signIns: readonly FirstSignIn[];
  readonly hashes: readonly string[];
};

/** Makes what a new installation begins with, or new passwords while the first were told to nobody; else null. */
export async function firstStart(tx: Tx, now: Millis): Promise<FirstStart | null> {
  await tx.query({ text: 'SELECT pg_advisory_xact_lock($1)', values: [FIRST_START_LOCK] });
  const people = await tx.query('SELECT 1 FROM staff LIMIT 1');
  const made = people.length > 0 ? await renewUntold(tx, now) : await furnish(tx, now);
  if (made.length === 0) return null;
  return {
    signIns: made.map(({ signIn }) => signIn),
    hashes: made.map(({ hash }) => hash),
  };
}

/** Notes that these sign-ins were told; those that another start has made anew meanwhile are that one's to tell. */
export async function noteTold(tx: Tx, { hashes }: FirstStart): Promise<void> {
  await tx.query({
    text: 'UPDATE staff SET is_untold = false WHERE password_hash = ANY ($1)',
    values: [hashes],
  });
}

type Made = { readonly signIn: FirstSignIn; readonly hash: string };

async function furnish(tx: Tx, now: Millis): Promise<readonly Made[]> {
  await tx.query({
    text: 'INSERT INTO queues (id, name) VALUES ($1, $2)',
    values: [QUEUE.id, QUEUE.name],
  });
  await tx.query({
    text: 'INSERT INTO entries (id, name, queue_id, config) VALUES ($1, $2, $3, $4)',
    values: ['web-support', 'Website', QUEUE.id, ENTRY],
  });
  const made: Made[] = [];
  for (const person of PEOPLE) made.push(await addPerson(tx, person, now));
  return made;
}

async function addPerson(
  tx: Tx,
  { role, name, email, inQueue }: (typeof PEOPLE)[number],
  now: Millis,
): Promise<Made> {
  const password = randomPassword();
  const hash = await hashPassword(password);
  const id = `staff_${randomUUID()}`;
  await tx.query({
    text: `INSERT INTO staff (id, name, email, role, password_hash, password_changed_at, is_untold)
           VALUES ($1, $2, $3, $4, $5, $6, true)`,
    values: [id, name, email, role, hash, now],
  });
  if (inQueue) {
    await tx.query({
      text: 'INSERT INTO queue_members (queue_id, staff_id) VALUES ($1, $2)',
      values: [QUEUE.id, id],
    });
  }
  return { signIn: { role, name, email, password }, hash };
}

/** Where people sign in from is kept: who has done so was told after all. */
const UNTOLD = `
  SELECT id, role, name, email FROM staff WHERE is_untold
    AND NOT EXISTS (SELECT 1 FROM known_addresses WHERE staff_id = staff.id)
  ORDER BY name`;

/** The server that made them died before it could say them. */
async function renewUntold(tx: Tx, now: Millis): Promise<readonly Made[]> {
  const people = await tx.query<Omit<FirstSignIn, 'password'> & { id: string }>(UNTOLD);
  const made: Made[] = [];
  for (const { id, ...person } of people) {
    const password = randomPassword();
    const hash = await hashPassword(password);
    await tx.query({
      text: 'UPDATE staff SET password_hash = $2, password_changed_at = $3 WHERE id = $1',
      values: [id, hash, now],
    });
    made.push({ signIn: { ...person, password }, hash });
  }
  return made;
}
