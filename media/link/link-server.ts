import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FRAME_BYTES } from '@parley/contracts/limits.ts';
import { type MediaAsk, mediaAsks, serverTells } from '@parley/contracts/media-link.ts';
import type { Logger } from 'pino';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { Refused } from '../refusal.ts';
import type { Tells } from './tells.ts';

export type LinkParts = {
  readonly nodeId: string;
  readonly secret: string;
  readonly host: string;
  readonly port: { readonly wanted: number; readonly mayMove: boolean };
  readonly answer: (ask: MediaAsk, raw: unknown, via: string) => Promise<unknown>;
  readonly tells: Tells;
  readonly log: Logger;
};

const frameId = z.union([z.string().max(80), z.number()]);
const askFrame = z.object({ id: frameId, ask: z.string(), data: z.unknown() });
const frame = z.union([askFrame, serverTells]);

/** How often a silent server is asked whether it is still there. */
const PING_MS = 10_000;

/** The door for servers: one WebSocket each, JSON frames as contracts/media-link.ts says. */
export class LinkServer {
  readonly port: number;
  readonly #parts: LinkParts;
  readonly #http: Server;
  readonly #sockets = new WebSocketServer({
    noServer: true,
    maxPayload: FRAME_BYTES,
    perMessageDeflate: false,
  });
  readonly #pings: NodeJS.Timeout;

  private constructor(parts: LinkParts, http: Server) {
    this.#parts = parts;
    this.#http = http;
    this.port = (http.address() as AddressInfo).port;
    this.#pings = setInterval(() => this.#ping(), PING_MS);
    http.on('upgrade', (request, socket, head) => {
      if (!this.#isAllowed(request)) {
        socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n');
        return;
      }
      this.#sockets.handleUpgrade(request, socket, head, (link) => this.#welcome(link));
    });
  }

  /** Listens on the wanted port or, where it may move and the port is taken, on the next free one. */
  static async open(parts: LinkParts): Promise<LinkServer> {
    const { wanted, mayMove } = parts.port;
    for (let port = wanted; ; port += 1) {
      const http = createServer((_request, response) => response.writeHead(426).end());
      try {
        http.listen(port, parts.host);
        await once(http, 'listening');
        return new LinkServer(parts, http);
      } catch (error) {
        const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
        if (!isTaken || !mayMove || port >= LAST_PORT) throw error;
      }
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#pings);
    for (const link of this.#sockets.clients) link.close(1001, 'stopping');
    for (const link of this.#sockets.clients) link.terminate();
    this.#http.close();
    await once(this.#http, 'close');
  }

  #isAllowed({ headers }: IncomingMessage): boolean {
    const { secret, nodeId } = this.#parts;
    const wanted = Buffer.from(linkCredential(secret, nodeId));
    const given = Buffer.from(headers.authorization?.replace(/^Bearer /i, '') ?? '');
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  }

  #welcome(link: WebSocket): void {
    const { tells, log } = this.#parts;
    const id = randomUUID();
    alive.add(link);
    link.on('pong', () => alive.add(link));
    link.on('error', (error) => log.warn({ because: error.message }, 'a link to a server broke'));
    link.on('close', () => {
      tells.remove(id);
      log.info({ link: id }, 'a server has left');
    });
    link.on('message', (data) => {
      alive.add(link);
      this.#read(link, id, String(data));
    });
    log.info({ link: id }, 'a server has connected');
    tells.add({ id, send: (tell) => send(link, tell) });
  }

  #read(link: WebSocket, id: string, text: string): void {
    const read = frame.safeParse(jsonOf(text));
    if (!read.success) {
      this.#parts.log.warn({ link: id }, 'a server sent a frame that is none');
      return;
    }
    if ('tell' in read.data) this.#parts.tells.heard(read.data.data.factId);
    else void this.#answer(link, id, read.data);
  }

  async #answer(link: WebSocket, via: string, asked: z.infer<typeof askFrame>): Promise<void> {
    const { id, ask } = asked;
    try {
      if (!isAsk(ask)) throw new Refused('bad-parameters');
      const data = await this.#parts.answer(ask, asked.data, via);
      send(link, { id, ok: true, data });
    } catch (error) {
      send(link, { id, ok: false, code: this.#codeOf(error, ask) });
    }
  }

  #codeOf(error: unknown, ask: string): string {
    if (error instanceof Refused) {
      const { code, cause } = error;
      if (cause !== undefined) this.#parts.log.info({ ask, code, err: cause }, 'refused');
      return code;
    }
    this.#parts.log.error({ ask, err: error }, 'what a server asked could not be done');
    return 'bad-parameters';
  }

  #ping(): void {
    for (const link of this.#sockets.clients) {
      if (alive.delete(link)) link.ping();
      else link.terminate();
    }
  }
}

/** Links that have been heard since they were last asked. */
const alive = new WeakSet<WebSocket>();

/** Beyond it the system gives ports out by itself. */
const LAST_PORT = 32_767;

/** What a server shows to be let in. */
export function linkCredential(secret: string, nodeId: string): string {
  return createHmac('sha256', secret).update(nodeId).digest('hex');
}

function isAsk(ask: string): ask is MediaAsk {
  return Object.hasOwn(mediaAsks, ask);
}

function send(link: WebSocket, frame: object): void {
  if (link.readyState === link.OPEN) link.send(JSON.stringify(frame));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
