import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Database, openDatabase } from '../database/database.ts';
import { migrate } from '../database/migrate.ts';
import { isPassword } from '../sign-in/passwords.ts';
import { newDatabase } from '../testing/test-server.ts';
import { type FirstStart, firstStart, noteTold } from './first-start.ts';
import { findByEmail } from './staff.ts';

let database: Database;
beforeAll(async () => {
  database = openDatabase(await newDatabase());
  await migrate(database, join(import.meta.dirname, '../migrations'));
});
beforeEach(() => database.query('TRUNCATE staff, queues, entries CASCADE'));
afterAll(() => database.close());

function start(): Promise<FirstStart | null> {
  return database.transaction((tx) => firstStart(tx, 1_000));
}

async function made(): Promise<FirstStart> {
  const first = await start();
  if (first === null) throw new Error('nobody was made');
  return first;
}

async function signsIn({ email, password }: { email: string; password: string }): Promise<boolean> {
  const account = await findByEmail(database, email);
  return account !== null && isPassword(account.passwordHash, password);
}

async function whoSignIn({ signIns }: FirstStart): Promise<readonly string[]> {
  const right = await Promise.all(signIns.map(signsIn));
  return signIns.filter((_, index) => right[index]).map(({ name }) => name.split(' ')[0] ?? '');
}

test('passwords that the dying server could not say are made anew by the next start', async () => {
  const unsaid = await made();
  const said = await made();
  expect(said.signIns.map(({ email, role }) => [email, role])).toEqual(
    unsaid.signIns.map(({ email, role }) => [email, role]),
  );
  expect(await whoSignIn(unsaid)).toEqual([]);
  expect(await whoSignIn(said)).toEqual(['Ada', 'Alex', 'Bo', 'Sam']);
});

test('passwords that were said stay as they are', async () => {
  const said = await made();
  await noteTold(database, said);
  expect(await start()).toBe(null);
  expect(await whoSignIn(said)).toHaveLength(4);
});

test('who has signed in keeps their password, whatever the server could note', async () => {
  const said = await made();
  await database.query(`
    INSERT INTO known_addresses (staff_id, address_hash, last_at)
    SELECT id, 'here', 0 FROM staff WHERE email LIKE 'alex%'`);
  const again = await made();
  expect(await whoSignIn(said)).toEqual(['Alex']);
  expect(await whoSignIn(again)).toEqual(['Ada', 'Bo', 'Sam']);
});

test('of two servers that start at once, the one whose passwords are not valid any more notes nothing', async () => {
  const early = await made();
  await made();
  await noteTold(database, early);
  const again = await made();
  expect(await whoSignIn(again)).toHaveLength(4);
});
