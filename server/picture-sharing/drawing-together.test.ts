import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '../database/database.ts';
import { download, linksOf } from '../testing/file-scene.ts';
import { type LinkNode, startLinkNode } from '../testing/link-node.ts';
import { openSocket } from '../testing/socket-client.ts';
import { startTestServer, TEST_SECRET, type TestServer } from '../testing/test-server.ts';
import {
  freeze,
  inVideoCall,
  type Page,
  picture,
  succeed,
  viewAt,
} from '../testing/video-meeting.ts';

let server: TestServer;
/** On the same database. */
let other: TestServer;
let node: LinkNode;
let database: Database;
beforeAll(async () => {
  server = await startTestServer();
  other = await startTestServer({ databaseUrl: server.databaseUrl });
  database = openDatabase(server.databaseUrl);
  node = await startLinkNode(database, { secret: TEST_SECRET });
});
afterAll(async () => {
  await other?.stop();
  await server?.stop();
  await node?.die();
  await database?.close();
});

test('frozen, drawn on by both while the other watches, flattened and sent into the chat of both', async () => {
  const meeting = await inVideoCall({ server }, 'Alex');
  const { conversationId, customer, agent } = meeting;
  const pictureId = await freeze(meeting);
  const on = { conversationId, pictureId };
  const { picture: seen } = await viewAt(customer, conversationId);
  expect(seen).toMatchObject({ id: pictureId, size: { width: 640, height: 360 } });
  const [address] = await linksOf(server, customer.sharer, seen?.fileId ?? '');
  expect((await download(server, address?.picture ?? '')).status).toBe(200);

  await viewAt(agent, conversationId);
  const stroke = { ...on, operationId: randomUUID(), tool: 'pen' };
  await succeed(agent, 'draw-points', { ...stroke, from: 0, points: [[0.1, 0.1, 0.5]] });
  await succeed(agent, 'draw-points', { ...stroke, from: 1, points: [[0.2, 0.2, 0.5]] });
  const heard = () =>
    customer.socket.hints.flatMap((hint) => (hint.type === 'drawing-points' ? [hint] : []));
  await customer.socket.until(() => heard().length === 2);
  expect(heard().map(({ from, by }) => [from, by])).toEqual([
    [0, 'agent'],
    [1, 'agent'],
  ]);
  const shape = {
    tool: 'pen',
    points: [
      [0.1, 0.1, 0.5],
      [0.2, 0.2, 0.5],
    ],
  };
  await succeed(agent, 'draw', { ...on, operationId: stroke.operationId, shape });
  const note = { tool: 'text', points: [[0.5, 0.5, 0.5]], text: 'here' };
  await succeed(customer, 'draw', { ...on, operationId: randomUUID(), shape: note });
  const drawn = (await viewAt(customer, conversationId)).picture?.operations;
  expect(drawn?.map(({ by, shape: { tool } }) => [by.role, tool])).toEqual([
    ['agent', 'pen'],
    ['customer', 'text'],
  ]);

  const flattened = await picture(server, customer, 'drawing');
  await succeed(customer, 'send-picture', { ...on, fileId: flattened, messageId: randomUUID() });
  for (const page of [customer, agent]) {
    const view = await viewAt(page, conversationId);
    expect(view.picture).toBeNull();
    expect(view.messages.at(-1)?.file?.id).toBe(flattened);
    expect(view.files.map((file) => file.id)).toContain(flattened);
    const [sent] = await linksOf(server, page.sharer, flattened);
    expect((await download(server, sent?.download ?? '')).status).toBe(200);
  }
  for (const page of [customer, agent]) page.socket.close();
});

/** What a page has heard of a stroke of the other side: the numbers of its points, in the order they came. */
function heardOf({ socket }: Page, operationId: string): readonly number[] {
  return socket.hints.flatMap((hint) =>
    hint.type === 'drawing-points' && hint.operationId === operationId
      ? hint.points.map((_point, index) => hint.from + index)
      : [],
  );
}

const POINTS = 60;

/** A hand that does not wait: every point by itself as soon as there is one, then the whole stroke. */
async function drawStroke(by: Page, on: object): Promise<string> {
  const operationId = randomUUID();
  const points = Array.from({ length: POINTS }, (_, step) => [step / POINTS, 0.5, 0.5]);
  const said = points.map((point, from) =>
    succeed(by, 'draw-points', { ...on, operationId, tool: 'pen', from, points: [point] }),
  );
  await Promise.all([
    ...said,
    succeed(by, 'draw', { ...on, operationId, shape: { tool: 'pen', points } }),
  ]);
  return operationId;
}

test('customer at one server and agent at another: each point comes over once and in order, undo too, and who comes late to either sees the same', async () => {
  const meeting = await inVideoCall({ server, at: other }, 'Bo');
  const { conversationId, token, customer, agent } = meeting;
  const on = { conversationId, pictureId: await freeze(meeting) };
  for (const page of [customer, agent]) await viewAt(page, conversationId);

  const strokes = await Promise.all([drawStroke(agent, on), drawStroke(customer, on)]);
  const inOrder = Array.from({ length: POINTS }, (_, index) => index);
  for (const page of [customer, agent]) {
    for (const stroke of strokes) {
      await page.socket.until(() => heardOf(page, stroke).length >= POINTS);
      expect(heardOf(page, stroke)).toEqual(inOrder);
    }
  }
  await succeed(customer, 'undo-drawing', on);
  const late: readonly Page[] = [
    { socket: await openSocket(server, { token }), sharer: customer.sharer },
    { socket: await openSocket(other, { token }), sharer: customer.sharer },
  ];
  for (const page of [customer, agent, ...late]) {
    await page.socket.until(() => page.socket.raw.connected);
    const { picture: seen } = await viewAt(page, conversationId);
    const drawn = seen?.operations.map(({ by, undone, shape }) => [
      by.role,
      undone !== null,
      shape.points.length,
    ]);
    expect(drawn?.toSorted()).toEqual([
      ['agent', false, POINTS],
      ['customer', true, POINTS],
    ]);
  }
  await succeed(customer, 'delete-picture', on);
  const isGone = () => agent.socket.events.some(({ data }) => data.type === 'picture-deleted');
  await agent.socket.until(isGone);
  const gone = { ...on, operationId: randomUUID(), tool: 'pen', from: 0, points: [[0, 0, 0]] };
  expect(await agent.socket.command('draw-points', gone)).toMatchObject({ code: 'no-picture' });
  for (const page of [customer, agent, ...late]) page.socket.close();
});
