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

  private constructor(sockets: Socket[]) {
    this.#sockets = sockets;
  }

  static async join(first: WireEnd, second: WireEnd): Promise<Wire> {
    const one = await open(first);
    const other = await open(second);
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      from.on('message', (packet) => {
        if (!isStun(packet)) to.send(packet);
      });
    }
    await Promise.all([nominate(one, first), nominate(other, second)]);
    return new Wire([one, other]);
  }

  close(): void {
    for (const socket of this.#sockets) socket.close();
  }
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
