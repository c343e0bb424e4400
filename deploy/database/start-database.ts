import { setTimeout as wait } from 'node:timers/promises';
import { findBinaries } from './binaries.ts';
import {
  ADMIN,
  type Credentials,
  credentialsOf,
  type DatabaseFolder,
  databaseFolder,
  databaseUrl,
  OWNER,
  placeCluster,
  prepareFolder,
  rememberedPort,
  rememberPort,
} from './folder.ts';
import { findFreePorts, isPortFree } from './free-port.ts';
import { takeFolder } from './launcher-lock.ts';
import { makeCluster } from './make-cluster.ts';
import {
  clearRemains,
  findOrphan,
  type Launch,
  launchPostmaster,
  type Postmaster,
  stopPostmaster,
} from './postmaster.ts';
import { livenessOf } from './processes.ts';
import { Refusal } from './refusal.ts';
import { ensureDatabase, reasonForSilence } from './roles.ts';
import { databaseUser } from './run-as.ts';

export type DatabaseToStart = {
  /** Where the database keeps everything. */
  folder: string;
  /** A port that has to be this one; else the one used last, or any that is free. */
  port?: number;
  /** Told when the long first step begins. */
  onFirstStart?: () => void;
};

/** A running database of our own. */
export type RunningDatabase = {
  /** For the owner of Parley's database, who may do everything in it and nothing outside. */
  url: string;
  /** For backups and tests: may do anything. */
  adminUrl: string;
  port: number;
  pid: number;
  /** Settles when PostgreSQL has ended, asked or not. */
  ended: Promise<void>;
  stop(): Promise<void>;
};

const ADOPTED_POLL_MS = 250;
const RETRY_MS = 100;
const LAUNCH_ATTEMPTS = 100;

/**
 * Starts PostgreSQL on a folder, made on the first start. One left running by a launcher that was
 * killed is adopted when it answers, else stopped. Refuses a folder that another process holds.
 */
export async function startDatabase(asked: DatabaseToStart): Promise<RunningDatabase> {
  const at = databaseFolder(asked.folder);
  prepareFolder(at);
  const release = takeFolder(at.lock);
  try {
    const credentials = credentialsOf(at);
    const postmaster = (await adopted(at, asked, credentials)) ?? (await launched(at, asked));
    rememberPort(at, postmaster.port);
    await ensureDatabase(postmaster.port, credentials);
    return running(postmaster, credentials, release);
  } catch (error) {
    release();
    throw error;
  }
}

async function adopted(
  at: DatabaseFolder,
  asked: DatabaseToStart,
  credentials: Credentials,
): Promise<Postmaster | undefined> {
  const orphan = findOrphan(at);
  if (orphan === undefined) return undefined;
  const portFits = asked.port === undefined || asked.port === orphan.port;
  const admin = databaseUrl(orphan.port, ADMIN, credentials.adminPassword);
  if (portFits && (await reasonForSilence(admin)) === undefined) return orphan;
  await stopPostmaster(orphan.pid);
  return undefined;
}

async function launched(at: DatabaseFolder, asked: DatabaseToStart): Promise<Postmaster> {
  const user = databaseUser(at.cluster);
  const binaries = findBinaries(user);
  placeCluster(at, user);
  const { adminPassword } = credentialsOf(at);
  await makeCluster({ at, binaries, user, adminPassword, onFirstStart: asked.onFirstStart });
  await clearRemains(at);
  for (let attempt = 0; attempt < LAUNCH_ATTEMPTS; attempt += 1) {
    const port = await choosePort(at, asked.port);
    const postmaster = await launchOnce({ at, binaries, user, port });
    if (postmaster !== undefined) return postmaster;
    await wait(RETRY_MS);
  }
  throw new Refusal(`PostgreSQL does not come up on ${at.path}; see ${at.log}.`);
}

/** One try; nothing when the reason passes by itself: a port just taken, children still ending. */
async function launchOnce(launch: Launch): Promise<Postmaster | undefined> {
  const result = await launchPostmaster(launch);
  if (result.state === 'up') return result.postmaster;
  if (result.state === 'failed') {
    throw new Refusal(`PostgreSQL did not start: ${result.reason}; see ${launch.at.log}.`);
  }
  return undefined;
}

async function choosePort(at: DatabaseFolder, asked: number | undefined): Promise<number> {
  if (asked !== undefined) {
    if (await isPortFree(asked)) return asked;
    throw new Refusal(`Port ${asked} for the database is taken: stop the program that uses it.`);
  }
  const last = rememberedPort(at);
  return last !== undefined && (await isPortFree(last)) ? last : findFreePorts();
}

function running(
  postmaster: Postmaster,
  credentials: Credentials,
  release: () => void,
): RunningDatabase {
  const { pid, port } = postmaster;
  const ended = endOf(postmaster).finally(release);
  return {
    url: databaseUrl(port, OWNER, credentials.password),
    adminUrl: databaseUrl(port, ADMIN, credentials.adminPassword),
    port,
    pid,
    ended,
    async stop() {
      await stopPostmaster(pid);
      await ended;
    },
  };
}

async function endOf({ pid, child }: Postmaster): Promise<void> {
  if (child !== undefined) {
    if (child.exitCode !== null || child.signalCode !== null) return;
    return new Promise((resolve) => child.once('exit', () => resolve()));
  }
  while (livenessOf(pid) === 'running') await wait(ADOPTED_POLL_MS);
}
