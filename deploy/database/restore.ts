import { chownSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type BackupNote, CLUSTER_NAME, DATA_NAME, NOTE_NAME, unpack } from './archive.ts';
import type { BackupToMake } from './backup.ts';
import { databaseFolder, homeOf, placeCluster, prepareFolder } from './folder.ts';
import { Refusal } from './refusal.ts';
import { databaseUser, type SystemUser } from './run-as.ts';
import { startDatabase } from './start-database.ts';

/**
 * Puts a backup into a data folder that holds no installation yet, and starts the database once to
 * see that it is whole. Gives a sentence about what was done; throws a `Refusal`.
 */
export async function restore({ data, file, databaseUrl }: BackupToMake): Promise<string> {
  if (databaseUrl) {
    throw new Refusal(
      `DATABASE_URL names a server of your own: restore it with  pg_restore --dbname="$DATABASE_URL" FILE  and copy the data folder back.`,
    );
  }
  if (!existsSync(file)) throw new Refusal(`There is no file ${file}.`);
  const taken = ['database', 'secret'].find((name) => existsSync(join(data, name)));
  if (taken !== undefined) {
    throw new Refusal(
      `${data} already holds an installation: stop Parley, move it away with  mv ${data} ${data}.before  and try again.`,
    );
  }
  const note = await readNote(file);
  mkdirSync(data, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  try {
    await unpackData(data, file);
    await unpackCluster(data, file);
    const database = await startDatabase({ folder: join(data, 'database') });
    await database.stop();
  } catch (error) {
    // Nothing was there before, so nothing stays of what did not work.
    removeCluster(data);
    for (const name of readdirSync(data)) rmSync(join(data, name), { recursive: true });
    throw error;
  }
  return `${data} is as it was at ${note.at}: start Parley with "npm start".`;
}

async function readNote(file: string): Promise<BackupNote> {
  const text = await unpack([
    '--extract',
    '--to-stdout',
    '--occurrence=1',
    `--file=${file}`,
    NOTE_NAME,
  ]).catch((cause: unknown) => {
    throw new Refusal(`${file} is no backup of Parley.`, { cause });
  });
  const note: BackupNote = JSON.parse(text);
  if (note.format === 1) return note;
  throw new Refusal(`${file} was made by a newer Parley: restore it with that one.`);
}

async function unpackData(data: string, file: string): Promise<void> {
  const only = [`--directory=${data}`, '--strip-components=1', '--no-same-owner', DATA_NAME];
  await unpack(['--extract', '--preserve-permissions', `--file=${file}`, ...only]);
}

/** PostgreSQL's files go where its user can reach them, and belong to it. */
async function unpackCluster(data: string, file: string): Promise<void> {
  const at = databaseFolder(join(data, 'database'));
  prepareFolder(at);
  const user = databaseUser(at.cluster);
  placeCluster(at, user);
  const home = homeOf(at.cluster);
  const draft = `${home}.draft`;
  mkdirSync(draft, { mode: 0o700 });
  const only = [`--directory=${draft}`, '--strip-components=1', '--no-same-owner', CLUSTER_NAME];
  await unpack(['--extract', '--preserve-permissions', `--file=${file}`, ...only]);
  if (user !== undefined) giveTo(user, draft);
  renameSync(draft, home);
}

function giveTo(user: SystemUser, folder: string): void {
  chownSync(folder, user.uid, user.gid);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    chownSync(join(entry.parentPath, entry.name), user.uid, user.gid);
  }
}

function removeCluster(data: string): void {
  const { cluster } = databaseFolder(join(data, 'database'));
  const home = homeOf(cluster);
  if (home !== cluster) rmSync(dirname(home), { recursive: true, force: true });
}
