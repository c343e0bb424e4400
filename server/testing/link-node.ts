import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { MediaAsk, MediaTell } from '@parley/contracts/media-link.ts';
import type { MediaPlan } from '@parley/core/call/media-plan.ts';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Database } from '../database/database.ts';

/** The far end of the media link with a memory: it keeps plans and says what a test lets it say. */
export type LinkNode = {
  readonly id: string;
  readonly bootId: () => string;
  /** The newest plan of a call. */
  plan(callId: string): MediaPlan | null;
  /** Everything asked so far, in order. */
  readonly asked: readonly { readonly ask: MediaAsk; readonly data: Record<string, unknown> }[];
  /** Says a fact and waits until a server has heard it. */
  link(fact: Omit<Extract<MediaTell, { tell: 'link' }>['data'], 'factId'>): Promise<void>;
  /** Says a fact again under its id, as after a link that broke; resolves when it was heard. */
  tell(tell: MediaTell): Promise<void>;
  /** Drops every link; the node itself lives on. */
  blink(): void;
  /** The process dies: nothing listens any more, its row stays until its lease ends. */
  die(): Promise<void>;
  /** The process starts anew in the same row. */
  restart(): Promise<void>;
};

const YEAR_MS = 31_536_000_000;
const TRANSPORT = { id: 'transport', iceParameters: {}, iceCandidates: [], dtlsParameters: {} };

/** Announces a node in the database and listens for servers. */
export async function startLinkNode(
  database: Database,
  about: { readonly secret: string; readonly now: () => number },
): Promise<LinkNode> {
  const id = `node_${randomUUID()}`;
  let bootId = randomUUID();
  let plans = new Map<string, MediaPlan>();
  const asked: { ask: MediaAsk; data: Record<string, unknown> }[] = [];
  const heard = new Map<string, () => void>();
  const links = new Set<WebSocket>();
  let listener: WebSocketServer | null = null;

  const answers: Partial<Record<MediaAsk, (data: Record<string, unknown>) => unknown>> = {
    match: (data) => {
      const plan = data.plan as MediaPlan;
      const known = plans.get(plan.callId);
      if (known !== undefined && known.version > plan.version) return null;
      plans.set(plan.callId, plan);
      return { version: plan.version };
    },
    release: (data) => {
      plans.delete(String(data.callId));
      return {};
    },
    join: (data) => ({
      epoch: plans.get(String(data.callId))?.epoch,
      routerRtpCapabilities: {},
      send: TRANSPORT,
      receive: TRANSPORT,
      iceServers: [],
      consumers: [],
    }),
    produce: () => ({ producerId: 'producer' }),
  };

  const answer = (link: WebSocket, frame: Record<string, unknown>): void => {
    const data = frame.data as Record<string, unknown>;
    if (frame.tell === 'heard') {
      heard.get(String(data.factId))?.();
      return;
    }
    const ask = frame.ask as MediaAsk;
    asked.push({ ask, data });
    const legs = plans.get(String(data.callId))?.legs ?? [];
    const unknownLeg = 'legId' in data && !legs.some((leg) => leg.legId === data.legId);
    const said = unknownLeg ? undefined : (answers[ask] ?? ((): object => ({})))(data);
    const refused = { id: frame.id, ok: false, code: unknownLeg ? 'no-such-leg' : 'stale' };
    link.send(JSON.stringify(said ? { id: frame.id, ok: true, data: said } : refused));
  };

  const listen = async (): Promise<void> => {
    const wanted = `Bearer ${createHmac('sha256', about.secret).update(id).digest('hex')}`;
    const server = new WebSocketServer({
      host: '127.0.0.1',
      port: 0,
      verifyClient: ({ req }: { req: { headers: { authorization?: string } } }) =>
        req.headers.authorization === wanted,
    });
    server.on('connection', (link) => {
      links.add(link);
      link.on('close', () => links.delete(link));
      link.on('message', (text) => answer(link, JSON.parse(String(text))));
    });
    await once(server, 'listening');
    listener = server;
    const { port } = server.address() as AddressInfo;
    await database.query({
      text: `INSERT INTO media_nodes (id, boot_id, address, state, until)
        VALUES ($1, $2, $3, 'ready', $4)
        ON CONFLICT (id) DO UPDATE SET boot_id = excluded.boot_id, address = excluded.address,
          until = excluded.until`,
      values: [id, bootId, `ws://127.0.0.1:${port}`, about.now() + YEAR_MS],
    });
  };

  const tell = async (said: MediaTell): Promise<void> => {
    const done = new Promise<void>((resolve) => {
      if (said.tell === 'link') heard.set(said.data.factId, resolve);
      else resolve();
    });
    for (const link of links) link.send(JSON.stringify(said));
    await done;
  };

  await listen();
  return {
    id,
    bootId: () => bootId,
    plan: (callId) => plans.get(callId) ?? null,
    asked,
    link: (fact) => tell({ tell: 'link', data: { factId: randomUUID(), ...fact } }),
    tell,
    blink() {
      for (const link of links) link.terminate();
    },
    async die() {
      const server = listener;
      listener = null;
      for (const link of links) link.terminate();
      if (server === null) return;
      server.close();
      await once(server, 'close');
    },
    async restart() {
      bootId = randomUUID();
      plans = new Map();
      await listen();
    },
  };
}
