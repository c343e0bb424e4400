import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Upload } from '@parley/contracts/files.ts';
import sharp from 'sharp';
import { afterEach, expect, test } from 'vitest';
import { openDatabase } from '../database/database.ts';
import { askAs, begin, download, linksOf, put, type Sharer } from '../testing/file-scene.ts';
import type { Answered } from '../testing/http-client.ts';
import { openConversation } from '../testing/socket-client.ts';
import { freePort, newDatabase, TEST_SECRET, type TestServer } from '../testing/test-server.ts';

const KILLS = 6;
const CUT = 60_000;

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

type Killable = { readonly server: TestServer; readonly child: ChildProcess };

/** The product's server as a process, ready when it answers. */
async function startProcess(databaseUrl: string, data: string): Promise<Killable> {
  const port = await freePort();
  const child = spawn(process.execPath, [join(import.meta.dirname, '../main.ts')], {
    env: {
      ...{ PATH: process.env.PATH, DATABASE_URL: databaseUrl, PARLEY_SECRET: TEST_SECRET },
      ...{ PORT: String(port), PARLEY_DATA: data },
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  ends.push(() => kill(child));
  await once(createInterface(child.stdout), 'line');
  const url = `http://localhost:${port}`;
  const server = { url, databaseUrl, signIns: [], log: [], stop: () => kill(child) };
  return { server, child };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

/** What a page does: it asks how far the upload is, and goes on until it is told that the file is there. */
async function goOn(
  server: TestServer,
  customer: Sharer,
  { fileId, bytes }: { readonly fileId: string; readonly bytes: Buffer },
): Promise<Upload> {
  const path = `/api/v1/files/${fileId}/upload`;
  const uploadIn = ({ status, body }: Answered): Upload => {
    if (status !== 200) throw new Error(`refused: ${JSON.stringify(body)}`);
    return body as Upload;
  };
  let now = uploadIn(await askAs(server, customer, { method: 'GET', path }));
  while (now.receivedBytes < bytes.length) {
    const { receivedBytes: offset } = now;
    const part = { fileId, offset, bytes: bytes.subarray(offset, offset + CUT) };
    now = uploadIn(await put(server, customer, part));
  }
  const finish = { method: 'POST', path: `${path}/finish`, body: {} };
  return uploadIn(await askAs(server, customer, finish));
}

test('servers killed at any moment of an upload: it is there once, whole, and nothing else is left', async () => {
  const data = mkdtempSync(join(tmpdir(), 'parley-killed-'));
  ends.push(async () => rmSync(data, { recursive: true }));
  const databaseUrl = await newDatabase();
  const raw = { width: 700, height: 500, channels: 3 } as const;
  const bytes = await sharp(randomBytes(700 * 500 * 3), { raw })
    .png()
    .toBuffer();
  let { server, child } = await startProcess(databaseUrl, data);
  const customer = await openConversation(server);
  const asked = { sizeBytes: bytes.length, requestId: randomUUID() };
  const { fileId } = (await begin(server, customer, asked)).body as Upload;
  for (let round = 0; round < KILLS; round += 1) {
    const going = goOn(server, customer, { fileId, bytes });
    // Later in every round: among the parts first, then while it is checked and stored.
    const rest = round < KILLS / 2 ? AbortSignal.timeout(20 * round + 5) : null;
    if (rest === null) await storing(databaseUrl, fileId, going);
    else await Promise.race([once(rest, 'abort'), going]);
    await kill(child);
    await Promise.allSettled([going]);
    ({ server, child } = await startProcess(databaseUrl, data));
  }
  const done = await goOn(server, customer, { fileId, bytes });
  expect(done.file?.picture).toEqual({ width: 700, height: 500 });
  const [links] = await linksOf(server, customer, fileId);
  const saved = await download(server, links?.download ?? '');
  expect(await sharp(saved.bytes).metadata()).toMatchObject({ format: 'png', width: 700 });
  const left = readdirSync(join(data, 'files'), { recursive: true, withFileTypes: true });
  const names = left.filter((one) => one.isFile()).map(({ name }) => name);
  expect(names.toSorted()).toEqual([fileId, `${fileId}.preview`]);
  await expectToldOnce(databaseUrl, fileId);
});

/** Until the server begins to put it into the store, or has done everything. */
async function storing(databaseUrl: string, fileId: string, going: Promise<Upload>): Promise<void> {
  const database = openDatabase(databaseUrl);
  const isStored = async (): Promise<boolean> => {
    const text = 'SELECT 1 FROM files WHERE id = $1 AND is_stored';
    return (await database.query({ text, values: [fileId] })).length > 0;
  };
  const isOver = Promise.allSettled([going]).then(() => true);
  while (!(await Promise.race([isOver, isStored()])));
  await database.close();
}

async function expectToldOnce(databaseUrl: string, fileId: string): Promise<void> {
  const database = openDatabase(databaseUrl);
  const told = await database.query({
    text: `SELECT 1 FROM events WHERE data->>'type' = 'file-added' AND data->'file'->>'id' = $1`,
    values: [fileId],
  });
  const [row] = await database.query<{ told: boolean; parts: number }>({
    text: `SELECT told, (SELECT count(*) FROM file_parts) AS parts FROM files WHERE id = $1`,
    values: [fileId],
  });
  await database.close();
  expect([told.length, row]).toEqual([1, { told: true, parts: 0 }]);
}
