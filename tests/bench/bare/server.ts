import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createWorker, type types } from 'mediasoup';
import { type WebSocket, WebSocketServer } from 'ws';
import { MEDIA_CODECS } from '../../../media/workers/media-codecs.ts';
import type { Asks } from './signals.ts';

/**
 * The floor of everything about media: one router, one room, a WebSocket, nothing stored and nobody asked whether
 * they may. Arguments: the media worker's program, the page's script, the port for media and the address told of it.
 */
const [program, script, mediaPort, announcedAddress] = process.argv.slice(2);
const worker = await createWorker({
  ...(program === undefined ? {} : { workerBin: program }),
  disableLiburing: true,
  logLevel: 'warn',
});
const router = await worker.createRouter({ mediaCodecs: MEDIA_CODECS });
const ports = await worker.createWebRtcServer({
  listenInfos: [
    {
      protocol: 'udp',
      ip: '127.0.0.1',
      port: Number(mediaPort),
      ...(announcedAddress === undefined ? {} : { announcedAddress }),
    },
  ],
});

type Peer = {
  readonly link: WebSocket;
  readonly transports: Map<string, types.WebRtcTransport>;
  readonly producers: types.Producer[];
  readonly consumers: Map<string, types.Consumer>;
  receiving: { transport: types.WebRtcTransport; capabilities: types.RtpCapabilities } | null;
};

const peers = new Set<Peer>();

type Answers = {
  readonly [Ask in keyof Asks]: (peer: Peer, data: Asks[Ask]['data']) => Promise<unknown>;
};

const answers: Answers = {
  capabilities: async () => router.rtpCapabilities,
  'open-transport': async (peer, { receives }) => {
    const transport = await router.createWebRtcTransport({
      webRtcServer: ports,
      initialAvailableOutgoingBitrate: 1_000_000,
    });
    peer.transports.set(transport.id, transport);
    if (receives !== null) {
      peer.receiving = { transport, capabilities: receives as types.RtpCapabilities };
    }
    const { id, iceParameters, iceCandidates, dtlsParameters } = transport;
    return { id, iceParameters, iceCandidates, dtlsParameters };
  },
  connect: async (peer, { transportId, dtlsParameters }) => {
    const given = dtlsParameters as types.DtlsParameters;
    await peer.transports.get(transportId)?.connect({ dtlsParameters: given });
    return {};
  },
  produce: async (peer, { kind, rtpParameters }) => {
    const transport = [...peer.transports.values()].find(
      (one) => one !== peer.receiving?.transport,
    );
    const given = rtpParameters as types.RtpParameters;
    const producer = await transport?.produce({ kind, rtpParameters: given });
    if (producer === undefined) throw new Error('a page sends before it has a transport');
    peer.producers.push(producer);
    for (const other of peers) if (other !== peer) await offer(other, producer);
    return { id: producer.id };
  },
  'consume-all': async (peer) => {
    const there = [...peers].filter((other) => other !== peer);
    for (const producer of there.flatMap((other) => other.producers)) await offer(peer, producer);
    return {};
  },
  resume: async (peer, { consumerId }) => {
    await peer.consumers.get(consumerId)?.resume();
    return {};
  },
  hold: async (_peer, { held }) => {
    const all = [...peers].flatMap((peer) => [...peer.consumers.values()]);
    await Promise.all(all.map((one) => (held ? one.pause() : one.resume())));
    return {};
  },
};

async function offer(peer: Peer, producer: types.Producer): Promise<void> {
  if (peer.receiving === null) return;
  const { transport, capabilities: rtpCapabilities } = peer.receiving;
  const consumer = await transport.consume({
    producerId: producer.id,
    rtpCapabilities,
    paused: true,
  });
  peer.consumers.set(consumer.id, consumer);
  consumer.observer.once('close', () => peer.consumers.delete(consumer.id));
  const { id, kind, rtpParameters } = consumer;
  peer.link.send(JSON.stringify({ offer: { id, producerId: producer.id, kind, rtpParameters } }));
}

const page = `<!doctype html><title>Bare</title><button>Join</button><button>Hold</button><button>Resume</button>
<audio data-testid="remote-sound" autoplay></audio><video data-testid="remote-picture" autoplay muted playsinline></video>
<script type="module" src="/page.js"></script>`;
const code = readFileSync(script ?? '');
const http = createServer((request, response) => {
  const isCode = request.url === '/page.js';
  response.setHeader('content-type', isCode ? 'text/javascript' : 'text/html');
  response.end(isCode ? code : page);
});

new WebSocketServer({ server: http, perMessageDeflate: false }).on('connection', (link) => {
  const peer: Peer = {
    link,
    transports: new Map(),
    producers: [],
    consumers: new Map(),
    receiving: null,
  };
  peers.add(peer);
  link.on('message', (bytes: Buffer) => {
    const { id, ask, data } = JSON.parse(bytes.toString());
    void answers[ask as keyof Asks](peer, data as never).then((answer) =>
      link.send(JSON.stringify({ id, answer })),
    );
  });
  link.on('close', () => {
    peers.delete(peer);
    for (const transport of peer.transports.values()) transport.close();
  });
});
http.listen(0, '127.0.0.1', () => console.log((http.address() as AddressInfo).port));
process.stdin.resume().on('end', () => process.exit(0));
