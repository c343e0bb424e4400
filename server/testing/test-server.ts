import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import { inject } from 'vitest';
// For the address that the run's database is known by.
import type {} from '../../deploy/database/test-database.ts';
import type { Config } from '../config.ts';
import { readSmsConfig } from '../sms/sms-config.ts';
import { type RunningServer, startServer } from '../start-server.ts';

/** A whole server on a database of its own, with its first sign-ins. */
export type TestServer = {
  readonly url: string;
  readonly databaseUrl: string;
  readonly signIns: NonNullable<RunningServer['firstSignIns']>;
  /** What was logged so far. */
  readonly log: readonly string[];
  stop(): Promise<void>;
};

export const TEST_SECRET = 'a secret only for tests: 0123456789abcdef';

/** An empty database beside the others of this run. */
export async function newDatabase(): Promise<string> {
  const url = new URL(inject('databaseUrl'));
  const name = `parley_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  url.pathname = `/${name}`;
  return url.href;
}

export async function startTestServer(extra: Partial<Config> = {}): Promise<TestServer> {
  const databaseUrl = extra.databaseUrl ?? (await newDatabase());
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const log: string[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'parley-files-'));
  const server = await startServer(
    {
      databaseUrl,
      secret: TEST_SECRET,
      host: '127.0.0.1',
      port,
      publicUrl: url,
      extraOrigins: [],
      pushServices: [],
      sms: readSmsConfig({}),
      files: { kind: 'disk', folder },
      tls: null,
      ...extra,
    },
    pino({ base: null }, { write: (line: string) => void log.push(line) }),
  );
  await server.noteTold();
  const stop = async (): Promise<void> => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { url, databaseUrl, signIns: server.firstSignIns ?? [], log, stop };
}

const LOWEST_PORT = 20_000;
const PORTS = 12_000;

/** Below the range from which the system gives ports to clients: those stay busy for a while. */
export async function freePort(): Promise<number> {
  const port = LOWEST_PORT + Math.floor(Math.random() * PORTS);
  return (await isFree(port)) ? port : freePort();
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
