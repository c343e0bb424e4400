import { randomUUID } from 'node:crypto';
import type { CommandName, CommandResult } from '@parley/contracts/socket.ts';
import { conversationStream, personStream } from '@parley/contracts/streams.ts';
import type { ConversationEvent } from '@parley/core/conversation/events.ts';
import {
  type ConversationView,
  emptyConversation,
  foldConversation,
} from '@parley/core/conversation/view.ts';
import type { FileSource } from '@parley/core/files/shared-file.ts';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '../database/database.ts';
import { download, linksOf, type Sharer, share } from '../testing/file-scene.ts';
import { signInAs } from '../testing/http-client.ts';
import { type LinkNode, startLinkNode } from '../testing/link-node.ts';
import { openConversation, openSocket, type TestSocket } from '../testing/socket-client.ts';
import { startTestServer, TEST_SECRET, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
let node: LinkNode;
let database: Database;
beforeAll(async () => {
  server = await startTestServer();
  database = openDatabase(server.databaseUrl);
  node = await startLinkNode(database, { secret: TEST_SECRET });
});
afterAll(async () => {
  await server?.stop();
  await node?.die();
  await database?.close();
});

type Page = { readonly socket: TestSocket; readonly sharer: Sharer };

async function succeed<Name extends CommandName>(
  { socket }: Page,
  name: Name,
  data: object,
): Promise<CommandResult<Name>> {
  const answer = await socket.command(name, data);
  if (!answer.ok) throw new Error(`${name} was refused: ${answer.code}`);
  return answer.data as CommandResult<Name>;
}

/** Chris and Alex in a video call: their pages and legs. */
async function inVideoCall() {
  const chris = await openConversation(server);
  const { conversationId, token } = chris;
  const staff = await signInAs(server, 'Alex');
  const customer: Page = {
    socket: await openSocket(server, { token }),
    sharer: { conversationId, token },
  };
  const agent: Page = {
    socket: await openSocket(server, { cookie: staff.cookie }),
    sharer: { conversationId, cookie: staff.cookie },
  };
  const { hints } = customer.socket;
  await agent.socket.follow(personStream(staff.personId));
  await customer.socket.until(() =>
    hints.some((hint) => hint.type === 'media-state' && hint.state === 'ready'),
  );
  await succeed(agent, 'renew-lease', { canRing: true, microphone: 'allowed' });
  await succeed(agent, 'go-ready', {});
  const started = await succeed(customer, 'start-call', { conversationId, kind: 'video' });
  const offers = () =>
    agent.socket.events.flatMap(({ data }) =>
      data.type === 'offer-made' ? [data as unknown as { offer: { offerId: string } }] : [],
    );
  await agent.socket.until(() => offers().length > 0);
  const offerId = offers()[0]?.offer.offerId;
  const { legId } = await succeed(agent, 'answer-offer', { offerId });
  const legs = { customer: started.legId, agent: legId ?? '' };
  return { conversationId, callId: started.callId, legs, customer, agent };
}

async function picture(by: Page, source: FileSource): Promise<string> {
  const background = { r: 10, g: 120, b: 90 };
  const create = { width: 640, height: 360, channels: 3, background } as const;
  const bytes = await sharp({ create }).jpeg().toBuffer();
  return (await share(server, by.sharer, { bytes, source })).id;
}

async function viewAt({ socket }: Page, conversationId: string): Promise<ConversationView> {
  const answer = await socket.follow(conversationStream(conversationId));
  if (!answer.ok) throw new Error(answer.code);
  return (answer.events as readonly ConversationEvent[]).reduce(
    foldConversation,
    emptyConversation(conversationId),
  );
}

test('frozen, drawn on by both while the other watches, flattened and sent into the chat of both', async () => {
  const { conversationId, callId, legs, customer, agent } = await inVideoCall();
  const fileId = await picture(agent, 'screenshot');
  const frozen = { callId, legId: legs.agent, ofLegId: legs.customer, fileId };
  const { pictureId } = await succeed(agent, 'freeze-picture', frozen);
  const on = { conversationId, pictureId };
  const { picture: seen } = await viewAt(customer, conversationId);
  expect(seen).toMatchObject({ id: pictureId, fileId, size: { width: 640, height: 360 } });
  const [address] = await linksOf(server, customer.sharer, fileId);
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

  const flattened = await picture(customer, 'drawing');
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
