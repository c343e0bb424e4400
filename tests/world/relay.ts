import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePorts } from '../../deploy/database/free-port.ts';

const PROGRAM = '/usr/bin/turnserver';

/** A TURN server of our own at an address of this machine: coturn, as people run it. */
export type Relay = {
  /** What the product is told of it. */
  readonly settings: Readonly<Record<string, string>>;
  /** Ends the process; what it carried is cut off. */
  readonly stop: () => Promise<void>;
};

/** Whether Debian's coturn is here. */
export function hasRelayProgram(): boolean {
  return existsSync(PROGRAM);
}

/** Starts it; ready when it answers. */
export async function openRelay(address: string): Promise<Relay> {
  const port = await findFreePorts(1, address);
  const first = await findFreePorts(CARRIED, address);
  const secret = randomBytes(16).toString('hex');
  // NOTE Where it cannot keep its tables, it knows no secret either.
  const folder = mkdtempSync(join(tmpdir(), 'parley-relay-'));
  const server = spawn(
    PROGRAM,
    [
      '-n',
      '--no-cli',
      '--no-tls',
      '--no-dtls',
      '--use-auth-secret',
      `--static-auth-secret=${secret}`,
      '--realm=parley.test',
      `--listening-ip=${address}`,
      `--listening-port=${port}`,
      `--relay-ip=${address}`,
      `--min-port=${first}`,
      `--max-port=${first + CARRIED - 1}`,
      '--log-file=stdout',
      '--pidfile=',
      `--userdb=${join(folder, 'users')}`,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  await listening(server);
  return {
    settings: { PARLEY_TURN_URLS: `turn:${address}:${port}`, PARLEY_TURN_SECRET: secret },
    stop: async () => {
      await end(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Ports through which it carries what it relays. */
const CARRIED = 20;

async function listening(server: ChildProcess): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let said = '';
  const hear = (words: Buffer): void => {
    said += words;
    if (said.includes('admin thread')) resolve();
  };
  server.stdout?.on('data', hear);
  server.stderr?.on('data', hear);
  server.once('error', reject);
  server.once('exit', () => reject(new Error(`the relay ended: ${said}`)));
  await promise;
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGKILL');
  await ended;
}
