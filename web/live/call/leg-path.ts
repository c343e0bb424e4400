import type {
  ConsumerOffer,
  LegHas,
  LegJoined,
  MediaParameters,
  PictureWanted,
  TransportOffer,
} from '@parley/contracts/media.ts';
import { PLAYER } from '@parley/core/flows.ts';
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
import type { Proof } from './media-device.ts';
import {
  firstOffers,
  isBehind,
  type OfferChange,
  type Offers,
  withAll,
  withChange,
} from './offers.ts';
import { PictureGate } from './picture-gate.ts';
import type { Received } from './receiving.ts';

/** How the two transports stand together. */
export type PathState = 'new' | 'connecting' | 'connected' | 'lost' | 'closed';

type Source = 'microphone' | 'camera' | 'screen';

/**
 * Setting up what is received and what is sent compete for the same moment: music may begin a little later, and
 * more so with a call that has just been asked for, which somebody may answer at once.
 */
const MUSIC_LATER_MS = { first: 400, again: 100 };

/** When to say again what the server could not take. */
const AGAIN_MS = 500;

/** A browser that takes nothing at all is given another path once a second, no faster. */
const BROKEN_MS = 1_000;

/** What the page brings to a path. */
type Ends = { readonly device: Device; readonly proof: Proof | null; readonly isFirst: boolean };

/** One way from this page to the media node: two transports and all that goes through them. A new way replaces it whole. */
export class LegPath {
  readonly epoch: number;
  readonly state = createStore<PathState>('new');
  readonly received = createStore<readonly Received[]>([]);
  /** The node would not take what the page sends. */
  readonly refused = createEmitter<{ readonly source: Source; readonly code: string }>();
  /** The browser cannot receive what it should: only another path helps. */
  readonly broken = createEmitter<null>();
  readonly #line: LegLine;
  readonly #send: Transport;
  readonly #receive: Transport;
  readonly #producers = new Map<Source, Producer>();
  readonly #consumers = new Map<string, Consumer>();
  /** What is set up, or is being. */
  readonly #begun = new Set<string>();
  /** What the node has said to take. */
  readonly #taken = new Map<Source, string>();
  readonly #announced = new Map<'sound' | 'picture', Promise<void>>();
  readonly #gate = new PictureGate();
  /** The node knows already what proves this page. */
  readonly #isProven: boolean;
  #offers: Offers;
  #playsMusic = false;

