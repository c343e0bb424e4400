import type { MediaParameters, TransportOffer } from '@parley/contracts/media.ts';
import type { MediaLoop } from '@parley/contracts/media-check.ts';
import type { CommandAnswer, RefusalCode } from '@parley/contracts/socket.ts';
import type {
  Device,
  RtpCapabilities,
  RtpParameters,
  Transport,
  TransportOptions,
} from 'mediasoup-client/types';
import type { Send } from '../commands-in-flight.ts';
import { startTicks } from '../ticks.ts';
import { judgeLoop, type LoopOutcome, type Way, wayIn } from './outcome.ts';
import { ToneLoop } from './tone-loop.ts';

/** How a try is made. */
export type LoopWish = {
  readonly send: Send;
  /** Through a TURN server or not at all. */
  readonly relayedOnly: boolean;
  /** Ends it early: somebody calls. */
  readonly signal: AbortSignal;
};

/** What a try came to, and whether there was a TURN server to try. */
export type LoopReport = { readonly outcome: LoopOutcome; readonly hasRelay: boolean };

/** A slow line needs three seconds; what takes longer than this rings nobody in time. */
const TRY_MS = 8_000;

/** How often it is looked at. */
const LOOK_MS = 100;

/** Looks in a row in which the tone must be heard. */
const LOOKS = 2;

/** Sends a tone to the media node and listens for it: the way of a call, without a call and a microphone. */
export async function tryLoop(wish: LoopWish): Promise<LoopReport> {
  const tone = await ToneLoop.open();
  if (tone === null) return without('sound-locked');
  try {
    const opened = await unlessAborted(wish.signal, wish.send('check-media', {}));
    if (opened === null) return without('interrupted');
    if (!opened.ok) return without(opened.code);
    const { checkId, iceServers } = opened.data;
    const hasRelay = iceServers.length > 0;
    if (wish.relayedOnly && !hasRelay) {
      void wish.send('end-media-check', { checkId });
      return without('not-found');
    }
    const loop = new LoopInPage(await deviceFor(opened.data), opened.data, { ...wish, tone });
    try {
      return { outcome: await loop.run(), hasRelay };
    } finally {
      loop.close();
    }
  } catch (error) {
    // The browser does not carry what the node does: that is no news of the path.
    if (!(error instanceof Error)) throw error;
    return without('media-refused');
  } finally {
    tone.close();
  }
}

function without(because: Extract<LoopOutcome, { state: 'not-tried' }>['because']): LoopReport {
  return { outcome: { state: 'not-tried', because }, hasRelay: false };
}

async function unlessAborted<Answer>(
  signal: AbortSignal,
  asked: Promise<Answer>,
): Promise<Answer | null> {
  const aborted = new Promise<null>((resolve) => {
    if (signal.aborted) resolve(null);
    signal.addEventListener('abort', () => resolve(null), { once: true });
  });
  return Promise.race([asked, aborted]);
}

/** Its own: a call's device is not held up by a check. */
async function deviceFor({ routerRtpCapabilities }: MediaLoop): Promise<Device> {
  const { Device: MediaDevice } = await import('mediasoup-client');
  const device = new MediaDevice();
  // Carried untouched from the media node, whose library wrote them.
  await device.load({ routerRtpCapabilities: routerRtpCapabilities as RtpCapabilities });
  return device;
}

type Opened = MediaLoop & { readonly checkId: string };

class LoopInPage {
  readonly #wish: LoopWish & { readonly tone: ToneLoop };
  readonly #checkId: string;
  readonly #device: Device;
  readonly #send: Transport;
  readonly #receive: Transport;
  #unanswered = 0;
  #refusal: RefusalCode | null = null;

