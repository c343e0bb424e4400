import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { conversationStream, personStream } from '@parley/contracts/streams.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signInAs } from '../testing/http-client.ts';
import { type LinkNode, startLinkNode } from '../testing/link-node.ts';
import { type LinkAgent, look, openLinkAgent, type TestLink } from '../testing/room-link.ts';
import { openConversation, openSocket, type TestSocket } from '../testing/socket-client.ts';
import {
  newDatabase,
  startTestServer,
  TEST_SECRET,
  type TestServer,
} from '../testing/test-server.ts';
import { type Database, openDatabase } from './database.ts';
import { migrate } from './migrate.ts';

const MIGRATIONS = join(import.meta.dirname, '../migrations');

/** The last one of the time before there were rooms, questions and signed customers in values. */
const LAST_OF_THEN = '0202-identity.sql';

/** What a conversation and a call were then; all else came since, by a migration. */
const CONVERSATION_OF_THEN = [
  ...['id', 'kind', 'staffIds', 'entryId', 'queueId', 'customer', 'form', 'page', 'startedAt'],
  ...['chat', 'wrapUps'],
];
const CALL_OF_THEN = [
  ...['id', 'conversationId', 'kind', 'origin', 'firstVideo', 'queueId', 'preferredAgentId'],
  ...['startedAt', 'passedBy', 'phase', 'beside', 'legs', 'mediaEpoch'],
];

/** What is copied into the database of then, as far as it has the columns. */
const TABLES = [
  ...['installation', 'staff', 'queues', 'queue_members', 'entries', 'agents', 'sessions'],
  ...['conversations', 'calls', 'streams', 'events', 'messages', 'marks', 'contacts', 'offers'],
  ...['tasks', 'jobs', 'customer_tokens', 'room_links'],
];

type Chat = { readonly conversationId: string; readonly token: string };

let now: TestServer;
let nodeOfNow: LinkNode;
let databaseOfNow: Database;
let databaseOfThen: Database;
let server: TestServer;
let inCall: Chat & { readonly callId: string };
let inLine: Chat;
let link: TestLink;

beforeAll(async () => {
  now = await startTestServer();
  databaseOfNow = openDatabase(now.databaseUrl);
  nodeOfNow = await startLinkNode(databaseOfNow, { secret: TEST_SECRET });
  const agent = await openLinkAgent(now);
  link = await agent.newLink();
  inCall = await callWith(agent);
  inLine = await openConversation(now, 'Eve');
  await say(now, inLine, 'Is anybody there?');
  agent.socket.close();
  await now.stop();
  await nodeOfNow.die();
  const url = await newDatabase();
  databaseOfThen = openDatabase(url);
  await migrateUntilThen(databaseOfThen);
  await copyAsOfThen();
  const { signIns } = now;
  server = { ...(await startTestServer({ databaseUrl: url })), signIns };
});
afterAll(async () => {
  await server.stop();
  await databaseOfNow.close();
  await databaseOfThen.close();
});

async function say(at: TestServer, { conversationId, token }: Chat, text: string): Promise<void> {
  const customer = await openSocket(at, { token });
  const message = { conversationId, messageId: randomUUID(), text };
  expect(await customer.command('send-message', message)).toMatchObject({ ok: true });
  customer.close();
}

/** An audio call of a second customer, which the agent has answered. */
async function callWith({ socket }: LinkAgent): Promise<typeof inCall> {
  const chat = await openConversation(now, 'Cleo');
  const { conversationId } = chat;
  const customer = await openSocket(now, { token: chat.token });
  const started = await customer.command('start-call', { conversationId, kind: 'audio' });
  if (!started.ok) throw new Error(`no call began: ${started.code}`);
  const { callId } = started.data as { callId: string };
  const offer = () => offerOf(socket, conversationId);
  await socket.until(() => offer() !== undefined);
  const answered = await socket.command('answer-offer', { offerId: offer() });
  if (!answered.ok) throw new Error(`the call was not answered: ${answered.code}`);
  customer.close();
  return { ...chat, callId };
}

function offerOf({ events }: TestSocket, conversationId: string): string | undefined {
  const made = events.flatMap(({ data }) => ('offer' in data ? [data.offer as Offer] : []));
  return made.find((one) => one.conversationId === conversationId)?.offerId;
}

type Offer = { readonly offerId: string; readonly conversationId: string };

