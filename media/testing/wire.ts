import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { types } from 'mediasoup';
import { bindingRequest, isBindingSuccess, isStun } from '../../deploy/media-worker/stun.ts';

/** One side of a wire: what it listens on and the secret that its checks are signed with. */
export type WireEnd = {
  readonly iceParameters: types.IceParameters;
  readonly iceCandidates: readonly types.IceCandidate[];
};

/**
 * A network path between two transports that only answer: it asks both, and passes the rest on.
 * The worker plays a browser's part here, with its own encryption.
 */
export class Wire {
  readonly #sockets: Socket[];
  readonly #ends: readonly [WireEnd, WireEnd];
  readonly #passed: { media: number; onMedia: () => void };

  private constructor(
    sockets: Socket[],
    ends: readonly [WireEnd, WireEnd],
    passed: { media: number; onMedia: () => void },
  ) {
    this.#sockets = sockets;
    this.#ends = ends;
    this.#passed = passed;
  }

  static async join(first: WireEnd, second: WireEnd): Promise<Wire> {
    const one = await open(first);
    const other = await open(second);
    const passed = { media: 0, onMedia: nobodyWaits };
    // An end that has closed its port sends packets back: the wire ends there, like any cable.
    for (const socket of [one, other]) socket.on('error', () => undefined);
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      from.on('message', (packet) => {
        if (isStun(packet)) return;
        to.send(packet);
        if (from !== one || !isMedia(packet)) return;
        passed.media += 1;
        passed.onMedia();
      });
    }
    await Promise.all([nominate(one, first), nominate(other, second)]);
    return new Wire([one, other], [first, second], passed);
  }

  /** Ends when the second end has taken in that many packets of media from the first. */
  async delivered(count: number): Promise<void> {
    const [, other] = this.#sockets;
    if (other === undefined) return;
    while (this.#passed.media < count) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#passed.onMedia = resolve;
      await promise;
    }
    // Its answer to a check that was sent after them says that it has seen them all.
    await nominate(other, this.#ends[1]);
  }

  close(): void {
    for (const socket of this.#sockets) socket.close();
  }
}

const nobodyWaits = (): void => undefined;

/** RTP, and neither RTCP (types 200 to 206) nor DTLS (RFC 5761, RFC 7983). */
function isMedia(packet: Buffer): boolean {
  const type = packet.readUInt8(1);
  return packet.readUInt8(0) >> 6 === 2 && (type < 200 || type > 206);
}

async function open(end: WireEnd): Promise<Socket> {
  const socket = createSocket('udp4');
  const candidate = end.iceCandidates.find((one) => one.protocol === 'udp');
  if (candidate === undefined) throw new Error('There is no UDP candidate.');
  socket.connect(candidate.port, candidate.address);
  await once(socket, 'connect');
  return socket;
}

async function nominate(socket: Socket, { iceParameters }: WireEnd): Promise<void> {
  const ask = () => socket.send(bindingRequest(iceParameters));
  const repeat = setInterval(ask, 100);
  try {
    ask();
    for (;;) {
      const [packet] = (await once(socket, 'message')) as [Buffer];
      if (isBindingSuccess(packet)) return;
    }
  } finally {
    clearInterval(repeat);
  }
}
