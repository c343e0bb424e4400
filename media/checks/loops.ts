import {
  type LoopReturn,
  MEDIA_LOOP_MS,
  type MediaLoop,
  type MediaLoopAsk,
  mediaLoopAsks,
} from '@parley/contracts/media-check.ts';
import type { MediaAnswer, MediaAskData } from '@parley/contracts/media-link.ts';
import type { types } from 'mediasoup';
import type { Seats } from '../calls/calls.ts';
import { iceServersFor, type TurnServers } from '../calls/ice-servers.ts';
import { given, transportOffer } from '../calls/leg-path.ts';
import { openSending, orBad } from '../calls/sending.ts';
import { Refused } from '../refusal.ts';
import { openTransport } from '../workers/open-transport.ts';
import type { Seat } from '../workers/seat.ts';

type Loop = {
  readonly seat: Seat;
  readonly send: types.WebRtcTransport;
  readonly receive: types.WebRtcTransport;
  readonly end: NodeJS.Timeout;
  producer: types.Producer | null;
};

type LoopsParts = { readonly seats: Seats; readonly turn: TurnServers | null };

/** So many at once are far more than a node's agents need, and far less than would be felt in a call. */
const MOST_LOOPS = 100;

/** One tone in Opus, with room to spare. */
const INCOMING_BITS_PER_S = 256_000;

/** Pages that hear themselves over this node, each for a few seconds; no call knows of them. */
export class Loops {
  readonly #loops = new Map<string, Loop>();
  /** Those whose transports are just being made. */
  readonly #opening = new Set<string>();
  readonly #parts: LoopsParts;

  constructor(parts: LoopsParts) {
    this.#parts = parts;
  }

  /** Answers what a server asks; throws `Refused`, or a `ZodError` where the data are wrong. */
  async answer(ask: MediaLoopAsk, raw: unknown): Promise<MediaAnswer<MediaLoopAsk>> {
    switch (ask) {
      case 'open-loop':
        return await this.#open(mediaLoopAsks[ask].data.parse(raw).checkId);
      case 'connect-loop':
        return await this.#connect(mediaLoopAsks[ask].data.parse(raw));
      case 'fill-loop':
        return await this.#fill(mediaLoopAsks[ask].data.parse(raw));
      case 'close-loop':
        this.#close(mediaLoopAsks[ask].data.parse(raw).checkId);
        return {};
    }
  }

  get count(): number {
    return this.#loops.size;
  }

  close(): void {
    for (const checkId of [...this.#loops.keys()]) this.#close(checkId);
  }

  async #open(checkId: string): Promise<MediaLoop> {
    if (this.#loops.has(checkId) || this.#opening.has(checkId)) throw new Refused('stale');
    if (this.#loops.size + this.#opening.size >= MOST_LOOPS) throw new Refused('full');
    const seat = this.#parts.seats.take(checkId);
    if (seat === null) throw new Refused('full');
    this.#opening.add(checkId);
    try {
      const [send, receive] = await Promise.all([openTransport(seat), openTransport(seat)]);
      const end = setTimeout(() => this.#close(checkId), MEDIA_LOOP_MS);
      this.#loops.set(checkId, { seat, send, receive, end, producer: null });
      await orBad(send.setMaxIncomingBitrate(INCOMING_BITS_PER_S));
      return {
        routerRtpCapabilities: { ...seat.router.rtpCapabilities },
        send: transportOffer(send),
        receive: transportOffer(receive),
        iceServers: iceServersFor(this.#parts.turn, checkId, Date.now()),
      };
    } catch (error) {
      seat.calls.delete(checkId);
      throw error;
    } finally {
      this.#opening.delete(checkId);
    }
  }

  async #connect(asked: MediaAskData<'connect-loop'>): Promise<Record<string, never>> {
    const { send, receive } = this.#loop(asked.checkId);
    const transport = [send, receive].find((one) => one.id === asked.transportId);
    if (transport === undefined) throw new Refused('no-such-transport');
    await orBad(transport.connect({ dtlsParameters: given(asked.dtlsParameters) }));
    return {};
  }

  async #fill(asked: MediaAskData<'fill-loop'>): Promise<LoopReturn> {
    const loop = this.#loop(asked.checkId);
    loop.producer?.close();
    const { producer } = await openSending(loop.send, {
      source: 'microphone',
      kind: 'audio',
      rtpParameters: given(asked.rtpParameters),
      isOpen: true,
    });
    loop.producer = producer;
    const wish = {
      producerId: producer.id,
      rtpCapabilities: given<types.RtpCapabilities>(asked.rtpCapabilities),
    };
    const consumer = await orBad(loop.receive.consume(wish));
    return {
      consumerId: consumer.id,
      producerId: producer.id,
      rtpParameters: { ...consumer.rtpParameters },
    };
  }

  #loop(checkId: string): Loop {
    const loop = this.#loops.get(checkId);
    if (loop === undefined) throw new Refused('no-such-call');
    return loop;
  }

  #close(checkId: string): void {
    const loop = this.#loops.get(checkId);
    if (loop === undefined) return;
    this.#loops.delete(checkId);
    clearTimeout(loop.end);
    loop.send.close();
    loop.receive.close();
    loop.seat.calls.delete(checkId);
  }
}

/** Whether a server asks about a loop, not about a call. */
export function isLoopAsk(ask: string): ask is MediaLoopAsk {
  return Object.hasOwn(mediaLoopAsks, ask);
}
