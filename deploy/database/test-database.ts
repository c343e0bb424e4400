import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { databaseFolder } from './folder.ts';
import { holderOf } from './launcher-lock.ts';
import { findOrphan, stopPostmaster } from './postmaster.ts';
import { signal } from './processes.ts';
import { startDatabase } from './start-database.ts';

const FOLDER_PREFIX = 'parley-test-';

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
  await clearOldRuns();
  const folder = mkdtempSync(join(tmpdir(), FOLDER_PREFIX));
  chmodSync(folder, 0o711);
  const database = await startDatabase({ folder });
  // Ctrl-C leaves no time for an orderly end.
  const killIt = (): void => signal(database.pid, 'SIGQUIT');
  process.once('exit', killIt);
  project.provide('databaseUrl', database.adminUrl);
  process.env.PARLEY_TEST_DATABASE_URL = database.adminUrl;
  return async () => {
    process.off('exit', killIt);
    await database.stop();
    rmSync(folder, { recursive: true });
  };
}

/** What runs left that were killed: a database nobody uses, and its folder. */
async function clearOldRuns(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((each) => each.startsWith(FOLDER_PREFIX))) {
    const at = databaseFolder(join(tmpdir(), name));
    const isOurs = statSync(at.path).uid === process.getuid?.();
    const isOver = existsSync(at.lock) && holderOf(at.lock) === undefined;
    if (!isOurs || !isOver) continue;
    const orphan = findOrphan(at);
    if (orphan !== undefined) await stopPostmaster(orphan.pid);
    rmSync(at.path, { recursive: true, force: true });
  }
}
