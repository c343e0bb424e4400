import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { inject } from 'vitest';
// Says what the run's global setup provides.
import type {} from '../../deploy/database/test-database.ts';

const SCHEMA = new URL('../../server/migrations/0001-engine.sql', import.meta.url);

/** A database of its own in the test run's PostgreSQL. */
export type TestDatabase = {
  readonly url: string;
  query(sql: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  /** Makes the tables as the server would. */
  migrate(): Promise<void>;
  drop(): Promise<void>;
};

export async function openDatabase(): Promise<TestDatabase> {
  const adminUrl = inject('databaseUrl');
  const name = `media_${randomUUID().replaceAll('-', '')}`;
  const admin = new pg.Client(adminUrl);
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  const url = new URL(adminUrl);
  url.pathname = name;
  const client = new pg.Client(url.href);
  await client.connect();
  return {
    url: url.href,
    query: async (sql, values = []) => (await client.query(sql, [...values])).rows,
    migrate: async () => void (await client.query(await readFile(SCHEMA, 'utf8'))),
    async drop() {
      await client.end();
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.end();
    },
  };
}
