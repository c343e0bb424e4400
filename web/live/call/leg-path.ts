import type {
  ConsumerOffer,
  LegJoined,
  MediaParameters,
  TransportOffer,
} from '@parley/contracts/media.ts';
import type {
  Consumer,
  Device,
  DtlsParameters,
  IceParameters,
  Producer,
  ProducerOptions,
  RtpParameters,
  Transport,
  TransportOptions,
} from 'mediasoup-client/types';
import { createEmitter } from '../emitter.ts';
import { randomId } from '../random-id.ts';
import { createStore } from '../store.ts';
import type { LegLine } from './leg-line.ts';
import type { Received } from './receiving.ts';

/** How the two transports stand together. */
export type PathState = 'new' | 'connecting' | 'connected' | 'lost' | 'closed';

type Source = 'microphone' | 'camera' | 'screen';

/** One way from this page to the media node: two transports and all that goes through them. A new way replaces it whole. */
export class LegPath {
  readonly epoch: number;
  readonly state = createStore<PathState>('new');
  readonly received = createStore<readonly Received[]>([]);
  /** The node would not take what the page sends. */
  readonly refused = createEmitter<{ readonly source: Source; readonly code: string }>();
  readonly #line: LegLine;
  readonly #send: Transport;
  readonly #receive: Transport;
  readonly #producers = new Map<Source, Producer>();
  readonly #consumers = new Map<string, Consumer>();
  readonly #offered = new Set<string>();

