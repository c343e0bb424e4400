import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from './database/database.ts';
import {
  freePort,
  newDatabase,
  startTestServer,
  TEST_SECRET,
  type TestServer,
} from './testing/test-server.ts';

let other: TestServer;

beforeAll(async () => {
  other = await startTestServer();
});
afterAll(() => other.stop());

function startProcess(env: Record<string, string>) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += String(chunk);
  });
  return { child, complaint: () => complaint };
}

async function refusalOf(env: Record<string, string>): Promise<{ code: number; words: string }> {
  const { child, complaint } = startProcess(env);
  const [code] = (await once(child, 'exit')) as [number];
  return { code, words: complaint().trim() };
}

/** People whose first password was made and not said. */
async function untold(databaseUrl: string): Promise<readonly unknown[]> {
  const database = openDatabase(databaseUrl);
  const people = await database.query('SELECT name FROM staff WHERE is_untold');
  await database.close();
  return people;
}

const portOf = ({ url }: TestServer): string => new URL(url).port;

describe('the server as a process', () => {
  test('says in one sentence what is missing, and that starting again will not help', async () => {
    const { code, words } = await refusalOf({});
    expect(code).toBe(78);
    expect(words).toMatch(/^DATABASE_URL is not set: .+\.$/);
  });

  test('says which port is taken', async () => {
    const { code, words } = await refusalOf({
      DATABASE_URL: other.databaseUrl,
      PARLEY_SECRET: TEST_SECRET,
      PORT: portOf(other),
    });
    expect(code).toBe(78);
    expect(words).toContain(`Port ${portOf(other)} is taken`);
  });

  test.each(['SIGTERM', 'the end of its input'])(
    'is ready in one line, and ends by %s',
    async (end) => {
      const databaseUrl = await newDatabase();
      const { child, complaint } = startProcess({
        DATABASE_URL: databaseUrl,
        PARLEY_SECRET: TEST_SECRET,
        PORT: String(await freePort()),
      });
      const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
      const ready = JSON.parse(line);
      expect(ready).toMatchObject({
        ready: true,
        urls: { demo: expect.stringMatching(/\/demo\/$/) },
      });
      expect(ready.firstSignIns).toHaveLength(4);
      if (end === 'SIGTERM') child.kill(end);
      else child.stdin.end();
      const [code] = (await once(child, 'exit')) as [number];
      expect(code).toBe(0);
      expect(complaint()).not.toMatch(/"level":[56]0/);
      expect(await untold(databaseUrl)).toEqual([]);
    },
  );
});
