import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findFreePorts } from '../database/free-port.ts';
import { endedWithin, livenessOf, signal } from '../database/processes.ts';
import { withConnection } from '../database/roles.ts';
import type { Pids } from './data-folder.ts';
import type { RunningParley } from './installation.ts';
import { startParley } from './parley.ts';

const scripts = {
  server: fileURLToPath(new URL('./fixtures/server.ts', import.meta.url)),
  media: fileURLToPath(new URL('./fixtures/media.ts', import.meta.url)),
};
const supervisor = fileURLToPath(new URL('./fixtures/supervisor-process.ts', import.meta.url));

let data: string;
let env: Record<string, string>;
let said: string[];
let running: RunningParley[];

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'parley-start-'));
  chmodSync(data, 0o711);
  const port = await findFreePorts(4);
  env = {
    PORT: String(port),
    PARLEY_MEDIA_LINK_PORT: String(port + 1),
    PARLEY_MEDIA_PORT: String(port + 2),
    PARLEY_MEDIA_WORKERS: '1',
    PARLEY_DATA: data,
    DATABASE_URL: '',
  };
  said = [];
  running = [];
});

afterEach(async () => {
  for (const parley of running) await parley.stop();
  rmSync(data, { recursive: true });
});

async function start(more: Record<string, string> = {}): Promise<RunningParley> {
  const report = (words: string): void => void said.push(words);
  const parley = await startParley({ env: { ...env, ...more }, report, scripts });
  running.push(parley);
  await parley.mediaReady;
  return parley;
}

type Answer = { pid: number; DATABASE_URL: string; PARLEY_SECRET: string };

async function ask(parley: RunningParley): Promise<Answer> {
  const response = await fetch(parley.urls.desk);
  return response.json() as Promise<Answer>;
}

const noted = (): Pids => JSON.parse(readFileSync(join(data, 'pids.json'), 'utf8'));

/** The number of a part that runs again under another one. */
function another(part: 'server' | 'media' | 'database', than: Pids): Promise<number> {
  return vi.waitFor(
    () => {
      const pid = noted()[part];
      if (pid === undefined || pid === than[part]) throw new Error(`no other ${part} yet`);
      return pid;
    },
    { timeout: 20_000 },
  );
}

describe('one command', () => {
  it('opens database, server and media node and tells where and with which sign-ins', async () => {
    const parley = await start();
    expect(parley.urls.desk).toBe(`http://127.0.0.1:${env.PORT}/desk/`);
    expect(parley.signIns).toEqual([
      { role: 'admin', name: 'Ada', email: 'ada@example.org', password: 'shown once' },
    ]);
    const { DATABASE_URL, PARLEY_SECRET } = await ask(parley);
    const { rows } = await withConnection(DATABASE_URL, (client) =>
      client.query('SELECT 1 AS one'),
    );
    expect(rows).toEqual([{ one: 1 }]);
    expect(PARLEY_SECRET).toMatch(/^[0-9a-f]{64}$/);
    expect(statSync(join(data, 'secret')).mode & 0o777).toBe(0o600);
    expect(noted()).toEqual(parley.pids());
    const log = readFileSync(join(data, 'logs', 'server.log'), 'utf8');
    expect(log).toContain('listening');
    expect(log).not.toContain('shown once');
  });

  it('stops all of it, and keeps secret and address for the next start', async () => {
    const first = await start();
    const before = await ask(first);
    const pids = first.pids();
    await first.stop();
    for (const pid of [pids.server, pids.media, pids.database]) {
      expect(livenessOf(pid ?? 0)).not.toBe('running');
    }
    expect(await first.ended).toBe(undefined);
    const after = await ask(await start());
    expect(after).toMatchObject({
      PARLEY_SECRET: before.PARLEY_SECRET,
      DATABASE_URL: before.DATABASE_URL,
    });
  });
});

describe('a part that is killed comes back alone', () => {
  it('the server, and the media node is not touched', async () => {
    const parley = await start();
    const before = noted();
    signal(before.server ?? 0, 'SIGKILL');
    const server = await another('server', before);
    await vi.waitFor(async () => expect((await ask(parley)).pid).toBe(server), 20_000);
    expect(noted()).toMatchObject({ media: before.media, database: before.database });
    expect(said.join('\n')).toContain('The server ended (SIGKILL) and is started again.');
  });

  it('the media node', async () => {
    const parley = await start();
    const before = noted();
    signal(before.media ?? 0, 'SIGKILL');
    await another('media', before);
    expect((await ask(parley)).pid).toBe(before.server);
  });

  it('the database, at the same address', async () => {
    const parley = await start();
    const { DATABASE_URL } = await ask(parley);
    const before = noted();
    signal(before.database ?? 0, 'SIGKILL');
    await another('database', before);
    const { rows } = await withConnection(DATABASE_URL, (client) =>
      client.query('SELECT 1 AS one'),
    );
    expect(rows).toEqual([{ one: 1 }]);
    expect(noted()).toMatchObject({ server: before.server, media: before.media });
  });
});

describe('when something is in the way', () => {
  it('a taken port is named, with the words that choose another', async () => {
    const other = createServer().listen(Number(env.PORT), '127.0.0.1');
    await once(other, 'listening');
    await expect(start()).rejects.toThrow(/is taken.*"PORT=\d+ npm start"/);
    other.close();
  });

  it('a second start on the same folder is refused while the first one runs', async () => {
    await start();
    await expect(start()).rejects.toThrow(/already runs on this data folder/);
  });

  it('what the server says about its settings ends the start and nothing stays behind', async () => {
    const words = 'PARLEY_PUBLIC_URL must be like https://parley.example.';
    await expect(start({ REFUSE: words })).rejects.toThrow(words);
    expect(noted()).toEqual({ supervisor: process.pid });
  });

  it('a server that never comes up is given up, in its own last words', async () => {
    await expect(start({ FAIL: 'no such table' })).rejects.toThrow(/The server does not start/);
    expect(said.join('\n')).toContain('no such table');
  });

  it('after the supervisor was killed its children end and the next start takes over', async () => {
    const child = fork(supervisor, { env: { ...process.env, ...env } });
    const [pids] = (await once(child, 'message')) as [Pids];
    child.kill('SIGKILL');
    await once(child, 'exit');
    const parley = await start();
    expect(await endedWithin(pids.server ?? 0, 10_000)).toBe(true);
    expect(await endedWithin(pids.media ?? 0, 10_000)).toBe(true);
    expect(parley.pids().database).toBe(pids.database);
    expect((await ask(parley)).pid).toBe(parley.pids().server);
  });
});
