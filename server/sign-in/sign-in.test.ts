import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, cookieOf, problemOf, signInAs } from '../testing/http-client.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

function trySignIn(email: string, password: string, from: string) {
  return ask(server, '/api/v1/session', { method: 'POST', body: { email, password }, from });
}

function passwordOf(name: string): { email: string; password: string } {
  const person = server.signIns.find((one) => one.name.startsWith(name));
  if (person === undefined) throw new Error(`nobody is called ${name}`);
  return person;
}

describe('the first start', () => {
  test('makes an admin, two agents and a supervisor, each with an own random password', () => {
    expect(server.signIns.map((one) => one.role)).toEqual([
      'admin',
      'agent',
      'agent',
      'supervisor',
    ]);
    expect(new Set(server.signIns.map((one) => one.password)).size).toBe(4);
  });

  test('stores no password that could be read', async () => {
    const client = new pg.Client({ connectionString: server.databaseUrl });
    await client.connect();
    const { rows } = await client.query<{ row: string }>('SELECT staff::text AS row FROM staff');
    await client.end();
    const everything = rows.map((one) => one.row).join();
    for (const { password } of server.signIns) expect(everything).not.toContain(password);
    expect(everything).toContain('$argon2id$');
  });

  test('happens once: the second start makes nobody', async () => {
    const again = await startTestServer({ databaseUrl: server.databaseUrl });
    expect(again.signIns).toEqual([]);
    await again.stop();
  });
});

describe('signing in', () => {
  test('gives a cookie that scripts and other sites cannot use, and says who one is', async () => {
    const { email, password } = passwordOf('Alex');
    const answer = await trySignIn(email.toUpperCase(), password, '198.51.100.1');
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ name: 'Alex Agent', role: 'agent', email });
    const [cookie] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-parley=[\w-]{43};/);
    for (const attribute of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Strict']) {
      expect(cookie).toContain(attribute);
    }
    const me = await ask(server, '/api/v1/session', { cookie: cookieOf(answer) });
    expect(me.body).toEqual(answer.body);
  });

  test('a wrong password and an unknown e-mail get the same answer', async () => {
    const { email } = passwordOf('Alex');
    const wrong = await trySignIn(email, 'not it', '198.51.100.2');
    const unknown = await trySignIn('nobody@parley.example', 'not it', '198.51.100.2');
    expect(wrong.status).toBe(401);
    expect(unknown.body).toEqual(wrong.body);
  });

  test('an e-mail that means something to a database or a script is only a wrong e-mail', async () => {
    for (const email of ["' OR 1=1 --", '<script>', '{{7*7}}', '😀']) {
      expect((await trySignIn(email, 'x', '198.51.100.3')).status).toBe(401);
    }
    expect((await trySignIn('a\u0000b', 'x', '198.51.100.3')).status).toBe(400);
  });

  test('guessing gets slower, and only for the one who guesses', async () => {
    const { email, password } = passwordOf('Bo');
    const statuses = await guess(email, '198.51.100.4', 6);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
    const blocked = await trySignIn(email, password, '198.51.100.4');
    expect(problemOf(blocked)).toMatchObject({ code: 'too-many', retryable: true });
    expect(problemOf(blocked).retryAfterMs).toBeGreaterThan(0);
    expect(blocked.headers.get('retry-after')).not.toBeNull();
    expect((await trySignIn(email, password, '198.51.100.5')).status).toBe(200);
  });

  test('a hundred guesses at once are not let through together', async () => {
    const { email } = passwordOf('Ada');
    const all = await Promise.all(
      Array.from({ length: 30 }, () => trySignIn(email, 'guess', '198.51.100.6')),
    );
    expect(all.filter((one) => one.status === 401).length).toBeLessThanOrEqual(5);
  });

  test('guessing from everywhere does not keep a person out of where they have been before', async () => {
    const { email, password } = passwordOf('Sam');
    expect((await trySignIn(email, password, '203.0.113.1')).status).toBe(200);
    for (let last = 0; last < 120; last += 1) await trySignIn(email, 'guess', `192.0.2.${last}`);
    expect((await trySignIn(email, password, '192.0.2.250')).status).toBe(429);
    expect((await trySignIn(email, password, '203.0.113.1')).status).toBe(200);
  });

  test('is refused to another site and to a request that does not say where it comes from', async () => {
    const body = passwordOf('Alex');
    for (const origin of ['https://evil.example', 'null', null]) {
      const answer = await ask(server, '/api/v1/session', { method: 'POST', body, origin });
      expect(problemOf(answer).code).toBe('wrong-origin');
    }
  });
});

