import { spawn } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { ADMIN, type DatabaseFolder, homeOf } from './folder.ts';
import { Refusal } from './refusal.ts';
import type { SystemUser } from './run-as.ts';

// Start values an operator may change in postgresql.conf; what has to hold is given at each launch.
const SETTINGS = {
  shared_buffers: '128MB',
  max_connections: '200',
  wal_keep_size: '64MB',
  max_wal_size: '512MB',
  checkpoint_timeout: '15min',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

export type ClusterToMake = {
  at: DatabaseFolder;
  binaries: Binaries;
  user: SystemUser | undefined;
  adminPassword: string;
  onFirstStart: (() => void) | undefined;
};

/** Makes the cluster if there is none, and refuses one of another major version. */
export async function makeCluster(asked: ClusterToMake): Promise<void> {
  const { at, binaries } = asked;
  const versionFile = join(at.cluster, 'PG_VERSION');
  if (!existsSync(versionFile)) {
    refuseForeign(at.cluster);
    asked.onFirstStart?.();
    await initialise(asked);
  }
  const version = readFileSync(versionFile, 'utf8').trim();
  if (version !== binaries.majorVersion) {
    throw new Refusal(
      `${at.cluster} was made by PostgreSQL ${version} and this is ${binaries.majorVersion}: restore a backup with the Parley that made it, or move the folder away.`,
    );
  }
}

/** Never write over a folder that holds something else. */
function refuseForeign(cluster: string): void {
  if (existsSync(cluster)) {
    throw new Refusal(`${cluster} is there but is no database: move it away or restore a backup.`);
  }
}

/** A cluster gets its name only when it is whole: a start cut short leaves a draft and nothing else. */
async function initialise({ at, binaries, user, adminPassword }: ClusterToMake): Promise<void> {
  const home = homeOf(at.cluster);
  const draft = `${home}.draft`;
  const passwordFile = `${home}.password`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(passwordFile, adminPassword, { mode: 0o600 });
  if (user !== undefined) {
    chownSync(draft, user.uid, user.gid);
    chownSync(passwordFile, user.uid, user.gid);
  }
  try {
    await runInitdb([...initdbArguments(draft), `--pwfile=${passwordFile}`], binaries, user);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(draft, home);
}

function initdbArguments(folder: string): string[] {
  return [
    `--pgdata=${folder}`,
    `--username=${ADMIN}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...Object.entries(SETTINGS).map(([name, value]) => `--set=${name}=${value}`),
  ];
}

function runInitdb(args: string[], binaries: Binaries, user?: SystemUser): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(binaries.initdb, args, {
      ...user,
      cwd: '/',
      env: { PATH: process.env.PATH, LC_ALL: 'C' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Refusal(`The database could not be made: ${reasonIn(said)}.`));
    });
  });
}

function reasonIn(said: string): string {
  if (said.includes('No space left')) return 'the disk is full';
  const lines = said.trim().split('\n');
  return lines.find((line) => line.includes('error:')) ?? lines.at(-1) ?? 'initdb said nothing';
}
