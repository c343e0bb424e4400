import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { types } from 'mediasoup';
import { bindingRequest, isBindingSuccess, isStun } from './stun.ts';

const REPEAT_MS = 100;

/** A wire between two transports that only answer: we play the asking side to each and pass the rest on. */
export type CheckPath = {
  /** True once any packet on the wire showed these bytes as they are. */
  showed(plain: Buffer): boolean;
  close(): void;
};

type End = { socket: Socket; transport: types.WebRtcTransport };

async function openEnd(transport: types.WebRtcTransport): Promise<End> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const [candidate] = transport.iceCandidates;
  if (candidate === undefined) throw new Error('it offers no address');
  socket.connect(candidate.port, candidate.address);
  await once(socket, 'connect');
  return { socket, transport };
}

function passOn(from: End, to: End, seen: Buffer[]): void {
  from.socket.on('message', (packet) => {
    if (isStun(packet)) return;
    seen.push(packet);
    to.socket.send(packet);
  });
}

async function nominate({ socket, transport }: End): Promise<void> {
  const ask = () => socket.send(bindingRequest(transport.iceParameters));
  const repeat = setInterval(ask, REPEAT_MS);
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

/** Connects two transports of one worker by ICE; what one sends from here on reaches the other. */
export async function joinByIce(
  first: types.WebRtcTransport,
  second: types.WebRtcTransport,
): Promise<CheckPath> {
  const seen: Buffer[] = [];
  const ends = [await openEnd(first), await openEnd(second)] as const;
  passOn(ends[0], ends[1], seen);
  passOn(ends[1], ends[0], seen);
  const close = () => {
    for (const { socket } of ends) socket.close();
  };
  try {
    await Promise.all(ends.map(nominate));
  } catch (error) {
    close();
    throw error;
  }
  return { showed: (plain) => seen.some((packet) => packet.includes(plain)), close };
}
