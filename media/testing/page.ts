import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import type {
  ConsumerOffer,
  LegHas,
  LegJoined,
  MediaParameters,
  ProducerTaken,
} from '@parley/contracts/media.ts';
import type { ProducerSource } from '@parley/core/call/media-plan.ts';
import { createWorker, type types } from 'mediasoup';
import { type RtpPacket, writeRtp } from '../players/rtp-packet.ts';
import { vp8Payloads } from '../players/vp8-payload.ts';
import { MEDIA_CODECS } from '../workers/media-codecs.ts';
import { Wire, type WireEnd } from './wire.ts';

/** Asks the node in the page's name, as its server would. */
export type AskNode = (ask: string, data: object) => Promise<unknown>;

/** The worker in which all pages of a test file live. */
export type PageWorld = { readonly router: types.Router; close(): void };

export async function openPageWorld(program: string): Promise<PageWorld> {
  const worker = await createWorker({
    workerBin: program,
    disableLiburing: true,
    logLevel: 'none',
  });
  const router = await worker.createRouter({ mediaCodecs: MEDIA_CODECS });
  return { router, close: () => worker.close() };
}

type Half = { readonly transport: types.WebRtcTransport; readonly wire: Wire };

/** Something the page sends: numbered packets from the moment it is opened. */
export type Sender = ProducerTaken & {
  send(count: number): void;
  /** Sends, and ends when the node has taken it all in. */
  deliver(count: number): Promise<void>;
  /** Ends when that many requests for a key frame have come in. */
  asked(count: number): Promise<void>;
};

/** A page that speaks real ICE, DTLS and SRTP with the node and hears what it forwards. */
export class Page {
  readonly legId: string;
  /** Consumers it was offered and has not seen closed. */
  readonly offers = new Map<string, ConsumerOffer>();
  joined: LegJoined | null = null;
  readonly #world: PageWorld;
  readonly #ask: AskNode;
  #direct: types.DirectTransport | null = null;
  #send: Half | null = null;
  #receive: Half | null = null;
  #sent = 0;

  constructor(world: PageWorld, legId: string, ask: AskNode) {
    this.#world = world;
    this.legId = legId;
    this.#ask = ask;
  }

