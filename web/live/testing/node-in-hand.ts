import type {
  ConsumerOffer,
  LegJoined,
  MediaHint,
  MediaParameters,
} from '@parley/contracts/media.ts';
import type { CommandAnswer } from '@parley/contracts/socket.ts';
import { Device } from 'mediasoup-client';
import * as parameters from 'mediasoup-client/fakeParameters';
import { FakeHandler } from 'mediasoup-client/handlers/FakeHandler';
import type { LegLine } from '../call/leg-line.ts';
import type { MediaDevices } from '../call/media-device.ts';

type Asked = {
  readonly name: string;
  readonly data: { readonly consumerIds?: readonly string[]; readonly source?: string };
  readonly answer: (answer: CommandAnswer) => void;
};

/** Something the node has said that has not arrived yet. */
export type OnTheWay = { readonly hint: MediaHint | null; readonly arrive: () => void };

/** A device whose connections lead nowhere, so that a page's media can be set up without a browser. */
export async function deviceInHand(): Promise<MediaDevices> {
  const device = new Device({ handlerFactory: FakeHandler.createFactory(parameters) });
  await device.load({ routerRtpCapabilities: parameters.generateRouterRtpCapabilities() });
  return { atHand: () => device, proof: () => null, fitting: async () => device };
}

/** A media node, and the network to it, in the test's hand: everything takes as long and any order it likes. */
export class NodeInHand {
  readonly asked: Asked[] = [];
  onTheWay: OnTheWay[] = [];
  /** Consumers the page has said to have set up. */
  readonly taken = new Set<string>();
  readonly offers = new Map<string, ConsumerOffer>();
  forwarded: Record<string, number> = {};
  sending: ('microphone' | 'camera' | 'screen')[] = [];
  picture = { turn: 0, isWanted: false };
  joins = 0;
  /** It knows what proves the page's connections. */
  isProven = false;
  hears: (hint: MediaHint) => void = () => undefined;
  #revision = 0;
  #made = 0;

  readonly line: LegLine = (name, data) =>
    new Promise((resolve) => {
      // Which answer belongs to which command only the node knows.
      this.asked.push({ name, data, answer: (answer) => resolve(answer as never) });
    });

  /** Somebody begins to send: a consumer is made for the page and offered. */
  offer(from: string): ConsumerOffer {
    this.#made += 1;
    const { id, rtpParameters } = parameters.generateConsumerRemoteParameters({
      id: `consumer-${this.#made}`,
      codecMimeType: 'audio/opus',
    });
    const consumer: ConsumerOffer = {
      consumerId: String(id),
      producerId: `producer-${this.#made}`,
      from,
      kind: 'audio',
      source: 'microphone',
      rtpParameters: { ...rtpParameters },
    };
    this.offers.set(consumer.consumerId, consumer);
    this.#revision += 1;
    this.#say({ type: 'consumer-offered', ...this.#revised(), consumer });
    return consumer;
  }

  close(consumerId: string): void {
    this.offers.delete(consumerId);
    this.taken.delete(consumerId);
    this.#revision += 1;
    this.#say({ type: 'consumer-closed', ...this.#revised(), consumerId });
  }

  /** The node carries out one of the things asked; its answer is on the way then. */
  carryOut(index = 0): void {
    const [asked] = this.asked.splice(index, 1);
    if (asked === undefined) return;
    const answer = this.#answer(asked);
    this.onTheWay.push({ hint: null, arrive: () => asked.answer(answer) });
  }

  /** What is on the way at this place arrives. */
  arrives(index = 0): void {
    const [next] = this.onTheWay.splice(index, 1);
    next?.arrive();
  }

  /** What was asked is refused, as a server does that cannot reach the node. */
  refuse(name: string): void {
    const index = this.asked.findIndex((one) => one.name === name);
    const [asked] = index < 0 ? [] : this.asked.splice(index, 1);
    asked?.answer({ ok: false, code: 'try-again' });
  }

  #say(hint: MediaHint): void {
    if (this.joins === 0) return;
    this.onTheWay.push({ hint, arrive: () => this.hears(hint) });
  }

  #revised(): { transportId: string; revision: number } {
    return { transportId: `receive-${this.joins}`, revision: this.#revision };
  }

  #answer({ name, data }: Asked): CommandAnswer {
    switch (name) {
      case 'media-join':
        return { ok: true, data: this.join() };
      case 'media-consuming':
        this.#take(data.consumerIds ?? []);
        return { ok: true, data: {} };
      case 'media-capabilities':
        this.#take(data.consumerIds ?? []);
        return { ok: true, data: this.#all() };
      default:
        return { ok: true, data: { producerId: `of-${data.source}`, picture: this.picture } };
    }
  }

  #all() {
    const { forwarded, sending, picture } = this;
    const consumers = [...this.offers.values()];
    return {
      ...this.#revised(),
      consumers,
      forwarded: { ...forwarded },
      sending: [...sending],
      picture,
    };
  }

  #take(consumerIds: readonly string[]): void {
    for (const id of consumerIds) if (this.offers.has(id)) this.taken.add(id);
  }

  /** A new path: what was set up on the one before counts no more. */
  join(): LegJoined {
    this.joins += 1;
    this.taken.clear();
    const { revision } = this.#revised();
    return {
      epoch: 1,
      routerRtpCapabilities: { ...parameters.generateRouterRtpCapabilities() },
      send: transport(`send-${this.joins}`),
      receive: transport(`receive-${this.joins}`),
      iceServers: [],
      isProven: this.isProven,
      revision,
      consumers: [...this.offers.values()],
    };
  }
}

function transport(id: string): LegJoined['send'] {
  const { iceParameters, iceCandidates, dtlsParameters } =
    parameters.generateTransportRemoteParameters();
  const plain = (value: object): MediaParameters => ({ ...value });
  return {
    id,
    iceParameters: plain(iceParameters),
    iceCandidates: iceCandidates.map(plain),
    dtlsParameters: plain(dtlsParameters),
  };
}