async function guess(email: string, from: string, times: number): Promise<number[]> {
  const statuses: number[] = [];
  for (let count = 0; count < times; count += 1) {
    statuses.push((await trySignIn(email, `guess ${count}`, from)).status);
  }
  return statuses;
}

describe('sessions', () => {
  test('signing out ends the session for everybody who has its cookie', async () => {
    const { cookie } = await signInAs(server, 'Alex');
    const out = await ask(server, '/api/v1/session', { method: 'DELETE', cookie });
    expect(out.status).toBe(204);
    expect(out.headers.getSetCookie()[0]).toMatch(/^__Host-parley=;/);
    expect((await ask(server, '/api/v1/session', { cookie })).status).toBe(401);
  });

  test('a cookie of the right shape that nobody was given opens nothing', async () => {
    const cookie = `__Host-parley=${'A'.repeat(43)}`;
    expect((await ask(server, '/api/v1/session', { cookie })).status).toBe(401);
  });

  test('one sees the own sessions and ends another one of them', async () => {
    const here = await signInAs(server, 'Alex');
    const there = await signInAs(server, 'Alex');
    const list = await ask(server, '/api/v1/session/sessions', { cookie: here.cookie });
    const sessions = list.body as { id: string; current: boolean }[];
    expect(sessions.filter((one) => one.current)).toHaveLength(1);
    const other = await ask(server, '/api/v1/session/sessions', { cookie: there.cookie });
    const theirs = (other.body as typeof sessions).find((one) => one.current)?.id;
    const path = `/api/v1/session/sessions/${theirs}`;
    const ended = await ask(server, path, { method: 'DELETE', cookie: here.cookie });
    expect(ended.status).toBe(204);
    expect((await ask(server, '/api/v1/session', { cookie: there.cookie })).status).toBe(401);
    expect((await ask(server, '/api/v1/session', { cookie: here.cookie })).status).toBe(200);
  });

  test('nobody ends a session of somebody else', async () => {
    const alex = await signInAs(server, 'Alex');
    const ada = await signInAs(server, 'Ada', '203.0.113.9');
    const list = await ask(server, '/api/v1/session/sessions', { cookie: alex.cookie });
    const [session] = list.body as { id: string }[];
    const path = `/api/v1/session/sessions/${session?.id}`;
    const answer = await ask(server, path, { method: 'DELETE', cookie: ada.cookie });
    expect(answer.status).toBe(404);
  });
});

describe('changing the password', () => {
  function change(cookie: string, current: string, next: string) {
    const body = { current, next };
    return ask(server, '/api/v1/session/password', { method: 'POST', body, cookie });
  }

  test('a refusal names every rule the new one breaks', async () => {
    const bo = await signInAs(server, 'Bo', '203.0.113.20');
    const answer = await change(bo.cookie, bo.password, 'short');
    expect(answer.status).toBe(422);
    expect(problemOf(answer).facts).toEqual({ broken: ['length', 'upper', 'digit', 'special'] });
    const same = await change(bo.cookie, bo.password, bo.password);
    expect(problemOf(same).facts).toEqual({ broken: ['used-before'] });
    expect(problemOf(await change(bo.cookie, 'wrong', 'Good-enough-1')).code).toBe(
      'wrong-password',
    );
  });

  test('ends all other sessions, keeps this one, and the last five may not come back', async () => {
    const bo = await signInAs(server, 'Bo', '203.0.113.20');
    const elsewhere = await signInAs(server, 'Bo', '203.0.113.20');
    const words = [bo.password, 'Second-pass-2', 'Third-pass-3', 'Fourth-pass-4', 'Fifth-pass-5'];
    for (const [index, next] of words.slice(1).entries()) {
      expect((await change(bo.cookie, words[index] ?? '', next)).status).toBe(204);
    }
    expect((await ask(server, '/api/v1/session', { cookie: elsewhere.cookie })).status).toBe(401);
    expect((await ask(server, '/api/v1/session', { cookie: bo.cookie })).status).toBe(200);
    const back = await change(bo.cookie, 'Fifth-pass-5', bo.password);
    expect(problemOf(back).facts).toEqual({ broken: ['used-before'] });
    expect((await change(bo.cookie, 'Fifth-pass-5', 'Sixth-pass-6')).status).toBe(204);
    expect((await change(bo.cookie, 'Sixth-pass-6', bo.password)).status).toBe(204);
  });
});

test('what was typed at sign-in stands in no log', async () => {
  await trySignIn('somebody@secret.example', 'my secret words', '198.51.100.30');
  expect(server.log.join()).not.toMatch(/secret/);
});
