import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { personStream } from '@parley/contracts/streams.ts';
import { type Database, openDatabase } from '../database/database.ts';
import { type Answered, signInAs } from './http-client.ts';
import { startLinkNode } from './link-node.ts';
import { openConversation, openSocket, type TestSocket } from './socket-client.ts';
import { startTestServer, TEST_SECRET, type TestServer } from './test-server.ts';

/** An agent on a running server, whose chats become links. */
export type LinkAgent = {
  readonly socket: TestSocket;
  /** A new chat that the agent has taken and switched to video. */
  newLink(): Promise<TestLink>;
};

export type TestLink = {
  readonly conversationId: string;
  readonly roomId: string;
  readonly code: string;
  readonly secret: string;
};

/** A running server with a media node, and an agent at it. */
export type LinkHouse = {
  readonly server: TestServer;
  readonly database: Database;
  readonly agent: LinkAgent;
  close(): Promise<void>;
};

export async function openLinkHouse(): Promise<LinkHouse> {
  const server = await startTestServer();
  const database = openDatabase(server.databaseUrl);
  const node = await startLinkNode(database, { secret: TEST_SECRET });
  const agent = await openLinkAgent(server);
  return {
    server,
    database,
    agent,
    async close() {
      agent.socket.close();
      await server.stop();
      await node.die();
      await database.close();
    },
  };
}

export async function openLinkAgent(server: TestServer): Promise<LinkAgent> {
  const { cookie, personId } = await signInAs(server, 'Alex');
  const socket = await openSocket(server, { cookie });
  await socket.follow(personStream(personId));
  await socket.command('renew-lease', { canRing: true, microphone: 'allowed' });
  await socket.command('go-ready', {});
  return {
    socket,
    async newLink() {
      const { conversationId, token } = await openConversation(server, 'Dana');
      const customer = await openSocket(server, { token });
      const hello = { conversationId, messageId: randomUUID(), text: 'Only Dana reads this' };
      await customer.command('send-message', hello);
      customer.close();
      await socket.until(() => offerOf(socket, conversationId) !== undefined);
      await socket.command('answer-offer', { offerId: offerOf(socket, conversationId) });
      const made = await socket.command('switch-to-video', { conversationId });
      if (!made.ok) throw new Error(`no link was made: ${made.code}`);
      const { roomId, code, url } = made.data as { roomId: string; code: string; url: string };
      return { conversationId, roomId, code, secret: new URL(url).hash.slice(1) };
    },
  };
}

function offerOf({ events }: TestSocket, conversationId: string): string | undefined {
  const made = events.flatMap(({ data }) =>
    data.type === 'offer-made' ? [data as unknown as OfferMade] : [],
  );
  return made.find(({ offer }) => offer.conversationId === conversationId)?.offer.offerId;
}

type OfferMade = {
  readonly type: string;
  readonly offer: { readonly offerId: string; readonly conversationId: string };
};

/** A look at a lobby, from an address. */
export function look(
  server: TestServer,
  proof: { readonly code: string; readonly secret: string | null },
  from?: string,
): Promise<Answered> {
  const { code, secret } = proof;
  return post(server, 'look', { body: { code, secret }, from });
}

/** A press on Join. */
export function join(
  server: TestServer,
  proof: { readonly code: string; readonly secret: string | null },
  {
    from,
    ...how
  }: { readonly from?: string; readonly tabId?: string; readonly move?: boolean } = {},
): Promise<Answered> {
  const { code, secret } = proof;
  const body = { name: 'Dana', tabId: 'tab_phone_1', media: 'success', camera: true, ...how };
  return post(server, 'join', { body: { code, secret, ...body }, from });
}

type Posting = { readonly body: unknown; readonly from?: string | undefined };

/** Each on a connection of its own, as from devices that know nothing of each other. */
export async function post(
  server: TestServer,
  what: 'look' | 'join',
  { body, from }: Posting,
): Promise<Answered> {
  const posted = request(`${server.url}/api/v1/rooms/${what}`, {
    ...{ method: 'POST', agent: false },
    headers: {
      'content-type': 'application/json',
      origin: server.url,
      ...(from === undefined ? {} : { 'x-forwarded-for': from }),
    },
  });
  posted.end(JSON.stringify(body));
  const [answer] = (await once(posted, 'response')) as [IncomingMessage];
  const { statusCode: status = 0, headers } = answer;
  return {
    status,
    headers: new Headers(headers as Record<string, string>),
    body: JSON.parse(await text(answer)),
  };
}
