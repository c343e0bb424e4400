import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startDatabase } from './start-database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the run's PostgreSQL for a role that may make databases. */
    databaseUrl: string;
  }
}

/** One real PostgreSQL for a test run; each test makes its own database in it. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const given = process.env.PARLEY_TEST_DATABASE_URL;
  if (given !== undefined) {
    project.provide('databaseUrl', given);
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), 'parley-test-'));
  chmodSync(folder, 0o711);
  const database = await startDatabase({ folder });
  project.provide('databaseUrl', database.adminUrl);
  process.env.PARLEY_TEST_DATABASE_URL = database.adminUrl;
  return async () => {
    await database.stop();
    rmSync(folder, { recursive: true });
  };
}
