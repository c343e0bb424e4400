import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { fastifyCookie } from '@fastify/cookie';
import { FRAME_BYTES } from '@parley/contracts/limits.ts';
import { tabName } from '@parley/contracts/rest.ts';
import type { RefusalCode } from '@parley/contracts/socket.ts';
import { type Socket, Server as SocketIo } from 'socket.io';
import { z } from 'zod';
import type { Database } from '../database/database.ts';
import type { Engine } from '../engine.ts';
import { findCustomer } from '../entries/customer-tokens.ts';
import { findEntry } from '../entries/entry.ts';
import { SESSION_COOKIE } from '../sign-in/session-cookie.ts';
import { addTab, findSession } from '../sign-in/sessions.ts';
import { addressOf, isLoopback } from './addresses.ts';
import type { LiveDelivery } from './live-delivery.ts';
import { type Bearer, TabSocket, type TabSocketParts } from './tab-socket.ts';
import { TokenBuckets } from './token-bucket.ts';
import { Turns } from './turns.ts';

export type SocketServerParts = Pick<TabSocketParts, 'asSeen' | 'now' | 'report'> & {
  readonly database: Database;
  readonly engine: Engine;
  readonly delivery: LiveDelivery;
  /** Parley's own origins: the only ones for staff. */
  readonly ownOrigins: readonly string[];
  /** Further origins that may embed every entry. */
  readonly otherOrigins: readonly string[];
};

export type SocketServer = {
  /** Closes every socket without taking the pages for gone: they come back to the next server. */
  close(): void;
};

/** Knocks at the door from one address. */
const KNOCKS = { burst: 300, perSecond: 20 };
const HANDSHAKE_MS = 10_000;

const handshake = z.object({
  tabId: tabName,
  token: z.string().max(200).optional(),
});

export function openSocketServer(server: HttpServer, parts: SocketServerParts): SocketServer {
  const { engine, delivery, now } = parts;
  const io = new SocketIo(server, {
    path: '/socket',
    transports: ['websocket'],
    perMessageDeflate: false,
    httpCompression: false,
    serveClient: false,
    maxHttpBufferSize: FRAME_BYTES,
    connectTimeout: HANDSHAKE_MS,
  });
  const knocks = new TokenBuckets(KNOCKS);
  // A reload closes and opens the same tab at once: what is stored last must be what happened last.
  const turns = new Turns();
  let closing = false;

  io.use((socket, next) => {
    const address = addressOf(socket.request);
    const welcome = isLoopback(address) || knocks.take(address, now()).ok;
    const admitted = welcome ? admit(parts, socket) : refuse('too-many');
    admitted.then(
      (bearer) => {
        socket.data = bearer;
        next();
      },
      (error: unknown) => next(asRefusal(error, parts)),
    );
  });

  io.on('connection', (socket) => {
    const bearer = socket.data as Bearer;
    const { who, tabId } = bearer;
    const key = `${who.personId} ${tabId}`;
    const opened = turns.take(key, () => openTab(parts, bearer, socket));
    const followed: TabSocketParts['followed'] = (...news) => delivery.followed(...news);
    const tab = new TabSocket(socket, { bearer, opened }, { ...parts, followed });
    delivery.add(tab);
    tab.hint({ type: 'media-state', ...engine.mediaState() });
    socket.on('disconnect', () => {
      const gone = delivery.remove(tab) && !closing;
      tab.closed();
      if (gone) void turns.take(key, () => closeTab(parts, who.personId, tabId));
    });
  });

  return {
    close() {
      closing = true;
      io.disconnectSockets(true);
      io.engine.close();
    },
  };
}

async function openTab(parts: SocketServerParts, bearer: Bearer, socket: Socket): Promise<void> {
  const { database, engine, report } = parts;
  try {
    await engine.tabOpened(bearer.who.personId, bearer.tabId);
    if (bearer.sessionId !== null) await addTab(database, bearer.sessionId, bearer.tabId);
  } catch (error) {
    // A page that is not known to be here counts as gone: it is to come again.
    report(error, 'opening a tab failed');
    socket.disconnect(true);
  }
}

async function closeTab(parts: SocketServerParts, personId: string, tabId: string): Promise<void> {
  try {
    await parts.engine.tabClosed(personId, tabId);
  } catch (error) {
    parts.report(error, 'closing a tab failed');
  }
}

/** Why a socket was not let in; the code is all the page is told. */
class Refused extends Error {
  override readonly name = 'Refused';
  readonly data: { readonly code: RefusalCode };

  constructor(code: RefusalCode) {
    super(code);
    this.data = { code };
  }
}

async function refuse(code: RefusalCode): Promise<never> {
  throw new Refused(code);
}

function asRefusal(error: unknown, { report }: SocketServerParts): Refused {
  if (error instanceof Refused) return error;
  report(error, 'admitting a socket failed');
  return new Refused('try-again');
}

/** Customers prove themselves by token, staff by cookie; what the page says of itself proves nothing. */
async function admit(parts: SocketServerParts, socket: Socket): Promise<Bearer> {
  const said = handshake.safeParse(socket.handshake.auth);
  if (!said.success) return refuse('bad-input');
  const { tabId, token } = said.data;
  return token === undefined
    ? admitStaff(parts, socket.request, tabId)
    : admitCustomer(parts, socket.request, { tabId, token });
}

async function admitStaff(
  { database, ownOrigins, now }: SocketServerParts,
  { headers }: IncomingMessage,
  tabId: string,
): Promise<Bearer> {
  // Another site's page would bring our cookie along: only our own pages may.
  if (headers.origin === undefined || !ownOrigins.includes(headers.origin)) {
    return refuse('not-allowed');
  }
  const cookies = fastifyCookie.parse(headers.cookie ?? '');
  const session = await findSession(database, cookies[SESSION_COOKIE], now());
  if (session === null) return refuse('signed-out');
  if (session.mustChangePassword) return refuse('not-allowed');
  return { who: session.who, name: session.name, tabId, sessionId: session.id };
}

async function admitCustomer(
  { database, ownOrigins, otherOrigins }: SocketServerParts,
  { headers }: IncomingMessage,
  { tabId, token }: { tabId: string; token: string },
): Promise<Bearer> {
  const customer = await findCustomer(database, token);
  if (customer === null) return refuse('signed-out');
  const { origin } = headers;
  if (origin !== undefined && !ownOrigins.includes(origin)) {
    const entry = await findEntry(database, customer.entryId, otherOrigins);
    if (!entry?.config.origins.includes(origin)) return refuse('not-allowed');
  }
  return { who: customer.who, name: customer.name, tabId, sessionId: null };
}
