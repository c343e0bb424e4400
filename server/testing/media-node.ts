import { createHmac, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { MediaAsk } from '@parley/contracts/media-link.ts';
import pg from 'pg';
import { type WebSocket, WebSocketServer } from 'ws';
import { TEST_SECRET } from './test-server.ts';

/** A media node as the server knows one: its row and the far end of its link. It moves no media. */
export type TestMediaNode = { stop(): Promise<void> };

const YEAR_MS = 31_536_000_000;

const TRANSPORT = { id: 'transport_1', iceParameters: {}, iceCandidates: [], dtlsParameters: {} };

const ANSWERS: Readonly<Partial<Record<MediaAsk, object>>> = {
  join: {
    epoch: 1,
    routerRtpCapabilities: {},
    send: TRANSPORT,
    receive: TRANSPORT,
    iceServers: [],
    consumers: [],
  },
  capabilities: { consumers: [] },
  'restart-ice': { iceParameters: {} },
  produce: { producerId: 'producer_1' },
  counts: { flows: [] },
};

/** Announces a node in the database and answers what servers ask of it. */
export async function startTestMediaNode(databaseUrl: string): Promise<TestMediaNode> {
  const id = `node_${randomUUID()}`;
  const wanted = `Bearer ${createHmac('sha256', TEST_SECRET).update(id).digest('hex')}`;
  const links = new WebSocketServer({
    host: '127.0.0.1',
    port: 0,
    verifyClient: ({ req }: { req: IncomingMessage }) => req.headers.authorization === wanted,
  });
  links.on('connection', (link) => link.on('message', (data) => answer(link, String(data))));
  await new Promise((resolve) => links.once('listening', resolve));
  const { port } = links.address() as AddressInfo;
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(
    `INSERT INTO media_nodes (id, boot_id, address, state, until) VALUES ($1, $2, $3, 'ready', $4)`,
    [id, randomUUID(), `ws://127.0.0.1:${port}`, Date.now() + YEAR_MS],
  );
  return {
    async stop() {
      await client.query('DELETE FROM media_nodes WHERE id = $1', [id]);
      await client.end();
      for (const link of links.clients) link.terminate();
      links.close();
    },
  };
}

function answer(link: WebSocket, text: string): void {
  const frame = JSON.parse(text) as { id?: number; ask: MediaAsk; data: unknown };
  if (frame.id === undefined) return;
  const { plan } = frame.data as { plan?: { version: number } };
  const data = frame.ask === 'match' ? { version: plan?.version } : (ANSWERS[frame.ask] ?? {});
  link.send(JSON.stringify({ id: frame.id, ok: true, data }));
}
