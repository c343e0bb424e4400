import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '../database/database.ts';
import { ask, signInAs } from '../testing/http-client.ts';
import { openSocket } from '../testing/socket-client.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

const OWN = '/api/v1/session';
const NEXT = 'Another-0ne!';

let server: TestServer;
let database: Database;
beforeAll(async () => {
  server = await startTestServer();
  database = openDatabase(server.databaseUrl);
});
afterAll(async () => {
  await database.close();
  await server.stop();
});

/** Everything that can be read without saying which thing, as the document of the interface lists it. */
async function readablePaths(): Promise<readonly string[]> {
  const { body } = await ask(server, '/api/v1/openapi.json');
  const { paths } = body as { paths: Record<string, Record<string, unknown>> };
  return Object.keys(paths).filter((path) => 'get' in (paths[path] ?? {}) && !path.includes('{'));
}

async function statusOf(path: string, cookie: string): Promise<number> {
  return (await ask(server, path, { cookie })).status;
}

async function openTo(cookie: string): Promise<readonly string[]> {
  const open: string[] = [];
  for (const path of await readablePaths()) {
    if ((await statusOf(path, cookie)) === 200) open.push(path);
  }
  return open;
}

test('who must change their password can do nothing else before, and everything after', async () => {
  const { cookie, personId, password } = await signInAs(server, 'Bo');
  const usual = await openTo(cookie);
  const forAnybody = await openTo('');
  expect(usual).toContain(`${OWN}/sessions`);
  await database.query({
    text: 'UPDATE staff SET must_change_password = true WHERE id = $1',
    values: [personId],
  });

  expect(await openTo(cookie)).toEqual(
    usual.filter((path) => path === OWN || forAnybody.includes(path)),
  );
  await expect(openSocket(server, { cookie })).rejects.toThrow('not-allowed');
  const endOther = { method: 'DELETE', cookie };
  expect((await ask(server, `${OWN}/sessions/sess_other`, endOther)).status).toBe(403);
  const again = await signInAs(server, 'Bo');
  expect((await ask(server, OWN, { cookie: again.cookie })).body).toMatchObject({
    mustChangePassword: true,
  });

  const change = (next: string) =>
    ask(server, `${OWN}/password`, { method: 'POST', cookie, body: { current: password, next } });
  expect((await change(password)).status).toBe(422);
  expect((await openTo(cookie)).includes(`${OWN}/sessions`)).toBe(false);
  expect((await change(NEXT)).status).toBe(204);
  expect(await openTo(cookie)).toEqual(usual);
  const socket = await openSocket(server, { cookie });
  expect(socket.raw.connected).toBe(true);
  socket.close();
});

test('who must change their password may sign out instead', async () => {
  const { cookie, personId } = await signInAs(server, 'Sam');
  await database.query({
    text: 'UPDATE staff SET must_change_password = true WHERE id = $1',
    values: [personId],
  });
  expect((await ask(server, OWN, { method: 'DELETE', cookie })).status).toBe(204);
  expect(await statusOf(OWN, cookie)).toBe(401);
});
