import { UNSET } from '@parley/contracts/settings.ts';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, problemOf, signInAs } from '../testing/http-client.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const PATH = '/api/v1/settings';

test('nobody who is not signed in reads or changes settings', async () => {
  expect((await ask(server, PATH)).status).toBe(401);
  expect((await ask(server, PATH, { method: 'PUT', body: UNSET })).status).toBe(401);
});

test('settings begin as they are meant to: no auto answer, notices at the top right', async () => {
  const { cookie } = await signInAs(server, 'Bo');
  const { body } = await ask(server, PATH, { cookie });
  expect(body).toEqual(UNSET);
  expect(UNSET).toMatchObject({
    autoAnswer: { on: false, delayMs: 20_000 },
    toastPosition: 'top-right',
  });
});

test('what one agent sets is kept for this agent and for nobody else', async () => {
  const alex = await signInAs(server, 'Alex');
  const bo = await signInAs(server, 'Bo');
  const wanted = {
    ...UNSET,
    autoAnswer: { on: true, delayMs: 5_000 },
    loginInPause: true,
    ringtone: { tone: 'bell', volume: 0.25, muted: true },
  };
  const { cookie } = alex;
  const kept = await ask(server, PATH, { method: 'PUT', body: wanted, cookie });
  expect(kept.status).toBe(200);
  expect((await ask(server, PATH, { cookie })).body).toEqual(wanted);
  expect((await ask(server, PATH, { cookie: bo.cookie })).body).toEqual(UNSET);
});

test('settings that make no sense are refused and change nothing', async () => {
  const { cookie } = await signInAs(server, 'Sam');
  const wrong = [
    { ...UNSET, toastPosition: 'middle' },
    { ...UNSET, autoAnswer: { on: true, delayMs: -1 } },
    { ...UNSET, autoAnswer: { on: true, delayMs: 3_600_000 } },
    { ...UNSET, ringtone: { ...UNSET.ringtone, volume: 7 } },
    { messengerSound: false },
  ];
  for (const body of wrong) {
    const answer = await ask(server, PATH, { method: 'PUT', body, cookie });
    expect(problemOf(answer).code).toBe('bad-input');
  }
  expect((await ask(server, PATH, { cookie })).body).toEqual(UNSET);
});

test('another site’s page cannot change them with the agent’s cookie', async () => {
  const { cookie } = await signInAs(server, 'Sam');
  const origin = 'https://elsewhere.example';
  const answer = await ask(server, PATH, { method: 'PUT', body: UNSET, cookie, origin });
  expect(problemOf(answer).code).toBe('wrong-origin');
});

test('what was stored before a setting existed is completed, not lost', async () => {
  const { cookie, personId } = await signInAs(server, 'Ada');
  const client = new pg.Client({ connectionString: server.databaseUrl });
  await client.connect();
  await client.query('INSERT INTO staff_settings (staff_id, settings) VALUES ($1, $2)', [
    personId,
    { loginInPause: true },
  ]);
  await client.end();
  const { body } = await ask(server, PATH, { cookie });
  expect(body).toEqual({ ...UNSET, loginInPause: true });
});
