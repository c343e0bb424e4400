import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LegJoined } from '@parley/contracts/media.ts';
import type { MediaAsk, MediaTell } from '@parley/contracts/media-link.ts';
import type { MediaPlan } from '@parley/core/call/media-plan.ts';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Database } from '../database/database.ts';

type Data = Record<string, unknown>;
type LinkFact = Extract<MediaTell, { tell: 'link' }>['data'];
type Given = {
  readonly database: Database;
  readonly secret: string;
};

const YEAR_MS = 31_536_000_000;
const TRANSPORT = { id: 'transport', iceParameters: {}, iceCandidates: [], dtlsParameters: {} };

/** Announces a node in the database and listens for servers. */
export async function startLinkNode(
  database: Database,
  about: Omit<Given, 'database'>,
): Promise<LinkNode> {
  const node = new LinkNode({ database, ...about });
  await node.listen();
  return node;
}

/** The far end of the media link with a memory: it keeps plans and says what a test lets it say. */
export class LinkNode {
  /** Everything asked so far, in order. */
  readonly asked: { readonly ask: MediaAsk; readonly data: Data }[] = [];
  /** What it is too slow to answer. */
  readonly silentAbout = new Set<MediaAsk>();
  readonly #given: Given;
  readonly #id = `node_${randomUUID()}`;
  readonly #links = new Set<WebSocket>();
  readonly #heard = new Map<string, () => void>();
  #bootId: string = randomUUID();
  #plans = new Map<string, MediaPlan>();
  #listener: WebSocketServer | null = null;

  constructor(given: Given) {
    this.#given = given;
  }

  /** The newest plan of a call. */
  plan(callId: string): MediaPlan | null {
    return this.#plans.get(callId) ?? null;
  }

  /** Says a fact and waits until a server has heard it. */
  link(fact: Omit<LinkFact, 'factId'>): Promise<void> {
    return this.tell({ tell: 'link', data: { factId: randomUUID(), ...fact } });
  }

  /** Says something to every server; a fact until it was heard. */
  async tell(said: MediaTell): Promise<void> {
    const heard = new Promise<void>((resolve) => {
      if (said.tell === 'link') this.#heard.set(said.data.factId, resolve);
      else resolve();
    });
    for (const link of this.#links) link.send(JSON.stringify(said));
    await heard;
  }

  /** Drops every link; the node itself lives on. */
  blink(): void {
    for (const link of this.#links) link.terminate();
  }

  /** The process dies: nothing listens any more, its row stays until its lease ends. */
  async die(): Promise<void> {
    const listener = this.#listener;
    this.#listener = null;
    this.blink();
    if (listener === null) return;
    listener.close();
    await once(listener, 'close');
  }

  /** The process starts anew in the same row. */
  async restart(): Promise<void> {
    this.#bootId = randomUUID();
    this.#plans = new Map();
    await this.listen();
  }

  async listen(): Promise<void> {
    const { database, secret } = this.#given;
    const wanted = `Bearer ${createHmac('sha256', secret).update(this.#id).digest('hex')}`;
    const listener = new WebSocketServer({
      host: '127.0.0.1',
      port: 0,
      verifyClient: ({ req }: { req: IncomingMessage }) => req.headers.authorization === wanted,
    });
    listener.on('connection', (link) => this.#welcome(link));
    await once(listener, 'listening');
    this.#listener = listener;
    const { port } = listener.address() as AddressInfo;
    await database.query({
      text: `INSERT INTO media_nodes (id, boot_id, address, state, until)
        VALUES ($1, $2, $3, 'ready', (extract(epoch FROM clock_timestamp()) * 1000)::bigint + $4)
        ON CONFLICT (id) DO UPDATE SET boot_id = excluded.boot_id, address = excluded.address,
          until = excluded.until`,
      values: [this.#id, this.#bootId, `ws://127.0.0.1:${port}`, YEAR_MS],
    });
  }

  #welcome(link: WebSocket): void {
    this.#links.add(link);
    link.on('close', () => this.#links.delete(link));
    link.on('message', (text) => this.#hear(link, JSON.parse(String(text)) as Data));
  }

  #hear(link: WebSocket, frame: Data): void {
    const data = frame.data as Data;
    if (frame.tell === 'heard') {
      this.#heard.get(String(data.factId))?.();
      return;
    }
    const ask = frame.ask as MediaAsk;
    this.asked.push({ ask, data });
    if (this.silentAbout.has(ask)) return;
    const { id } = frame;
    const said = this.#answer(ask, data);
    const answer =
      typeof said === 'string' ? { id, ok: false, code: said } : { id, ok: true, data: said };
    link.send(JSON.stringify(answer));
  }

  #answer(ask: MediaAsk, data: Data): object | 'no-such-leg' | 'stale' {
    if (ask === 'match') return this.#match(data.plan as MediaPlan);
    if (ask in LOOP) return LOOP[ask as keyof typeof LOOP];
    const callId = String(data.callId);
    if (ask === 'release') {
      this.#plans.delete(callId);
      return {};
    }
    const plan = this.plan(callId);
    if (!plan?.legs.some((leg) => leg.legId === data.legId)) return 'no-such-leg';
    return ask === 'join' ? joined(plan) : {};
  }

  #match(plan: MediaPlan): object | 'stale' {
    if ((this.plan(plan.callId)?.version ?? 0) > plan.version) return 'stale';
    this.#plans.set(plan.callId, plan);
    return { version: plan.version };
  }
}

/** What it says about a page that hears itself. */
const LOOP = {
  'open-loop': {
    routerRtpCapabilities: {},
    send: TRANSPORT,
    receive: TRANSPORT,
    iceServers: [],
  },
  'connect-loop': {},
  'fill-loop': { consumerId: 'back', producerId: 'there', rtpParameters: {} },
  'close-loop': {},
};

function joined({ epoch }: MediaPlan): LegJoined {
  return {
    epoch,
    routerRtpCapabilities: {},
    send: TRANSPORT,
    receive: TRANSPORT,
    iceServers: [],
    revision: 0,
    consumers: [],
  };
}
