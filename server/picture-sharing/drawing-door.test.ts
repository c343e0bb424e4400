import { randomUUID } from 'node:crypto';
import type { Conversation } from '@parley/core/conversation/conversation.ts';
import { DRAWING_BOUNDS } from '@parley/core/picture-sharing/picture.ts';
import { isOnPicture } from '@parley/core/picture-sharing/step.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '../database/database.ts';
import { watchCrashes } from '../testing/crashes.ts';
import { type LinkNode, startLinkNode } from '../testing/link-node.ts';
import { openSocket, type TestSocket } from '../testing/socket-client.ts';
import { startTestServer, TEST_SECRET, type TestServer } from '../testing/test-server.ts';
import { freeze, inVideoCall, type Meeting, viewAt } from '../testing/video-meeting.ts';

let server: TestServer;
let node: LinkNode;
let database: Database;
const { crashes, close } = watchCrashes();

beforeAll(async () => {
  server = await startTestServer();
  database = openDatabase(server.databaseUrl);
  node = await startLinkNode(database, { secret: TEST_SECRET });
});
afterAll(async () => {
  await server?.stop();
  await node?.die();
  await database?.close();
  close();
});

const unit = fc.integer({ min: 0, max: 10_000 }).map((one) => one / 10_000);
const point = fc.tuple(unit, unit, unit);
const shape = fc.oneof(
  fc.record({ tool: fc.constant('pen'), points: fc.array(point, { minLength: 1, maxLength: 6 }) }),
  fc.record({
    tool: fc.constantFrom('arrow', 'rectangle'),
    points: fc.array(point, { minLength: 2, maxLength: 2 }),
  }),
  fc.record({ tool: fc.constant('marker'), points: fc.tuple(point) }),
  fc.record({
    tool: fc.constant('text'),
    points: fc.tuple(point),
    text: fc.string({ maxLength: 9 }),
  }),
);
const operationId = fc.nat(400).map((one) => `operation_${one}`);

/** What a page asks. */
const whole = fc.oneof(
  { weight: 8, arbitrary: fc.record({ name: fc.constant('draw'), operationId, shape }) },
  {
    weight: 6,
    arbitrary: fc.record({
      name: fc.constant('draw-points'),
      operationId,
      tool: fc.constantFrom('pen', 'arrow', 'rectangle'),
      from: fc.nat(999),
      points: fc.array(point, { maxLength: 8 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      name: fc.constantFrom('undo-drawing', 'undo-all-drawing', 'redo-drawing'),
    }),
  },
);

/** What is put in the place of a part of it; null: nothing. */
const wild = fc.oneof(
  fc.constantFrom<unknown>(1.5, -0.1, 1e308, 2 ** 53, '', '__proto__', '\u0000', [], {}, true),
  fc.constantFrom<unknown>([[0, 0]], [[0, 0, 0, 0]], [['0', 0, 0]], { length: 3 }),
  fc.constant(Array.from({ length: DRAWING_BOUNDS.pointsOfStroke + 1 }, () => [0.5, 0.5, 0.5])),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.anything({ maxDepth: 2 }),
);
const frames = fc.record({
  whole,
  /** Two of three come as they are; of the others one part, somewhere, is another. */
  mutation: fc.option(fc.record({ depth: fc.nat(3), at: fc.nat(20), wild }), { freq: 1 }),
});

type Mutation = { readonly depth: number; readonly at: number; readonly wild: unknown };

/** The same with another thing in one place of it. */
function mutated(value: unknown, { depth, at, wild: instead }: Mutation): unknown {
  if (typeof value !== 'object' || value === null) return instead;
  const keys = Object.keys(value);
  const key = keys[at % Math.max(1, keys.length)];
  if (key === undefined) return instead;
  const part = (value as Readonly<Record<string, unknown>>)[key];
  const next = depth === 0 ? instead : mutated(part, { depth: depth - 1, at, wild: instead });
  return Array.isArray(value) ? value.with(Number(key), next) : { ...value, [key]: next };
}

/** What JSON can carry of it. */
function carried(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_key, one) => (typeof one === 'bigint' ? null : one)));
}

type On = { readonly conversationId: string; readonly pictureId: string };

function* framesOn(on: () => On, count: number) {
  for (let from = 0; from < count; from += BATCH) {
    yield fc.sample(frames, BATCH).map(({ whole: { name, ...data }, mutation }) => {
      const asked = { ...on(), ...data };
      const sent = mutation === null ? asked : mutated(asked, mutation);
      return { id: randomUUID(), name, data: carried(sent) };
    });
  }
}

/** So many come from one page: it may not ask more at once. */
const BATCH = 180;

/** A page of the customer, then one of the agent, then again. */
function* pages({ customer, agent }: Meeting): Generator<Promise<TestSocket>, never> {
  for (;;) {
    yield openSocket(server, { token: customer.sharer.token ?? '' });
    yield openSocket(server, { cookie: agent.sharer.cookie ?? '' });
  }
}

/** So much of it on picture after picture, whenever one is full; what was answered. */
async function pour(meeting: Meeting, count: number): Promise<ReadonlySet<string>> {
  const { conversationId } = meeting;
  let pictureId = await freeze(meeting);
  const answers = new Set<string>();
  const opening = pages(meeting);
  for (const batch of framesOn(() => ({ conversationId, pictureId }), count)) {
    const socket = await opening.next().value;
    const said = await Promise.all(batch.map((frame) => socket.raw.emitWithAck('command', frame)));
    for (const answer of said) answers.add(answer.ok ? 'done' : answer.code);
    if (said.some(({ code }) => code === 'picture-full')) {
      await socket.command('delete-picture', { conversationId, pictureId });
      pictureId = await freeze(meeting);
    }
    socket.close();
  }
  return answers;
}

test('whatever is drawn at the door gets an answer, harms nobody and leaves a picture within its bounds', async () => {
  const meeting = await inVideoCall({ server }, 'Alex');
  const { conversationId, agent, customer } = meeting;
  const answers = await pour(meeting, Number(process.env.PARLEY_FUZZ_OPERATIONS ?? 1_000));
  for (const said of ['done', 'bad-input']) expect(answers).toContain(said);
  expect(answers).not.toContain('try-again');
  expect(crashes).toEqual([]);
  const [row] = await database.query<Pick<Conversation, 'picture'>>({
    text: `SELECT value->'picture' AS picture FROM conversations WHERE id = $1`,
    values: [conversationId],
  });
  const { marks = [], drawnOperations = 0, drawnPoints = 0 } = row?.picture ?? {};
  expect(drawnOperations).toBeLessThanOrEqual(DRAWING_BOUNDS.operationsOfPicture);
  expect(drawnPoints).toBeLessThanOrEqual(DRAWING_BOUNDS.pointsOfPicture);
  for (const page of [agent, customer]) {
    const { picture } = await viewAt(page, conversationId);
    expect(picture?.operations.map(({ id }) => id)).toEqual(marks.map(({ id }) => id));
    for (const { shape: seen } of picture?.operations ?? []) {
      expect(seen.points.length).toBeLessThanOrEqual(DRAWING_BOUNDS.pointsOfStroke);
      expect(seen.points.every(isOnPicture)).toBe(true);
    }
    page.socket.close();
  }
});
