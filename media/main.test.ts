import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { linkCredential } from './link/link-server.ts';
import { openDatabase, type TestDatabase } from './testing/database.ts';
import { freePorts, mediaWorker } from './testing/node.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
const SECRET = 'a secret of the installation';

let database: TestDatabase;
const children: ChildProcess[] = [];

beforeEach(async () => {
  database = await openDatabase();
  await database.migrate();
  await mediaWorker();
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await database.drop();
});

/** Starts the process as the launcher does: its standard input stays open as long as we live. */
function start(env: Record<string, string>) {
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, DATABASE_URL: database.url, PARLEY_SECRET: SECRET, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  children.push(child);
  const lines = createInterface(child.stdout);
  return { child, firstLine: once(lines, 'line'), ended: once(child, 'exit') };
}

async function state(wanted: string): Promise<Record<string, unknown>> {
  for (;;) {
    const [row] = await database.query('SELECT * FROM media_nodes WHERE state = $1', [wanted]);
    if (row !== undefined) return row;
  }
}

describe('the media node as a process', () => {
  it('announces itself, becomes ready by itself and leaves nothing when its launcher is gone', async () => {
    const port = freePorts();
    const node = start({ PARLEY_MEDIA_PORT: String(port), PARLEY_MEDIA_WORKERS: '1' });
    const [line] = await node.firstLine;
    expect(JSON.parse(line)).toMatchObject({ ready: true });
    const row = await state('ready');
    const nodeId = String(row.id);
    const socket = new WebSocket(String(row.address), {
      headers: { authorization: `Bearer ${linkCredential(SECRET, nodeId)}` },
    });
    await once(socket, 'open');
    const plan = { callId: 'call-1', version: 1, epoch: 1, kind: 'audio', legs: [], flows: [] };
    socket.send(JSON.stringify({ id: 1, ask: 'match', data: { plan } }));
    const [answer] = await once(socket, 'message');
    expect(JSON.parse(String(answer))).toEqual({ id: 1, ok: true, data: { version: 1 } });

    node.child.stdin.end();
    expect(await node.ended).toEqual([0, null]);
    expect(await database.query('SELECT 1 FROM media_nodes')).toEqual([]);
  });

  it('says in one sentence why it cannot start, and ends with 78', async () => {
    const node = start({ PARLEY_SECRET: '' });
    const words: Buffer[] = [];
    node.child.stderr.on('data', (data) => words.push(data));
    expect(await node.ended).toEqual([78, null]);
    expect(String(Buffer.concat(words))).toBe('PARLEY_SECRET is not set.\n');
  });

  it('says so in its row when no media worker can be had', async () => {
    const node = start({
      PARLEY_MEDIA_PORT: String(freePorts()),
      PARLEY_MEDIA_WORKER: '/there/is/no/worker',
    });
    const row = await state('failed');
    expect(row.step).toContain('PARLEY_MEDIA_WORKER names /there/is/no/worker');
    node.child.kill('SIGTERM');
    expect(await node.ended).toEqual([0, null]);
  });
});
