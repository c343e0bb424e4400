import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Client } from 'pg';
import { type BackupNote, CLUSTER_NAME, DATA_NAME, NOTE_NAME, pack } from './archive.ts';
import { ADMIN, credentialsOf, databaseFolder, databaseUrl, rememberedPort } from './folder.ts';
import { holderOf } from './launcher-lock.ts';
import { Refusal } from './refusal.ts';
import { withConnection } from './roles.ts';
import { startDatabase } from './start-database.ts';

export type BackupToMake = {
  /** The data folder. */
  data: string;
  file: string;
  databaseUrl?: string | undefined;
};

// What PostgreSQL makes anew, or what only means something to the process that runs.
const LEFT_OUT_OF_CLUSTER = [
  'postmaster.pid',
  'postmaster.opts',
  'backup_label',
  'pg_wal/*',
  'pg_replslot/*',
  'pg_dynshmem/*',
  'pg_notify/*',
  'pg_serial/*',
  'pg_snapshots/*',
  'pg_stat_tmp/*',
  'pg_subtrans/*',
];
const LEFT_OUT_OF_DATA = new Set(['database', 'logs', 'pids.json', 'supervisor.pid']);

/**
 * Writes the database as it is at the end of the backup, the secret and all files to one archive,
 * while Parley runs or not. Gives a sentence about what was written; throws a `Refusal`.
 */
export async function backUp({ data, file, databaseUrl: given }: BackupToMake): Promise<string> {
  if (given) {
    throw new Refusal(
      `DATABASE_URL names a server of your own: back it up with  pg_dump --format=custom --file=${file} "$DATABASE_URL"  and copy ${data} beside it.`,
    );
  }
  if (existsSync(file)) throw new Refusal(`${file} is there already: choose another name.`);
  const at = databaseFolder(join(data, 'database'));
  if (!existsSync(at.cluster)) throw new Refusal(`There is no database in ${data} to back up.`);
  const staging = mkdtempSync(join(tmpdir(), 'parley-backup-'));
  const draft = `${file}.part`;
  try {
    // The secret and the passwords are in it: it is nobody else's to read.
    writeFileSync(draft, '', { mode: 0o600, flag: 'w' });
    await withAdmin(data, (client) => packCluster({ client, cluster: at.cluster, draft, staging }));
    await packData(data, draft);
    settle(draft, file);
  } finally {
    rmSync(staging, { recursive: true });
    rmSync(draft, { force: true });
  }
  const mb = (statSync(file).size / 1e6).toFixed(0);
  return `The backup is in ${file} (${mb} MB). It holds the installation's secret: keep it safe.`;
}

/** Uses the database that runs, or starts it for as long as it is needed. */
async function withAdmin(data: string, work: (client: Client) => Promise<void>): Promise<void> {
  const at = databaseFolder(join(data, 'database'));
  const port = rememberedPort(at);
  if (holderOf(at.lock) !== undefined && port !== undefined) {
    await withConnection(databaseUrl(port, ADMIN, credentialsOf(at).adminPassword), work);
    return;
  }
  const database = await startDatabase({ folder: at.path });
  try {
    await withConnection(database.adminUrl, work);
  } finally {
    await database.stop();
  }
}

type ClusterToPack = { client: Client; cluster: string; draft: string; staging: string };

async function packCluster({ client, cluster, draft, staging }: ClusterToPack): Promise<void> {
  const home = realpathSync(cluster);
  const { rows } = await client.query<{ version: string }>(
    `SELECT current_setting('server_version') AS version,
            pg_create_physical_replication_slot('parley_backup_' || pg_backend_pid(), true, true)`,
  );
  const note: BackupNote = {
    format: 1,
    postgres: rows[0]?.version ?? '',
    at: new Date().toISOString(),
  };
  writeFileSync(join(staging, NOTE_NAME), JSON.stringify(note));
  // NOTE The slot keeps every log segment from here on, and goes with the connection.
  await client.query("SELECT pg_backup_start('parley', fast => true)");
  await pack([
    '--create',
    `--file=${draft}`,
    `--directory=${staging}`,
    NOTE_NAME,
    ...LEFT_OUT_OF_CLUSTER.map((path) => `--exclude=${CLUSTER_NAME}/${path}`),
    '--exclude=pgsql_tmp*',
    ...renamed(home, CLUSTER_NAME),
  ]);
  const stopped = await client.query<{ label: string; last: string }>(
    'SELECT labelfile AS label, pg_walfile_name(lsn) AS last FROM pg_backup_stop(wait_for_archive => false)',
  );
  const { label = '', last = '' } = stopped.rows[0] ?? {};
  mkdirSync(join(staging, CLUSTER_NAME));
  writeFileSync(join(staging, CLUSTER_NAME, 'backup_label'), label, { mode: 0o600 });
  await append(draft, ['--directory', staging, `${CLUSTER_NAME}/backup_label`]);
  await packLog({ home, draft, first: firstSegment(label), last });
}

/** The log from the start of the backup to its end: with it the changing files become whole. */
async function packLog(log: { home: string; draft: string; first: string; last: string }) {
  const { home, draft, first, last } = log;
  const segments = readdirSync(join(home, 'pg_wal')).filter(
    (name) => /^[0-9A-F]{24}$/.test(name) && name >= first && name <= last,
  );
  if (!segments.includes(first) || !segments.includes(last)) {
    throw new Refusal('The backup is not whole, for its log is gone: try again.');
  }
  const paths = segments.map((name) => `${basename(home)}/pg_wal/${name}`);
  await append(draft, [
    `--transform=s,^${basename(home)}/,${CLUSTER_NAME}/,`,
    `--directory=${dirname(home)}`,
    ...paths,
  ]);
}

async function packData(data: string, draft: string): Promise<void> {
  const names = readdirSync(data).filter((name) => !LEFT_OUT_OF_DATA.has(name));
  names.push('database/credentials.json');
  await append(draft, [`--transform=s,^,${DATA_NAME}/,S`, `--directory=${data}`, ...names]);
}

function append(draft: string, args: string[]): Promise<void> {
  return pack(['--append', `--file=${draft}`, ...args]);
}

/** A folder under the name it has in a backup, wherever and however it is called here. */
function renamed(folder: string, name: string): string[] {
  return [
    `--transform=s,^${basename(folder)},${name},S`,
    `--directory=${dirname(folder)}`,
    basename(folder),
  ];
}

function firstSegment(label: string): string {
  return /START WAL LOCATION: \S+ \(file ([0-9A-F]{24})\)/.exec(label)?.[1] ?? '';
}

/** The name appears only when every byte is on the disk. */
function settle(draft: string, file: string): void {
  const handle = openSync(draft, 'r');
  fsyncSync(handle);
  closeSync(handle);
  renameSync(draft, file);
}
