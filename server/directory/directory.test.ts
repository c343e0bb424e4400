import type { Directory } from '@parley/contracts/directory.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../database/database.ts';
import { ask, signInAs } from '../testing/http-client.ts';
import { openConversation, openSocket, type TestSocket } from '../testing/socket-client.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
let database: Database;
let bo: TestSocket;
let cookie: string;

beforeAll(async () => {
  server = await startTestServer();
  database = openDatabase(server.databaseUrl);
  cookie = (await signInAs(server, 'Alex')).cookie;
  bo = await openSocket(server, { cookie: (await signInAs(server, 'Bo')).cookie });
});
afterAll(async () => {
  bo?.close();
  await database?.close();
  await server?.stop();
});

async function look(q = '', by = cookie): Promise<Directory> {
  const answer = await ask(server, `/api/v1/directory?q=${encodeURIComponent(q)}`, { cookie: by });
  expect(answer.status).toBe(200);
  return answer.body as Directory;
}

async function agent(name: string): Promise<Directory['agents'][number] | undefined> {
  return (await look()).agents.find((one) => one.name.startsWith(name));
}

describe('the directory', () => {
  test('gives everybody with a call bar and every queue a number, and leaves out who asks', async () => {
    const { agents, queues } = await look();
    expect(agents).toMatchObject([
      { name: 'Bo Agent', internalNumber: 202, state: 'offline' },
      { name: 'Sam Supervisor', internalNumber: 203, state: 'offline' },
    ]);
    expect(queues).toMatchObject([
      { name: 'Support', internalNumber: 600, waiting: 0, longestWaitMs: 0, readyAgents: 0 },
    ]);
    const admin = (await signInAs(server, 'Ada')).cookie;
    expect((await look('', admin)).agents.map((one) => one.name)).toContain('Alex Agent');
  });

  test('is searched by names with letters and by numbers with digits', async () => {
    await ask(server, '/api/v1/contacts', {
      method: 'POST',
      body: { name: 'Bob Supply', number: '+420 202 600' },
      cookie: (await signInAs(server, 'Sam')).cookie,
    });
    const found = async (q: string) => {
      const { agents, queues, contacts } = await look(q);
      return [...agents, ...queues, ...contacts].map((one) => one.name);
    };
    expect(await found('bo')).toEqual(['Bo Agent', 'Bob Supply']);
    expect(await found('sup')).toEqual(['Sam Supervisor', 'Support', 'Bob Supply']);
    expect(await found('202')).toEqual(['Bo Agent', 'Bob Supply']);
    expect(await found('60')).toEqual(['Support', 'Bob Supply']);
    expect(await found('zzz')).toEqual([]);
  });

  test('shows who is ready, paused with the reason, busy and offline, and the line of a queue', async () => {
    await bo.command('renew-lease', { canRing: true, microphone: 'allowed' });
    await bo.command('go-ready', {});
    expect(await agent('Bo')).toMatchObject({ state: 'ready', reason: null });
    expect((await look()).queues).toMatchObject([{ readyAgents: 1 }]);
    await bo.command('pause', { reason: 'Lunch' });
    expect(await agent('Bo')).toMatchObject({ state: 'paused', reason: 'Lunch' });
    expect((await look()).queues).toMatchObject([{ readyAgents: 0 }]);
    const { conversationId, token } = await openConversation(server);
    const customer = await openSocket(server, { token });
    await customer.command('send-message', { conversationId, messageId: 'm', text: 'Hello' });
    await expect.poll(async () => (await look()).queues[0]?.waiting).toBe(1);
    await bo.command('go-ready', {});
    await expect.poll(async () => (await agent('Bo'))?.reason).toBe('ringing');
    expect(await agent('Bo')).toMatchObject({ state: 'busy' });
    customer.close();
    await bo.command('go-offline', {});
    expect((await agent('Bo'))?.state).not.toBe('ready');
  });
});

describe('internal numbers', () => {
  const add = (id: string, number: number | null) =>
    database.query<{ number: number; type: string }>({
      text: `INSERT INTO staff (id, name, email, role, password_hash, password_changed_at,
               internal_number) VALUES ($1, $1, $1, 'agent', '', 0, $2)
             RETURNING internal_number AS number, agent_type AS type`,
      values: [id, number],
    });

  test('are the lowest free ones, and nobody shares one with a queue', async () => {
    expect(await add('one', null)).toEqual([{ number: 204, type: 'webrtc' }]);
    expect(await add('two', 206)).toMatchObject([{ number: 206 }]);
    expect(await add('three', null)).toMatchObject([{ number: 205 }]);
    expect(await add('four', null)).toMatchObject([{ number: 207 }]);
    await expect(add('five', 600)).rejects.toMatchObject({ code: '23505' });
    await expect(add('six', 207)).rejects.toMatchObject({ code: '23505' });
  });

  test('given at the same moment differ', async () => {
    const ids = Array.from({ length: 4 }, (_, index) => `same ${index}`);
    const given = await Promise.all(ids.map((id) => add(id, null)));
    expect(new Set(given.map(([row]) => row?.number)).size).toBe(4);
  });
});