  /** `proven`: it says beforehand what proves its connections, as most browsers can. */
  async join({ proven = false } = {}): Promise<LegJoined> {
    const { rtpCapabilities } = this.#world.router;
    const proof = proven ? { dtlsParameters: await this.#proof() } : {};
    const joined = (await this.#ask('join', { rtpCapabilities, ...proof })) as LegJoined;
    this.joined = joined;
    this.#sent = 0;
    this.offers.clear();
    for (const offer of joined.consumers) this.offers.set(offer.consumerId, offer);
    this.#direct = await this.#world.router.createDirectTransport();
    this.#send = await this.#connect(joined.send);
    this.#receive = await this.#connect(joined.receive);
    return joined;
  }

  /** The path is gone without a word, as when a cable is pulled; or with a good-bye, as when a page closes. */
  leave({ saysGoodbye }: { saysGoodbye: boolean }): void {
    for (const half of [this.#send, this.#receive]) {
      if (saysGoodbye) half?.transport.close();
      else half?.wire.close();
    }
  }

  /** Opens a producer; its packets carry `mark` so that a receiver can tell whose they are. */
  async produce(source: ProducerSource, mark: string): Promise<Sender> {
    const { direct, send, joined } = this.#parts();
    const kind = source === 'microphone' ? 'audio' : 'video';
    const ssrc = randomInt(1, 0xffff_ffff);
    const local = await direct.produce({ kind, rtpParameters: sentParameters(kind, ssrc) });
    const { rtpCapabilities } = this.#world.router;
    const out = await send.transport.consume({ producerId: local.id, rtpCapabilities });
    const asked = { source, rtpParameters: out.rtpParameters, transportId: joined.send.id };
    const taken = (await this.#ask('produce', asked)) as ProducerTaken;
    const write = writer(local, ssrc, mark);
    const say = (count: number) => {
      this.#sent += count;
      write(count);
    };
    return {
      ...taken,
      send: say,
      deliver: async (count) => {
        say(count);
        await send.wire.delivered(this.#sent);
      },
      asked: await requestsFor(out),
    };
  }

  /** Sets up the page's side of an offer and hears what comes. */
  async receive(offer: ConsumerOffer): Promise<Hearing> {
    const { direct, receive } = this.#parts();
    const { kind } = offer;
    const landed = await receive.transport.produce({
      kind,
      rtpParameters: offer.rtpParameters as unknown as types.RtpParameters,
    });
    const { rtpCapabilities } = this.#world.router;
    const heard = await direct.consume({ producerId: landed.id, rtpCapabilities });
    return new Hearing(heard);
  }

  async consuming(...offers: ConsumerOffer[]): Promise<void> {
    await this.#ask('consuming', { consumerIds: offers.map((offer) => offer.consumerId) });
  }

  /** Tells what the page has set up and hears what the node has. */
  async compare(...offers: ConsumerOffer[]): Promise<LegHas> {
    const { rtpCapabilities } = this.#world.router;
    const consumerIds = offers.map((offer) => offer.consumerId);
    return (await this.#ask('capabilities', { rtpCapabilities, consumerIds })) as LegHas;
  }

  #parts() {
    const { joined } = this;
    const [direct, send, receive] = [this.#direct, this.#send, this.#receive];
    if (joined === null || direct === null || send === null || receive === null) {
      throw new Error('not joined');
    }
    return { direct, send, receive, joined };
  }

  #open(): Promise<types.WebRtcTransport> {
    return this.#world.router.createWebRtcTransport({
      listenInfos: [{ protocol: 'udp', ip: '127.0.0.1' }],
    });
  }

  /** One certificate serves all transports of a worker. */
  async #proof(): Promise<MediaParameters> {
    const transport = await this.#open();
    transport.close();
    return proofOf(transport);
  }

  async #connect(offer: LegJoined['send']): Promise<Half> {
    const transport = await this.#open();
    const wire = await Wire.join(transport, offer as unknown as WireEnd);
    const dtlsParameters = proofOf(transport);
    if (this.joined?.isProven !== true) {
      await this.#ask('connect', { transportId: offer.id, dtlsParameters });
    }
    const theirs = offer.dtlsParameters as unknown as types.DtlsParameters;
    const secured = isSecured(transport);
    await transport.connect({
      dtlsParameters: { role: 'server', fingerprints: theirs.fingerprints },
    });
    await secured;
    return { transport, wire };
  }
}

function proofOf({ dtlsParameters: { fingerprints } }: types.WebRtcTransport): MediaParameters {
  return { role: 'client', fingerprints };
}

async function requestsFor(out: types.Consumer): Promise<Sender['asked']> {
  let asked = 0;
  let onAsked = (): void => undefined;
  out.on('trace', () => {
    asked += 1;
    onAsked();
  });
  await out.enableTraceEvent(['pli']);
  return async (count) => {
    while (asked < count) {
      const { promise, resolve } = Promise.withResolvers<void>();
      onAsked = resolve;
      await promise;
    }
  };
}

async function isSecured(transport: types.WebRtcTransport): Promise<void> {
  while (transport.dtlsState !== 'connected') await once(transport, 'dtlsstatechange');
}

/** What arrives of one consumer. */
export class Hearing {
  readonly packets: Buffer[] = [];
  readonly #consumer: types.Consumer;
  #waiting: (() => void)[] = [];

  constructor(consumer: types.Consumer) {
    this.#consumer = consumer;
    consumer.on('rtp', (packet) => {
      this.packets.push(packet);
      for (const wake of this.#waiting) wake();
      this.#waiting = [];
    });
  }

  /** Ends when a packet has arrived in which `wanted` is true. */
  async until(wanted: (packet: Buffer) => boolean): Promise<void> {
    while (!this.packets.some(wanted)) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#waiting.push(resolve);
      await promise;
    }
  }

  count(mark: string): number {
    return this.packets.filter((packet) => packet.includes(mark)).length;
  }

  close(): void {
    this.#consumer.close();
  }
}

function sentParameters(kind: 'audio' | 'video', ssrc: number): types.RtpParameters {
  const codec =
    kind === 'audio'
      ? { mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 }
      : { mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000 };
  return { codecs: [codec], encodings: [{ ssrc }] };
}

function writer(producer: types.Producer, ssrc: number, mark: string): (count: number) => void {
  const write = producer.kind === 'audio' ? soundPacket : picturePacket;
  let sequence = 0;
  return (count) => {
    for (let index = 0; index < count; index += 1) {
      sequence += 1;
      producer.send(writeRtp({ ...write(sequence, `${mark}#${sequence}`), sequence, ssrc }));
    }
  };
}

type Written = Omit<RtpPacket, 'sequence' | 'ssrc'>;

function soundPacket(sequence: number, words: string): Written {
  const payload = Buffer.from(words);
  return { payloadType: 111, timestamp: sequence * 960, marker: false, payload };
}

/** A key frame to VP8, whose first byte is then even (RFC 6386, 9.1). */
function picturePacket(sequence: number, words: string): Written {
  const [payload = Buffer.alloc(0)] = vp8Payloads(Buffer.from(`\x10${words}`), sequence);
  return { payloadType: 96, timestamp: sequence * 3_000, marker: true, payload };
}
