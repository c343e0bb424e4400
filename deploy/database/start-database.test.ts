import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startDatabaseElsewhere } from './fixtures/other-launcher.ts';
import { findFreePorts } from './free-port.ts';
import { livenessOf, signal } from './processes.ts';
import { withConnection } from './roles.ts';
import { type RunningDatabase, startDatabase } from './start-database.ts';

let home: string;
let folder: string;
let open: RunningDatabase[];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'parley-database-'));
  chmodSync(home, 0o711);
  folder = join(home, 'database');
  open = [];
});

afterEach(async () => {
  for (const database of open) await database.stop();
  rmSync(home, { recursive: true });
});

async function start(port?: number): Promise<RunningDatabase> {
  const database = await startDatabase({ folder, ...(port === undefined ? {} : { port }) });
  open.push(database);
  return database;
}

function remember(url: string, words: string): Promise<unknown> {
  return withConnection(url, async (client) => {
    await client.query('CREATE TABLE IF NOT EXISTS note (words text)');
    await client.query('INSERT INTO note VALUES ($1)', [words]);
  });
}

function remembered(url: string): Promise<string[]> {
  return withConnection(url, async (client) => {
    const { rows } = await client.query<{ words: string }>('SELECT words FROM note ORDER BY 1');
    return rows.map((row) => row.words);
  });
}

describe('the database that Parley brings', () => {
  it('is made on the first start, for its own role and behind a password', async () => {
    const database = await start();
    const who = await withConnection(database.url, async (client) => {
      const { rows } = await client.query(
        `SELECT current_user AS role, rolsuper AS super, current_setting('fsync') AS fsync,
                current_setting('server_encoding') AS encoding
           FROM pg_roles WHERE rolname = current_user`,
      );
      return rows[0];
    });
    expect(who).toEqual({ role: 'parley', super: false, fsync: 'on', encoding: 'UTF8' });
    expect(statSync(join(folder, 'credentials.json')).mode & 0o777).toBe(0o600);
    const stranger = database.url.replace(/:[^:@/]+@/, ':guessed@');
    await expect(remember(stranger, 'mine')).rejects.toThrow('password authentication failed');
  });

  it('keeps its rows and its address from start to start', async () => {
    const first = await start();
    await remember(first.url, 'kept');
    await first.stop();
    expect(livenessOf(first.pid)).toBe('gone');
    const second = await start();
    expect(await remembered(second.url)).toEqual(['kept']);
    expect(second.url).toBe(first.url);
  });

  it('keeps every acknowledged row when it is killed', async () => {
    const first = await start();
    await remember(first.url, 'acknowledged');
    signal(first.pid, 'SIGKILL');
    await first.ended;
    const second = await start(first.port);
    expect(await remembered(second.url)).toEqual(['acknowledged']);
  });

  it('is taken over alive when its launcher was killed', async () => {
    const other = await startDatabaseElsewhere(folder);
    await remember(other.url, 'before');
    await other.killLauncher();
    const adopted = await start();
    expect(adopted.pid).toBe(other.databasePid);
    expect(await remembered(adopted.url)).toEqual(['before']);
    await adopted.stop();
    expect(livenessOf(other.databasePid)).not.toBe('running');
  });

  it('is stopped and started again when its killed launcher had it on another port', async () => {
    const other = await startDatabaseElsewhere(folder);
    await remember(other.url, 'before');
    await other.killLauncher();
    const moved = await start(await findFreePorts());
    expect(moved.pid).not.toBe(other.databasePid);
    expect(await remembered(moved.url)).toEqual(['before']);
  });

  it('refuses a second launcher while the first one lives', async () => {
    const first = await start();
    await expect(startDatabase({ folder })).rejects.toThrow(/already runs on this data folder/);
    const other = startDatabaseElsewhere(folder);
    await expect(other).rejects.toThrow(/already runs on this data folder/);
    expect(await remembered(first.url).catch(() => 'no table yet')).toBe('no table yet');
  });

  it('starts although a lock names a process that is somebody else', async () => {
    const first = await start();
    await remember(first.url, 'kept');
    signal(first.pid, 'SIGKILL');
    await first.ended;
    writeFileSync(join(folder, 'cluster', 'postmaster.pid'), `${process.pid}\n${folder}\n`);
    const second = await start();
    expect(await remembered(second.url)).toEqual(['kept']);
  });

  it('starts although making it was cut short the last time', async () => {
    mkdirSync(join(folder, 'cluster.draft'), { recursive: true });
    writeFileSync(join(folder, 'cluster.draft', 'PG_VERSION'), '18\n');
    const database = await start();
    await remember(database.url, 'fresh');
    expect(existsSync(join(folder, 'cluster.draft'))).toBe(false);
  });

  it.runIf(process.getuid?.() === 0)(
    'runs for root in a home that others cannot read',
    async () => {
      chmodSync(home, 0o700);
      const first = await start();
      const cluster = realpathSync(join(folder, 'cluster'));
      await remember(first.url, 'kept');
      await first.stop();
      const second = await start();
      expect(await remembered(second.url)).toEqual(['kept']);
      expect(statSync(cluster).uid).not.toBe(0);
      await second.stop();
      rmSync(dirname(cluster), { recursive: true });
    },
  );

  it('never writes over a folder of another kind or of another major version', async () => {
    mkdirSync(join(folder, 'cluster'), { recursive: true });
    await expect(startDatabase({ folder })).rejects.toThrow(/is there but is no database/);
    writeFileSync(join(folder, 'cluster', 'PG_VERSION'), '17\n');
    await expect(startDatabase({ folder })).rejects.toThrow(/made by PostgreSQL 17/);
  });

  it('says so in words when the port it has to have is taken', async () => {
    const first = await start();
    const other = startDatabase({ folder: join(home, 'second'), port: first.port });
    await expect(other).rejects.toThrow(`Port ${first.port} for the database is taken`);
  });
});
