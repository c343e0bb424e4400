import type { ConsumerOffer, MediaParameters, TransportOffer } from '@parley/contracts/media.ts';
import type { ProducerSource } from '@parley/core/call/media-plan.ts';
import type { types } from 'mediasoup';
import { Refused } from '../refusal.ts';
import type { EdgeKind } from './edges.ts';
import { type PathState, pathState } from './path-state.ts';

/** What a leg sends in one slot. */
export type Sending = {
  readonly source: ProducerSource;
  readonly producer: types.Producer;
  /** Whether the node has asked the worker to let it in. */
  isOpen: boolean;
  /** 0 to 10 as last heard from the worker, and as last told. */
  score: number;
  toldScore: number;
};

/** What a leg can receive of one producer. */
export type Receiving = {
  readonly offer: ConsumerOffer;
  readonly kind: EdgeKind;
  readonly consumer: types.Consumer;
  readonly layers: number;
  /** Whether the page has set up its side. */
  isTaken: boolean;
  /** Whether the node has asked the worker to forward it. */
  isFlowing: boolean;
};

/** A leg's two transports in one page, and all that lives and dies with them. */
export class LegPath {
  readonly send: types.WebRtcTransport;
  readonly receive: types.WebRtcTransport;
  readonly sending = new Map<EdgeKind, Sending>();
  readonly receiving = new Map<string, Receiving>();
  /** Producers for which a consumer is being made. */
  readonly awaited = new Map<string, Promise<void>>();
  capabilities: types.RtpCapabilities | null = null;
  /** The page has its answer: from here on what is new is told by hints. */
  isAnswered = false;
  isClosed = false;
  /** Consumer ids as last told to the page by a `flows` hint. */
  toldFlows = '';
  /** Whether this path has ever been reported as standing. */
  isReported = false;
  readonly #openedAt = performance.now();
  readonly #connecting = new Map<string, Promise<void>>();
  #heard = { bytes: 0, at: performance.now(), isDue: false };

  constructor(
    transports: { send: types.WebRtcTransport; receive: types.WebRtcTransport },
    onChange: () => void,
  ) {
    this.send = transports.send;
    this.receive = transports.receive;
    for (const transport of [this.send, this.receive]) {
      transport.on('icestatechange', onChange);
      transport.on('dtlsstatechange', onChange);
      // A new way to the page, after an ICE restart or a change of network.
      transport.on('iceselectedtuplechange', () => {
        this.#heard = { ...this.#heard, at: performance.now() };
        onChange();
      });
    }
  }

  transport(id: string): types.WebRtcTransport {
    const found = [this.send, this.receive].find((one) => one.id === id);
    if (found === undefined) throw new Refused('no-such-transport');
    return found;
  }

  /** Connecting twice is harmless: the second has the first's outcome. */
  connect(transportId: string, dtlsParameters: types.DtlsParameters): Promise<void> {
    const transport = this.transport(transportId);
    const begun = this.#connecting.get(transportId);
    if (begun !== undefined) return begun;
    const connecting = transport.connect({ dtlsParameters });
    this.#connecting.set(transportId, connecting);
    connecting.catch(() => this.#connecting.delete(transportId));
    return connecting;
  }

  /** Takes note of all bytes that have come in; `isDue` says whether sound should. */
  heard(bytes: number, isDue: boolean): void {
    const isNews = bytes > this.#heard.bytes || !isDue || !this.#heard.isDue;
    this.#heard = { bytes, isDue, at: isNews ? performance.now() : this.#heard.at };
  }

  state(): PathState {
    const now = performance.now();
    return pathState({
      send: this.#facts(this.send),
      receive: this.#facts(this.receive),
      isOffered: this.receiving.size > 0,
      ageMs: now - this.#openedAt,
      silentMs: this.#heard.isDue ? now - this.#heard.at : 0,
    });
  }

  get ageMs(): number {
    return performance.now() - this.#openedAt;
  }

  /** Ids of what flows to this leg now. */
  flowing(): string[] {
    return [...this.receiving.values()].flatMap((one) =>
      one.isFlowing ? [one.offer.consumerId] : [],
    );
  }

  close(): void {
    this.isClosed = true;
    this.send.close();
    this.receive.close();
  }

  #facts(transport: types.WebRtcTransport) {
    return {
      ice: transport.iceState,
      dtls: transport.dtlsState,
      isAsked: this.#connecting.has(transport.id),
    };
  }
}

/** A transport as a browser needs it. */
export function transportOffer(transport: types.WebRtcTransport): TransportOffer {
  return {
    id: transport.id,
    iceParameters: transport.iceParameters,
    iceCandidates: transport.iceCandidates,
    dtlsParameters: transport.dtlsParameters,
  };
}

/** Parameters a browser gave for mediasoup, which checks them itself and throws where they are wrong. */
export function given<Shape>(parameters: MediaParameters): Shape {
  return parameters as Shape;
}
