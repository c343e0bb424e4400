import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Upload } from '@parley/contracts/files.ts';
import { FILE_BYTES } from '@parley/contracts/limits.ts';
import { pino } from 'pino';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../database/database.ts';
import {
  askAs,
  begin,
  download,
  linksOf,
  put,
  refusalOf,
  share,
  upload,
} from '../testing/file-scene.ts';
import { problemOf } from '../testing/http-client.ts';
import { type S3House, startS3 } from '../testing/s3-house.ts';
import { openConversation } from '../testing/socket-client.ts';
import {
  newDatabase,
  startTestServer,
  TEST_SECRET,
  type TestServer,
} from '../testing/test-server.ts';
import { createFiles, type Files } from './files.ts';

const WORDS = 'the customer’s own words, for nobody else\n';

/** Those words, or how pictures begin: long enough that what is sealed does not say it by chance. */
const IN_THE_CLEAR = /own words|PNG\r\n.\n.{4}IHDR|RIFF.{4}WEBP/s;

let folder: string;
let s3: S3House;
let databaseUrl: string;
let database: Database;
let photo: Buffer;
const servers: TestServer[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-kept-'));
  s3 = await startS3();
  databaseUrl = await newDatabase();
  database = openDatabase(databaseUrl);
  const raw = { width: 800, height: 600, channels: 3 } as const;
  photo = await sharp(randomBytes(800 * 600 * 3), { raw })
    .png()
    .toBuffer();
});
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});
afterAll(async () => {
  await s3?.stop();
  await database?.close();
  rmSync(folder, { recursive: true });
});

async function onDisk(): Promise<TestServer> {
  const server = await startTestServer({ databaseUrl, files: { kind: 'disk', folder } });
  servers.push(server);
  return server;
}

async function onS3(): Promise<TestServer> {
  const server = await startTestServer({ databaseUrl, files: { kind: 's3', ...s3.config } });
  servers.push(server);
  return server;
}

function stored(): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name));
}

/** The chores of a server whose clock is ahead. */
function filesLater(laterMs: number, told: string[] = []): Files {
  return createFiles({
    database,
    config: { kind: 'disk', folder },
    secret: TEST_SECRET,
    facts: {
      async added(_conversationId, file) {
        told.push(file.id);
        return true;
      },
      removed: async () => true,
    },
    now: () => Date.now() + laterMs,
    log: pino({ level: 'silent' }),
  });
}

const DAY_MS = 24 * 3_600_000;

describe('what is kept', () => {
  test('on disk is read by nobody who has the disk alone', async () => {
    const server = await onDisk();
    const customer = await openConversation(server);
    await share(server, customer, { bytes: Buffer.from(WORDS), name: 'words.txt' });
    await share(server, customer, { bytes: photo });
    const all = stored().map((path) => readFileSync(path, 'latin1'));
    expect(all).toHaveLength(3);
    for (const content of all) {
      expect(content.startsWith('PF1')).toBe(true);
      expect(content).not.toMatch(IN_THE_CLEAR);
    }
    const inDatabase = await database.query({ text: 'SELECT * FROM file_parts' });
    expect(inDatabase).toEqual([]);
  });

  test('on S3 is read by nobody who has the bucket alone, and comes back whole', async () => {
    const server = await onS3();
    const customer = await openConversation(server);
    const file = await share(server, customer, { bytes: Buffer.from(WORDS), name: 'words.txt' });
    const shot = await share(server, customer, { bytes: photo });
    expect(s3.everything()).not.toMatch(IN_THE_CLEAR);
    const [links] = await linksOf(server, customer, file.id);
    const saved = await download(server, links?.download ?? '');
    expect(saved.bytes.toString()).toBe(WORDS);
    const [shown] = await linksOf(server, customer, shot.id);
    const preview = await download(server, shown?.preview ?? '');
    expect(await sharp(preview.bytes).metadata()).toMatchObject({ format: 'webp', width: 640 });
  });

  test('bytes that wait in the database are sealed too', async () => {
    const server = await onDisk();
    const customer = await openConversation(server);
    const bytes = Buffer.from(WORDS);
    const { fileId } = (await begin(server, customer, { sizeBytes: 1_000 })).body as Upload;
    await put(server, customer, { fileId, offset: 0, bytes });
    const [part] = await database.query<{ sealed: Buffer }>({
      text: 'SELECT sealed FROM file_parts WHERE file_id = $1',
      values: [fileId],
    });
    expect(part?.sealed.includes('own words')).toBe(false);
  });

  test('and was changed on the disk is an error and no download', async () => {
    const server = await onDisk();
    const customer = await openConversation(server);
    const file = await share(server, customer, { bytes: Buffer.from(WORDS), name: 'words.txt' });
    const path = stored().find((one) => one.endsWith(file.id)) ?? '';
    const changed = readFileSync(path);
    changed[50] = (changed[50] ?? 0) ^ 1;
    writeFileSync(path, changed);
    const [links] = await linksOf(server, customer, file.id);
    const answer = await download(server, links?.download ?? '');
    expect(answer.status).toBe(500);
    expect(answer.bytes.toString()).toContain('file-damaged');
  });
});