  constructor(device: Device, opened: Opened, wish: LoopWish & { readonly tone: ToneLoop }) {
    this.#wish = wish;
    this.#checkId = opened.checkId;
    this.#device = device;
    const options = (offer: TransportOffer): TransportOptions =>
      optionsFor(offer, opened.iceServers, wish.relayedOnly);
    this.#send = device.createSendTransport(options(opened.send));
    this.#receive = device.createRecvTransport(options(opened.receive));
    for (const transport of [this.#send, this.#receive]) {
      transport.on('connect', ({ dtlsParameters }, done) => {
        done();
        const { id: transportId } = transport;
        const asked = { checkId: this.#checkId, transportId, dtlsParameters };
        void this.#ask(wish.send('connect-media-check', asked));
      });
    }
    this.#send.on('produce', ({ rtpParameters }, done) => {
      done({ id: 'tone' });
      void this.#listen(rtpParameters);
    });
  }

  async run(): Promise<LoopOutcome> {
    void this.#send.produce({ track: this.#wish.tone.track, stopTracks: false }).catch(() => {
      this.#refusal ??= 'media-refused';
    });
    const isHeard = await this.#untilHeard();
    if (this.#wish.signal.aborted) return { state: 'not-tried', because: 'interrupted' };
    if (!isHeard && this.#refusal !== null) return { state: 'not-tried', because: this.#refusal };
    const ways = isHeard ? await this.#ways() : [];
    return judgeLoop({
      isConnected: [this.#send, this.#receive].every(
        ({ connectionState }) => connectionState === 'connected',
      ),
      isHeard,
      unanswered: this.#unanswered,
      way: slowest(ways),
    });
  }

  close(): void {
    this.#send.close();
    this.#receive.close();
    void this.#wish.send('end-media-check', { checkId: this.#checkId });
  }

  async #listen(rtpParameters: RtpParameters): Promise<void> {
    const checkId = this.#checkId;
    const filling = {
      checkId,
      rtpParameters: { ...rtpParameters },
      rtpCapabilities: { ...this.#device.recvRtpCapabilities },
    };
    const back = await this.#ask(this.#wish.send('fill-media-check', filling));
    if (back === null || this.#receive.closed) return;
    try {
      const consumer = await this.#receive.consume({
        id: back.consumerId,
        producerId: back.producerId,
        kind: 'audio',
        rtpParameters: back.rtpParameters as RtpParameters,
      });
      this.#wish.tone.listenTo(consumer.track);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      this.#refusal ??= 'media-refused';
    }
  }

  /** Looks from a worker's clock: pages in the background have slow ones. */
  #untilHeard(): Promise<boolean> {
    const until = performance.now() + TRY_MS;
    const { signal, tone } = this.#wish;
    return new Promise((resolve) => {
      let heard = 0;
      const ticks = startTicks(LOOK_MS, () => {
        heard = tone.isHeard() ? heard + 1 : 0;
        const isOver = signal.aborted || this.#refusal !== null || performance.now() > until;
        if (heard < LOOKS && !isOver) return;
        ticks.stop();
        resolve(heard >= LOOKS);
      });
    });
  }

  async #ask<Data>(asked: Promise<CommandAnswer<Data>>): Promise<Data | null> {
    this.#unanswered += 1;
    const answer = await asked;
    this.#unanswered -= 1;
    if (answer.ok) return answer.data;
    this.#refusal ??= answer.code;
    return null;
  }

  async #ways(): Promise<readonly Way[]> {
    const reports = await Promise.all([this.#send.getStats(), this.#receive.getStats()]);
    return reports.flatMap((report) => wayIn(report) ?? []);
  }
}

/** Two transports may go different ways: what is told is the way that costs more. */
function slowest(ways: readonly Way[]): Way | null {
  const order = ['udp', 'tcp', 'relay'] as const;
  const [worst] = [...ways].sort(
    (one, other) => order.indexOf(other.transport) - order.indexOf(one.transport),
  );
  return worst ?? null;
}

function optionsFor(
  offer: TransportOffer,
  iceServers: readonly MediaParameters[],
  relayedOnly: boolean,
): TransportOptions {
  const iceTransportPolicy = relayedOnly ? 'relay' : 'all';
  // Carried untouched between mediasoup and mediasoup-client, which wrote and check them.
  return { ...offer, iceServers, iceTransportPolicy } as unknown as TransportOptions;
}