  constructor({ device, proof, isFirst }: Ends, joined: LegJoined, line: LegLine) {
    this.epoch = joined.epoch;
    this.#isProven = joined.isProven ?? false;
    this.#offers = firstOffers(joined);
    this.#line = line;
    const { iceServers } = joined;
    this.#send = device.createSendTransport(transportOptions(joined.send, { iceServers, proof }));
    const receive = transportOptions(joined.receive, { iceServers, proof });
    this.#receive = device.createRecvTransport(receive);
    this.#wire(this.#send);
    this.#wire(this.#receive);
    this.#send.on('produce', ({ rtpParameters, appData }, done) => {
      // The node knows producers by their source: waiting for its id would cost a round trip each.
      done({ id: randomId() });
      const { source } = appData as { readonly source: Source };
      const slot = source === 'microphone' ? 'sound' : 'picture';
      const before = this.#announced.get(slot);
      // The node keeps one producer in each place: the last one that it hears of must be the last one.
      const announced =
        before === undefined
          ? this.#announce(source, rtpParameters)
          : before.then(() => this.#announce(source, rtpParameters));
      this.#announced.set(slot, announced);
    });
    void this.#follow();
    const laterMs = isFirst ? MUSIC_LATER_MS.first : MUSIC_LATER_MS.again;
    setTimeout(() => {
      this.#playsMusic = true;
      void this.#follow();
    }, laterMs);
  }

  /** The name of this path, at both ends. */
  get transportId(): string {
    return this.#receive.id;
  }

  #wire(transport: Transport): void {
    transport.on('connect', ({ dtlsParameters }, done) => {
      done();
      if (!this.#isProven) void this.#connect(transport.id, dtlsParameters);
    });
    transport.on('connectionstatechange', () => this.#look());
  }

  async #connect(transportId: string, dtlsParameters: DtlsParameters): Promise<void> {
    const answer = await this.#line('media-connect', { transportId, dtlsParameters });
    if (!answer.ok && this.state.get() !== 'closed') this.state.set('lost');
  }

  async #announce(source: Source, rtpParameters: RtpParameters): Promise<void> {
    const answer = await this.#line('media-produce', {
      source,
      rtpParameters,
      transportId: this.#send.id,
    });
    if (this.state.get() === 'closed') return;
    if (answer.ok) {
      this.#taken.set(source, answer.data.producerId);
      this.pictureWanted(answer.data.picture);
    } else this.#unsent(source, answer.code);
  }

  #unsent(source: Source, code: string): void {
    this.stopProducing(source);
    this.refused.emit({ source, code });
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
      // The microphone's are this path's own; the others belong to whoever opened them.
      stopTracks: source === 'microphone',
      appData: { source },
    });
    this.#producers.set(source, producer);
    if (source !== 'microphone') await this.#gate.guard(producer);
    return producer;
  }

  /** Puts another track, or none, into what is sent of a source. */
  async replaceTrack(source: Source, track: MediaStreamTrack | null): Promise<void> {
    await this.#producers.get(source)?.replaceTrack({ track });
    if (source !== 'microphone') await this.#gate.keep();
  }

  /** Somebody can get this page's picture now, or nobody can any more. */
  pictureWanted(picture: PictureWanted): void {
    this.#gate.hear(picture);
  }

  /** Closes what this page sends of a source; the node closes its end as the plan says. */
  stopProducing(source: Source): void {
    this.#producers.get(source)?.close();
    this.#producers.delete(source);
    this.#taken.delete(source);
  }

  /** One consumer has come or gone. */
  change(change: OfferChange): void {
    this.#offers = withChange(this.#offers, change);
    void this.#follow();
  }

  /** The node has said something that this page did not hear. */
  get isBehind(): boolean {
    return isBehind(this.#offers);
  }

  /** What is set up to be received. */
  get consumerIds(): string[] {
    return [...this.#consumers.keys()];
  }

  /** What the node has said to take, until now. */
  get taken(): ReadonlyMap<Source, string> {
    return new Map(this.#taken);
  }

  /** All that the node has; `taken` is what it had said to take before it was asked. */
  compare(has: LegHas, taken: ReadonlyMap<Source, string>): void {
    this.#offers = withAll(this.#offers, has);
    this.pictureWanted(has.picture);
    void this.#follow();
    for (const [source, producerId] of taken) {
      const isStill = this.#taken.get(source) === producerId;
      if (isStill && !has.sending.includes(source)) this.#unsent(source, 'try-again');
    }
  }

  /** Makes what is set up the same as what is offered, and lets the node send it. */
  async #follow(): Promise<void> {
    if (this.state.get() === 'closed') return;
    const { offers } = this.#offers;
    const current = new Set(offers.map((offer) => offer.consumerId));
    for (const consumerId of [...this.#begun]) {
      if (!current.has(consumerId)) this.#withdraw(consumerId);
    }
    const fresh = offers.filter(
      (offer) => !this.#begun.has(offer.consumerId) && (this.#playsMusic || offer.from !== PLAYER),
    );
    if (fresh.length === 0) return;
    for (const offer of fresh) this.#begun.add(offer.consumerId);
    const taken = await Promise.all(fresh.map((offer) => this.#consume(offer)));
    // One may have gone again while another was still being set up.
    const here = taken
      .filter((one) => one !== null)
      .filter((one) => this.#consumers.has(one.consumerId));
    if (here.length === 0) return;
    this.received.update((now) => [...now, ...here]);
    await this.#letFlow(here.map((one) => one.consumerId));
  }

  /** Without it the node sends nothing of them: it is said until it is heard. */
  async #letFlow(consumerIds: readonly string[]): Promise<void> {
    const wanted = consumerIds.filter((consumerId) => this.#consumers.has(consumerId));
    if (wanted.length === 0) return;
    const answer = await this.#line('media-consuming', { consumerIds: wanted });
    if (!answer.ok) setTimeout(() => void this.#letFlow(wanted), AGAIN_MS);
  }

  async #consume(offer: ConsumerOffer): Promise<Received | null> {
    const { consumerId, from, kind, source } = offer;
    const consumer = await this.#open(offer);
    if (consumer === null) return null;
    if (!this.#begun.has(consumerId)) {
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
      // Closed meanwhile, or a session description the browser would not take.
      setTimeout(() => this.#breakDown(), BROKEN_MS);
      return null;
    }
  }

  #breakDown(): void {
    if (this.state.get() !== 'closed') this.broken.emit(null);
  }

  /** Its sender stopped, or put another in its place. */
  #withdraw(consumerId: string): void {
    this.#begun.delete(consumerId);
    this.#consumers.get(consumerId)?.close();
    this.#consumers.delete(consumerId);
    this.received.update((now) => now.filter((one) => one.consumerId !== consumerId));
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
  { iceServers, proof }: Pick<LegJoined, 'iceServers'> & Pick<Ends, 'proof'>,
): TransportOptions {
  const additionalSettings = proof === null ? {} : { certificates: [proof.certificate] };
  // Carried untouched between mediasoup and mediasoup-client, which wrote and check them.
  return { ...offer, iceServers, additionalSettings } as unknown as TransportOptions;
}

function iceParameters(parameters: MediaParameters): IceParameters {
  return parameters as unknown as IceParameters;
}