describe('when something dies', () => {
  test('a server that ends in the middle of an upload is followed by one that goes on', async () => {
    const first = await onDisk();
    const customer = await openConversation(first);
    const sizeBytes = photo.length;
    const { fileId } = (await begin(first, customer, { sizeBytes })).body as Upload;
    const cut = 100_000;
    await put(first, customer, { fileId, offset: 0, bytes: photo.subarray(0, cut) });
    const half = put(first, customer, { fileId, offset: cut, bytes: photo.subarray(cut, 2 * cut) });
    // It arrives or it does not.
    await Promise.allSettled([half, first.stop()]);
    servers.splice(0);
    const second = await onDisk();
    const path = `/api/v1/files/${fileId}/upload`;
    let { receivedBytes } = (await askAs(second, customer, { method: 'GET', path })).body as Upload;
    expect([cut, 2 * cut]).toContain(receivedBytes);
    while (receivedBytes < sizeBytes) {
      const bytes = photo.subarray(receivedBytes, receivedBytes + cut);
      const answer = await put(second, customer, { fileId, offset: receivedBytes, bytes });
      ({ receivedBytes } = answer.body as Upload);
    }
    const done = { method: 'POST', path: `${path}/finish`, body: {} };
    const { file } = (await askAs(second, customer, done)).body as Upload;
    expect(file?.picture).toEqual({ width: 800, height: 600 });
  });

  test('a store that is away loses nothing: finished again, the file is there', async () => {
    const server = await onS3();
    const customer = await openConversation(server);
    const bytes = Buffer.from(WORDS);
    const { fileId } = (await begin(server, customer, { sizeBytes: bytes.length })).body as Upload;
    await put(server, customer, { fileId, offset: 0, bytes });
    const finish = { method: 'POST', path: `/api/v1/files/${fileId}/upload/finish`, body: {} };
    s3.stumble(3);
    const away = await askAs(server, customer, finish);
    expect(problemOf(away)).toMatchObject({ code: 'storage-away', retryable: true });
    expect((await askAs(server, customer, finish)).body).toMatchObject({ state: 'ready' });
  });

  test('a file whose server died before it was told is told by the next one, once', async () => {
    const server = await onDisk();
    const customer = await openConversation(server);
    const file = await share(server, customer, { bytes: Buffer.from(WORDS) });
    const untold = 'UPDATE files SET told = false WHERE id = $1';
    await database.query({ text: untold, values: [file.id] });
    const told: string[] = [];
    const files = filesLater(60_000, told);
    await files.sweep();
    await files.sweep();
    files.stop();
    expect(told).toEqual([file.id]);
  });
});

