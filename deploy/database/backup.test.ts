import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { backUp } from './backup.ts';
import { restore } from './restore.ts';
import { withConnection } from './roles.ts';
import { startDatabase } from './start-database.ts';

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'parley-backup-'));
  chmodSync(home, 0o711);
});

afterEach(() => rmSync(home, { recursive: true }));

const ROWS = 20_000;

it('a backup made while people write holds every row written before it, and the files', async () => {
  const data = join(home, 'data');
  const file = join(home, 'backup.tar');
  const database = await startDatabase({ folder: join(data, 'database') });
  writeFileSync(join(data, 'secret'), 'of the installation', { mode: 0o600 });
  mkdirSync(join(data, 'files'));
  writeFileSync(join(data, 'files', 'picture'), 'of a cat');
  const done = new AbortController();
  await withConnection(database.url, (client) =>
    client.query(
      `CREATE TABLE note (id bigint PRIMARY KEY, words text);
       INSERT INTO note SELECT n, md5(n::text) FROM generate_series(1, ${ROWS}) n`,
    ),
  );
  const writing = writeUntil(database.url, done.signal);
  const said = await backUp({ data, file });
  done.abort();
  await writing;
  await database.stop();

  expect(said).toContain(file);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const copy = join(home, 'copy');
  await restore({ data: copy, file });
  expect(readFileSync(join(copy, 'secret'), 'utf8')).toBe('of the installation');
  expect(statSync(join(copy, 'secret')).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(copy, 'files', 'picture'), 'utf8')).toBe('of a cat');
  const restored = await startDatabase({ folder: join(copy, 'database') });
  const found = await withConnection(restored.url, async (client) => {
    const { rows } = await client.query(
      `SELECT count(*) >= ${ROWS} AS full, count(*) = max(id) AS gapless,
              bool_and(words = md5(id::text)) AS whole
         FROM note`,
    );
    return rows[0];
  });
  await restored.stop();
  expect(found).toEqual({ full: true, gapless: true, whole: true });
});

it('a backup can be made while Parley is stopped, and comes back only into an empty folder', async () => {
  const data = join(home, 'data');
  const file = join(home, 'backup.tar');
  const database = await startDatabase({ folder: join(data, 'database') });
  await withConnection(database.url, (client) =>
    client.query("CREATE TABLE note AS SELECT 'kept' AS words"),
  );
  await database.stop();
  await backUp({ data, file });
  await expect(restore({ data, file })).rejects.toThrow(/already holds an installation/);
  await expect(backUp({ data, file })).rejects.toThrow(/is there already/);
  rmSync(data, { recursive: true });
  await restore({ data, file });
  const restored = await startDatabase({ folder: join(data, 'database') });
  const words = await withConnection(restored.url, (client) => client.query('TABLE note'));
  await restored.stop();
  expect(words.rows).toEqual([{ words: 'kept' }]);
});

it('what is no backup is refused in words and leaves nothing behind', async () => {
  const file = join(home, 'letter.tar');
  writeFileSync(file, 'Dear Parley');
  const data = join(home, 'data');
  await expect(restore({ data, file })).rejects.toThrow(`${file} is no backup of Parley.`);
  expect(existsSync(data)).toBe(false);
});

it('a database of somebody else is left to the tools of that server', async () => {
  const asked = {
    data: home,
    file: join(home, 'b.tar'),
    databaseUrl: 'postgres://elsewhere/parley',
  };
  await expect(backUp(asked)).rejects.toThrow(/pg_dump/);
  await expect(restore(asked)).rejects.toThrow(/pg_restore/);
});

async function writeUntil(url: string, signal: AbortSignal): Promise<void> {
  await withConnection(url, async (client) => {
    for (let id = ROWS + 1; !signal.aborted; id += 1) {
      await client.query(
        'INSERT INTO note SELECT n, md5(n::text) FROM (VALUES ($1::bigint)) v(n)',
        [id],
      );
    }
  });
}
