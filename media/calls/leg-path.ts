import type {
  ConsumerOffer,
  MediaParameters,
  PictureWanted,
  TransportOffer,
} from '@parley/contracts/media.ts';
import type { ProducerSource } from '@parley/core/call/media-plan.ts';
import type { types } from 'mediasoup';
import { Refused } from '../refusal.ts';
import type { EdgeKind } from './edges.ts';
import type { FirstPicture } from './first-picture.ts';
import { type PathState, pathState } from './path-state.ts';
import type { PictureLayers } from './picture-layers.ts';

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
  readonly layers: PictureLayers;
  /** For a picture that a browser sends; the player's begins with a key frame anyway. */
  readonly firstPicture: FirstPicture | null;
  /** Whether the page has set up its side. */
  isTaken: boolean;
  /** Whether the node has asked the worker to forward it. */
  isFlowing: boolean;
};

/** What a transport has taken in since it was made: everything, and the media of it. */
export type Received = { readonly bytes: number; readonly rtpBytes: number };

/** A leg's two transports in one page, and all that lives and dies with them. */
export class LegPath {
  readonly send: types.WebRtcTransport;
  readonly receive: types.WebRtcTransport;
  readonly sending = new Map<EdgeKind, Sending>();
  readonly receiving = new Map<string, Receiving>();
  /** Producers for which a consumer is being made. */
  readonly awaited = new Map<string, Promise<void>>();
  capabilities: types.RtpCapabilities | null = null;
  /** Grows with every consumer that comes or goes. */
  revision = 0;
  /** The page has its answer: from here on what is new is told by hints. */
  isAnswered = false;
  isClosed = false;
  /** Consumer ids as last told to the page by a `flows` hint. */
  toldFlows = '';
  /** Whether the page is to encode its picture, as last told. */
  picture: PictureWanted = { turn: 0, isWanted: false };
  /** Whether this path has ever been reported as standing. */
  isReported = false;
  readonly #openedAt = performance.now();
  readonly #connecting = new Map<string, Promise<void>>();
  /** The page's proof is known beforehand: that it connects is seen by its first check, or by what it says it uses. */
  #isProven = false;
  #heard = { bytes: 0, rtpBytes: 0, at: performance.now(), isDue: false };

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

  /** The page has said beforehand what proves both transports. */
  async prove(dtlsParameters: types.DtlsParameters): Promise<void> {
    this.#isProven = true;
    await Promise.all(
      [this.send, this.receive].map(({ id }) => this.connect(id, structuredClone(dtlsParameters))),
    );
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

  /**
   * Takes note of all that has come in. Silence is suspicious only while `isWanted`, and only after
   * media had come: a page that sends none is still there as long as it answers for its path.
   */
  heard(received: Received, isWanted: boolean): void {
    const before = this.#heard;
    if (received.bytes > before.bytes) {
      const isDue = isWanted && received.rtpBytes > before.rtpBytes;
      this.#heard = { ...received, isDue, at: performance.now() };
    } else if (!isWanted) {
      this.#heard = { ...before, isDue: false };
    }
  }

  state(): PathState {
    const now = performance.now();
    return pathState({
      send: this.#facts(this.send, this.sending.size > 0),
      receive: this.#facts(
        this.receive,
        [...this.receiving.values()].some((one) => one.isTaken),
      ),
      isOffered: this.receiving.size > 0,
      ageMs: now - this.#openedAt,
      silentMs: this.#heard.isDue ? now - this.#heard.at : 0,
    });
  }

  get ageMs(): number {
    return performance.now() - this.#openedAt;
  }

  /** Says which state of what may be received a hint or an answer is about. */
  get revised(): { transportId: string; revision: number } {
    return { transportId: this.receive.id, revision: this.revision };
  }

  /** What the node takes from the page. */
  sources(): ProducerSource[] {
    return [...this.sending.values()].map((one) => one.source);
  }

  offers(): ConsumerOffer[] {
    return [...this.receiving.values()].map((one) => one.offer);
  }

  /** The page has set up its side of these; what has closed on the way is passed over. */
  taken(consumerIds: readonly string[]): void {
    for (const id of consumerIds) {
      const receiving = this.receiving.get(id);
      if (receiving !== undefined) receiving.isTaken = true;
    }
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

  /** `isUsed`: the page has said that it sends or receives by it. */
  #facts(transport: types.WebRtcTransport, isUsed: boolean) {
    const isBegun = isUsed || !this.#isProven || transport.iceState !== 'new';
    return {
      ice: transport.iceState,
      dtls: transport.dtlsState,
      isAsked: this.#connecting.has(transport.id) && isBegun,
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