  constructor(device: Device, joined: LegJoined, line: LegLine) {
    this.epoch = joined.epoch;
    this.#line = line;
    this.#send = device.createSendTransport(transportOptions(joined.send, joined.iceServers));
    this.#receive = device.createRecvTransport(transportOptions(joined.receive, joined.iceServers));
    this.#wire(this.#send);
    this.#wire(this.#receive);
    this.#send.on('produce', ({ rtpParameters, appData }, done) => {
      // The node knows producers by their source: waiting for its id would cost a round trip each.
      done({ id: randomId() });
      const { source } = appData as { readonly source: Source };
      this.#announce(source, rtpParameters);
    });
  }

  #wire(transport: Transport): void {
    transport.on('connect', ({ dtlsParameters }, done) => {
      done();
      void this.#connect(transport.id, dtlsParameters);
    });
    transport.on('connectionstatechange', () => this.#look());
  }

  async #connect(transportId: string, dtlsParameters: DtlsParameters): Promise<void> {
    const answer = await this.#line('media-connect', { transportId, dtlsParameters });
    if (!answer.ok && this.state.get() !== 'closed') this.state.set('lost');
  }

  #announce(source: Source, rtpParameters: RtpParameters): void {
    const asked = this.#line('media-produce', { source, rtpParameters });
    void asked.then((answer) => {
      if (answer.ok || this.state.get() === 'closed') return;
      this.stopProducing(source);
      this.refused.emit({ source, code: answer.code });
    });
  }

  #look(): void {
    if (this.state.get() === 'closed') return;
    const used = [this.#send, this.#receive]
      .map((transport) => transport.connectionState)
      .filter((state) => state !== 'new');
    if (used.length === 0) return;
    if (used.some((state) => state !== 'connected' && state !== 'connecting')) {
      this.state.set('lost');
    } else {
      this.state.set(used.includes('connecting') ? 'connecting' : 'connected');
    }
  }

  producer(source: Source): Producer | undefined {
    return this.#producers.get(source);
  }

  async produce(source: Source, options: ProducerOptions): Promise<Producer> {
    const producer = await this.#send.produce({
      ...options,
      stopTracks: false,
      appData: { source },
    });
    this.#producers.set(source, producer);
    return producer;
  }

  /** Closes what this page sends of a source; the node closes its end as the plan says. */
  stopProducing(source: Source): void {
    this.#producers.get(source)?.close();
    this.#producers.delete(source);
  }

  /** Sets up the page's side of what may be received, and lets the node send it. */
  async take(offers: readonly ConsumerOffer[]): Promise<void> {
    const fresh = offers.filter((offer) => !this.#offered.has(offer.consumerId));
    if (fresh.length === 0 || this.state.get() === 'closed') return;
    for (const offer of fresh) this.#offered.add(offer.consumerId);
    const taken = await Promise.all(fresh.map((offer) => this.#consume(offer)));
    const here = taken.filter((one) => one !== null);
    if (here.length === 0) return;
    this.received.update((now) => [...now, ...here]);
    await this.#line('media-consuming', { consumerIds: here.map((one) => one.consumerId) });
  }

  async #consume(offer: ConsumerOffer): Promise<Received | null> {
    const { consumerId, from, kind, source } = offer;
    const consumer = await this.#open(offer);
    if (consumer === null) return null;
    if (!this.#offered.has(consumerId)) {
      consumer.close();
      return null;
    }
    this.#consumers.set(consumerId, consumer);
    return { consumerId, from, kind, source, track: consumer.track };
  }

  async #open(offer: ConsumerOffer): Promise<Consumer | null> {
    try {
      return await this.#receive.consume({
        id: offer.consumerId,
        producerId: offer.producerId,
        kind: offer.kind,
        rtpParameters: offer.rtpParameters as RtpParameters,
        // Sound and picture are played apart: one must not wait for the other's clock.
        streamId: `${offer.from}:${offer.kind}`,
      });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      // Closed meanwhile, or a session description the browser would not take: only a new path helps.
      if (this.state.get() !== 'closed') this.state.set('lost');
      return null;
    }
  }

  /** The node has closed one; its sender stopped or put another in its place. */
  withdraw(consumerId: string): void {
    this.#offered.delete(consumerId);
    this.#consumers.get(consumerId)?.close();
    this.#consumers.delete(consumerId);
    this.received.update((now) => now.filter((one) => one.consumerId !== consumerId));
  }

  /** All there is to receive, told again after hints may have been missed. */
  async retake(offers: readonly ConsumerOffer[]): Promise<void> {
    const current = new Set(offers.map((offer) => offer.consumerId));
    for (const consumerId of [...this.#offered]) {
      if (!current.has(consumerId)) this.withdraw(consumerId);
    }
    await this.take(offers);
  }

  /** One round trip for both transports; the code of the refusal if there is one. */
  async restartIce(): Promise<string | null> {
    const codes = await Promise.all(
      [this.#send, this.#receive]
        .filter((transport) => transport.connectionState !== 'new')
        .map((transport) => this.#restart(transport)),
    );
    return codes.find((code) => code !== null) ?? null;
  }

  async #restart(transport: Transport): Promise<string | null> {
    const answer = await this.#line('media-restart-ice', { transportId: transport.id });
    if (!answer.ok) return answer.code;
    if (transport.closed) return 'closed';
    await transport.restartIce({ iceParameters: iceParameters(answer.data.iceParameters) });
    return null;
  }

  /** What the browser counts on both transports. */
  async stats(): Promise<readonly RTCStatsReport[]> {
    if (this.state.get() === 'closed') return [];
    return Promise.all([this.#send.getStats(), this.#receive.getStats()]);
  }

  close(): void {
    if (this.state.get() === 'closed') return;
    this.state.set('closed');
    this.#send.close();
    this.#receive.close();
    this.#producers.clear();
    this.#consumers.clear();
    this.received.set([]);
  }
}

function transportOptions(
  offer: TransportOffer,
  iceServers: readonly MediaParameters[],
): TransportOptions {
  // Carried untouched between mediasoup and mediasoup-client, which wrote and check them.
  return { ...offer, iceServers } as unknown as TransportOptions;
}

function iceParameters(parameters: MediaParameters): IceParameters {
  return parameters as unknown as IceParameters;
}
