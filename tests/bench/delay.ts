import { createSocket, type Socket as Datagrams } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A stretch of slow network in front of a server, for machines whose kernel has none to offer. */
export type Delay = { readonly url: string; readonly close: () => void };

/** Where the media node seems to be for those behind the delay. */
export const DELAYED_ADDRESS = '127.0.0.2';

const BEHIND = '127.0.0.1';

/** Delays every byte and every datagram in both directions; a new connection also takes its round trip. */
export async function openDelay(asked: {
  readonly delayMs: number;
  readonly port: number;
  readonly mediaPorts: readonly number[];
}): Promise<Delay> {
  const { delayMs, port: upstream, mediaPorts } = asked;
  const tcp = createServer((near) => join(near, connect(upstream, BEHIND), delayMs));
  tcp.listen(0, BEHIND);
  await once(tcp, 'listening');
  const media = await Promise.all(mediaPorts.map((port) => relayDatagrams(port, delayMs)));
  const address = tcp.address();
  if (address === null || typeof address === 'string') throw new Error('the delay has no port');
  return {
    url: `http://localhost:${address.port}`,
    close: () => {
      tcp.close();
      for (const close of media) close();
    },
  };
}

function join(near: Socket, far: Socket, delayMs: number): void {
  // The three packets that open a connection are one round trip before the first byte.
  const openAt = performance.now() + 2 * delayMs;
  const carry = (from: Socket, to: Socket): void => {
    from.setNoDelay(true);
    from.on('data', (bytes) => {
      const at = Math.max(performance.now(), openAt) + delayMs;
      setTimeout(() => to.writable && to.write(bytes), at - performance.now());
    });
    from.on('close', () => setTimeout(() => to.destroy(), delayMs));
    from.on('error', () => to.destroy());
  };
  carry(near, far);
  carry(far, near);
}

/** One socket behind the delay for each page in front of it. */
async function relayDatagrams(port: number, delayMs: number): Promise<() => void> {
  const front = createSocket('udp4');
  const behind = new Map<string, Datagrams>();
  const open = (address: string, from: number): Datagrams => {
    const socket = createSocket('udp4');
    socket.on('message', (bytes) => {
      setTimeout(() => front.send(bytes, from, address), delayMs);
    });
    return socket;
  };
  front.on('message', (bytes, { address, port: from }) => {
    const key = `${address}:${from}`;
    const socket = behind.get(key) ?? open(address, from);
    behind.set(key, socket);
    setTimeout(() => socket.send(bytes, port, BEHIND), delayMs);
  });
  front.bind(port, DELAYED_ADDRESS);
  await once(front, 'listening');
  return () => {
    front.removeAllListeners('message');
    for (const socket of behind.values()) socket.unref();
    front.unref();
  };
}
