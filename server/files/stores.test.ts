import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type S3House, startS3 } from '../testing/s3-house.ts';
import { diskStore } from './disk-store.ts';
import { type ObjectStore, StorageAway } from './object-store.ts';
import { s3Store } from './s3-store.ts';

let folder: string;
let s3: S3House;
let stores: Readonly<Record<'disk' | 'S3', ObjectStore>>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-store-'));
  s3 = await startS3();
  stores = { disk: diskStore(join(folder, 'not', 'yet')), S3: s3Store(s3.config) };
});
afterAll(async () => {
  await s3?.stop();
  rmSync(folder, { recursive: true });
});

const NAME = 'file_0b54e6a0-1111-4222-8333-444455556666';
const LONG = Buffer.alloc(3_000_000, 'abc');

function put(store: ObjectStore, name: string, bytes: Buffer): Promise<void> {
  return store.put(name, bytes.length, () => [bytes.subarray(0, 1_000), bytes.subarray(1_000)]);
}

async function contentOf(store: ObjectStore, name: string): Promise<Buffer | null> {
  const pieces = await store.get(name);
  if (pieces === null) return null;
  const all: Buffer[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

describe.each(['disk', 'S3'] as const)('on %s', (kind) => {
  test('a content comes back as it was put, the newest of its name', async () => {
    const store = stores[kind];
    await put(store, NAME, Buffer.from('first'));
    await put(store, NAME, LONG);
    expect((await contentOf(store, NAME))?.equals(LONG)).toBe(true);
  });

  test('what was taken away is gone, and may be taken away again', async () => {
    const store = stores[kind];
    await put(store, `${NAME}.preview`, LONG);
    await store.remove(`${NAME}.preview`);
    expect(await contentOf(store, `${NAME}.preview`)).toBeNull();
    await store.remove(`${NAME}.preview`);
    expect(await contentOf(store, 'file_never-was-here')).toBeNull();
  });

  test.each([
    '../../etc/passwd',
    'file_/../../x',
    '/etc/passwd',
    '..',
    '',
    'a b c d e f',
    '.hidden',
  ])('the name %j leads nowhere', async (name) => {
    const store = stores[kind];
    await expect(put(store, name, LONG)).rejects.toThrow('no name');
    await expect(contentOf(store, name)).rejects.toThrow('no name');
  });
});

describe('on disk', () => {
  test('nobody but the server’s own user reads it, and nothing unfinished is left', async () => {
    const home = join(folder, 'modes');
    const store = diskStore(home);
    await put(store, NAME, LONG);
    const failing = store.put(NAME, 10, () => {
      throw new Error('the power went');
    });
    await expect(failing).rejects.toThrow('the power went');
    const all = readdirSync(home, { recursive: true, withFileTypes: true });
    const files = all.filter((one) => one.isFile());
    expect(files.map(({ name }) => name)).toEqual([NAME]);
    const [file] = files;
    const path = join(file?.parentPath ?? '', NAME);
    expect(statSync(path).mode & 0o077).toBe(0);
    expect(readFileSync(path).equals(LONG)).toBe(true);
  });
});

describe('on S3', () => {
  test('a service that stumbles twice is asked again', async () => {
    s3.stumble(2);
    await put(stores.S3, NAME, LONG);
    s3.stumble(2);
    expect((await contentOf(stores.S3, NAME))?.equals(LONG)).toBe(true);
  });

  test('a service that goes on stumbling is away', async () => {
    s3.stumble(3);
    await expect(put(stores.S3, NAME, LONG)).rejects.toThrow(StorageAway);
    s3.stumble(0);
  });

  test('an answer that breaks off is no content', async () => {
    await put(stores.S3, NAME, LONG);
    s3.breakOff();
    await expect(contentOf(stores.S3, NAME)).rejects.toThrow('broke off');
  });

  test('a wrong key opens nothing', async () => {
    const stranger = s3Store({ ...s3.config, secretKey: 'guessed' });
    await expect(put(stranger, NAME, LONG)).rejects.toThrow('answered 403');
    await expect(stranger.get(NAME)).rejects.toThrow('answered 403');
    await expect(stranger.remove(NAME)).rejects.toThrow('answered 403');
  });

  test('a service that is not there is away', async () => {
    const nowhere = s3Store({ ...s3.config, endpoint: 'http://127.0.0.1:1' });
    await expect(put(nowhere, NAME, LONG)).rejects.toThrow(StorageAway);
  });
});