describe('what nobody needs any more', () => {
  test('goes from the disk after it was removed, and an upload after a day', async () => {
    const server = await onDisk();
    const customer = await openConversation(server);
    const file = await share(server, customer, { bytes: photo });
    const left = (await begin(server, customer, { sizeBytes: 1_000 })).body as Upload;
    await put(server, customer, { fileId: left.fileId, offset: 0, bytes: Buffer.alloc(100) });
    const gone = `UPDATE files SET state = 'removed', sealed_key = NULL WHERE id = $1`;
    await database.query({ text: gone, values: [file.id] });
    const files = filesLater(DAY_MS + 60_000);
    await files.sweep();
    files.stop();
    expect(stored().filter((path) => path.includes(file.id))).toEqual([]);
    const path = `/api/v1/files/${left.fileId}/upload`;
    const look = (await askAs(server, customer, { method: 'GET', path })).body as Upload;
    expect(look.state).toBe('removed');
    expect(await database.query('SELECT 1 FROM file_parts')).toEqual([]);
  });
});

describe('bounds', () => {
  test('a file that is too large is refused before a byte is sent', async () => {
    const server = await onDisk();
    const customer = await openConversation(server);
    const answer = await begin(server, customer, { sizeBytes: FILE_BYTES + 1 });
    expect(problemOf(answer)).toMatchObject({ code: 'too-large', facts: { most: FILE_BYTES } });
    expect(refusalOf(await upload(server, customer, { bytes: Buffer.alloc(0) }))).toBe('empty');
  });

  test('each side has so many uploads open at once in a conversation, and it holds so much', async () => {
    const server = await onDisk();
    const customer = await openConversation(server);
    await database.query({
      text: `INSERT INTO files (id, conversation_id, request_id, maker_role, maker_id, maker_name, source,
               state, name, asked_bytes, made_at, touched_at, for_customer)
             SELECT 'file_open_' || n, $1, 'request ' || n, 'agent', 'staff_x', 'X', 'upload', 'uploading', 'x.txt',
               10, $2, $2, false FROM generate_series(1, 10) AS n`,
      values: [customer.conversationId, Date.now()],
    });
    for (let open = 0; open < 10; open += 1) {
      expect((await begin(server, customer, { sizeBytes: 10 })).status).toBe(201);
    }
    expect(refusalOf(await begin(server, customer, { sizeBytes: 10 }))).toBe('too-many-files');

    const full = await openConversation(server);
    await database.query({
      text: `INSERT INTO files (id, conversation_id, request_id, maker_role, maker_id, maker_name, source,
               state, name, asked_bytes, made_at, touched_at, sealed_key, type, size_bytes, sha256, for_customer, told)
             SELECT 'file_full_' || n, $1, 'request ' || n, 'agent', 'staff_x', 'X', 'upload', 'ready', 'x.txt',
               $2, 0, 0, '\\x00', 'text/plain', $2, '', true, true FROM generate_series(1, 20) AS n`,
      values: [full.conversationId, FILE_BYTES],
    });
    expect(refusalOf(await begin(server, full, { sizeBytes: 10 }))).toBe('too-many-files');
  });

  test('a person begins so many uploads in an hour', async () => {
    const server = await onDisk();
    const customer = await openConversation(server);
    await database.query({
      text: `INSERT INTO files (id, conversation_id, request_id, maker_role, maker_id, maker_name, source,
               state, name, asked_bytes, made_at, touched_at, for_customer)
             SELECT 'file_many_' || n, $1, 'request ' || n, 'customer', $2, 'X', 'upload', 'refused', 'x.txt',
               10, $3, $3, true FROM generate_series(1, 100) AS n`,
      values: [customer.conversationId, customer.personId, Date.now()],
    });
    const answer = await begin(server, customer, { sizeBytes: 10 });
    expect(problemOf(answer)).toMatchObject({ code: 'too-many', retryable: true });
    expect(problemOf(answer).retryAfterMs).toBeGreaterThan(0);
  });

  test('an address does not live for ever', async () => {
    const server = await onDisk();
    const customer = await openConversation(server);
    const file = await share(server, customer, { bytes: Buffer.from(WORDS) });
    const before = Date.now();
    const [links] = await linksOf(server, customer, file.id);
    const { until = 0 } = links ?? {};
    expect(until - Date.now()).toBeLessThanOrEqual(600_000);
    expect(until - before).toBeGreaterThanOrEqual(300_000);
  });
});