async function migrateUntilThen(database: Database): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-migrations-'));
  const names = (await readdir(MIGRATIONS)).filter((name) => name <= LAST_OF_THEN);
  for (const name of names) await cp(join(MIGRATIONS, name), join(folder, name));
  await migrate(database, folder);
  await rm(folder, { recursive: true });
}

async function copyAsOfThen(): Promise<void> {
  await databaseOfThen.transaction(async (tx) => {
    await tx.query('SET LOCAL session_replication_role = replica');
    for (const table of TABLES) {
      await tx.query(`DELETE FROM ${table}`);
      const rows = await databaseOfNow.query<{ row: unknown }>(
        `SELECT to_jsonb(${table}) AS row FROM ${table}`,
      );
      for (const { row } of rows) {
        const text = `INSERT INTO ${table} SELECT * FROM jsonb_populate_record(NULL::${table}, $1)`;
        await tx.query({ text, values: [JSON.stringify(row)] });
      }
    }
    const aged = (value: string, n: number) =>
      `(SELECT jsonb_object_agg(key, value) FROM jsonb_each(${value}) WHERE key = ANY ($${n}))`;
    await tx.query({
      text: `UPDATE conversations SET value = ${aged('value', 1)} #- '{customer,verified}'
        WHERE jsonb_typeof(value->'room') = 'null'`,
      values: [CONVERSATION_OF_THEN],
    });
    // This one was made when there were rooms, but not yet the choice of a camera.
    await tx.query(
      `UPDATE conversations SET value = value - 'picture' - 'requests' #- '{room,camera}'
        WHERE jsonb_typeof(value->'room') = 'object'`,
    );
    await tx.query({
      text: `UPDATE calls SET value = ${aged('value', 1)}`,
      values: [CALL_OF_THEN],
    });
    await tx.query({
      text: `UPDATE events SET data = jsonb_set(data, '{call}', ${aged("data->'call'", 1)})
        WHERE data->>'type' = 'call'`,
      values: [CALL_OF_THEN],
    });
  });
}

async function values(database: Database, table: string): Promise<ReadonlyMap<string, unknown>> {
  const rows = await database.query<{ id: string; value: unknown }>(
    `SELECT id, value FROM ${table}`,
  );
  return new Map(rows.map(({ id, value }) => [id, value]));
}

test('values of before are as whole as those of now', async () => {
  const whole = await values(databaseOfNow, 'conversations');
  const migrated = await values(databaseOfThen, 'conversations');
  expect(whole.size).toBe(3);
  for (const { conversationId } of [inCall, inLine, link]) {
    expect(Object.keys(migrated.get(conversationId) as object).sort()).toEqual(
      Object.keys(whole.get(conversationId) as object).sort(),
    );
  }
  expect(migrated.get(inLine.conversationId)).toMatchObject({ customer: { verified: null } });
  expect(migrated.get(link.conversationId)).toMatchObject({ room: { camera: 'front' } });
  const [call] = (await values(databaseOfThen, 'calls')).values();
  expect(call).toMatchObject({ boundToAgentId: null, room: null });
});

test('a link of before opens its lobby', async () => {
  expect((await look(server, link)).body).toMatchObject({ camera: 'front' });
});

test('customers of before read on and write, and agents of before serve them to the end', async () => {
  const { cookie, personId } = await signInAs(server, 'Alex');
  const agent = await openSocket(server, { cookie });
  await agent.follow(personStream(personId));
  const cleo = await openSocket(server, { token: inCall.token });
  const { conversationId, callId } = inCall;
  expect((await cleo.follow(conversationStream(conversationId))).ok).toBe(true);
  await say(server, inCall, 'Still there?');
  expect((await agent.follow(conversationStream(conversationId))).ok).toBe(true);
  const [call] = (await values(databaseOfThen, 'calls')).values();
  const { legs } = call as { legs: readonly { id: string; role: string }[] };
  const legId = legs.find(({ role }) => role === 'agent')?.id;
  expect(await agent.command('end-call', { callId, legId })).toMatchObject({ ok: true });
  for (const one of [inCall, link]) {
    const done = { conversationId: one.conversationId };
    expect(await agent.command('complete-conversation', done)).toMatchObject({ ok: true });
  }
  await say(server, inLine, 'Hello?');
  cleo.close();
  agent.close();
});
