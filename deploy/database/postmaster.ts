import { type ChildProcess, spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Binaries } from './binaries.ts';
import type { DatabaseFolder } from './folder.ts';
import { commandLineOf, endedWithin, livenessOf, processesIn, signal } from './processes.ts';
import { errorCode, Refusal } from './refusal.ts';
import type { SystemUser } from './run-as.ts';

/** A running PostgreSQL: its first process and where it listens. */
export type Postmaster = { pid: number; port: number; child?: ChildProcess };

export type Launch = {
  at: DatabaseFolder;
  binaries: Binaries;
  user: SystemUser | undefined;
  port: number;
};

/** How a launch went: up, or why not. */
export type LaunchResult =
  | { state: 'up'; postmaster: Postmaster }
  | { state: 'port-taken' }
  | { state: 'still-in-use' }
  | { state: 'failed'; reason: string };

const POLL_MS = 10;
const FAST_STOP_MS = 20_000;
const ORPHAN_CHILDREN_MS = 5_000;
const LOG_LIMIT_BYTES = 5_000_000;

/** The PostgreSQL that runs on this cluster already, left by a launcher that was killed. */
export function findOrphan(at: DatabaseFolder): Postmaster | undefined {
  const lines = lockFileLines(at);
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0 || livenessOf(pid) !== 'running') return undefined;
  const command = commandLineOf(pid);
  if (command !== undefined && !isOurs(command, at)) return undefined;
  return { pid, port: Number(lines[3]) };
}

/**
 * Clears what a dead PostgreSQL left. Its lock may name a zombie or a stranger with the same
 * number, which PostgreSQL would take for itself. NOTE The lock also guards against children that
 * outlive it, so it goes only when none stands in the cluster any more.
 */
export async function clearRemains(at: DatabaseFolder): Promise<void> {
  const lock = join(at.cluster, 'postmaster.pid');
  if (!existsSync(lock)) return;
  for (const pid of processesIn(realpathSync(at.cluster))) {
    if (!(await endedWithin(pid, ORPHAN_CHILDREN_MS))) await stopPostmaster(pid);
  }
  rmSync(lock, { force: true });
}

/** Launches PostgreSQL and waits until it takes connections, or tells why it does not. */
export async function launchPostmaster(launch: Launch): Promise<LaunchResult> {
  const { at, binaries, user } = launch;
  turnLog(at.log);
  const log = openSync(at.log, 'a', 0o600);
  const logStart = fstatSync(log).size;
  const child = spawn(binaries.postgres, postgresArguments(launch), {
    ...user,
    cwd: '/',
    // Its own session: Ctrl-C at the terminal must reach the supervisor alone, which stops in order.
    detached: true,
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
    stdio: ['ignore', 'ignore', log],
  });
  closeSync(log);
  const state = await settled(child, at);
  if (state === 'up' && child.pid !== undefined) {
    return { state: 'up', postmaster: { pid: child.pid, port: launch.port, child } };
  }
  return explain(readFileSync(at.log, 'utf8').slice(logStart));
}

/** Stops PostgreSQL: first by ending all connections in order, then without further words. */
export async function stopPostmaster(pid: number): Promise<void> {
  signal(pid, 'SIGINT');
  if (await endedWithin(pid, FAST_STOP_MS)) return;
  signal(pid, 'SIGQUIT');
  if (await endedWithin(pid, FAST_STOP_MS)) return;
  signal(pid, 'SIGKILL');
  await endedWithin(pid, FAST_STOP_MS);
}

/** What holds at every start, whatever postgresql.conf says. */
function postgresArguments({ at, port }: Launch): string[] {
  const settings = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    // Statements and keys hold people's words: they stay out of the log.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    logging_collector: 'off',
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', realpathSync(at.cluster), ...options];
}

async function settled(child: ChildProcess, at: DatabaseFolder): Promise<'up' | 'ended'> {
  const ended = new Promise<'ended'>((resolve, reject) => {
    child.once('exit', () => resolve('ended'));
    child.once('error', (error) => reject(new Refusal(cannotRun(error, at))));
  });
  const stop = new AbortController();
  const first = await Promise.race([ended, whenReady(child, at, stop.signal)]).finally(() =>
    stop.abort(),
  );
  child.removeAllListeners('exit');
  return first;
}

/** PostgreSQL writes its state into the eighth line of its lock. */
async function whenReady(
  child: ChildProcess,
  at: DatabaseFolder,
  stop: AbortSignal,
): Promise<'up'> {
  for (;;) {
    const lines = lockFileLines(at);
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return 'up';
    if (stop.aborted) return 'up';
    await wait(POLL_MS);
  }
}

function explain(said: string): LaunchResult {
  if (said.includes('pre-existing shared memory') || said.includes('lock file "postmaster.pid"')) {
    return { state: 'still-in-use' };
  }
  if (/could not bind|could not create any TCP\/IP sockets/.test(said)) {
    return { state: 'port-taken' };
  }
  if (said.includes('No space left')) return { state: 'failed', reason: 'the disk is full' };
  const fatal = said.split('\n').findLast((line) => /FATAL|PANIC|error/.test(line));
  return {
    state: 'failed',
    reason: fatal?.replace(/^.*(FATAL|PANIC): +/, '') ?? 'it said nothing',
  };
}

function cannotRun(error: Error, at: DatabaseFolder): string {
  const code = errorCode(error);
  if (code === 'EACCES') return `PostgreSQL may not be run from ${at.path}: ${error.message}.`;
  return `PostgreSQL cannot be run on this machine: ${error.message}.`;
}

function isOurs(command: string, at: DatabaseFolder): boolean {
  const program = basename(command.split(' ')[0] ?? '');
  return program.startsWith('postgres') && command.includes(realpathSync(at.cluster));
}

function lockFileLines(at: DatabaseFolder): string[] {
  try {
    return readFileSync(join(at.cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    if (errorCode(error) === 'EACCES') {
      throw new Refusal(
        `${at.cluster} belongs to another user: start Parley as the user who started it first.`,
        { cause: error },
      );
    }
    throw error;
  }
}

function turnLog(path: string): void {
  if (existsSync(path) && statSync(path).size > LOG_LIMIT_BYTES) renameSync(path, `${path}.1`);
}
