import type { IncomingMessage } from 'node:http';

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** This machine itself: the operator, or a proxy that hides who asks. No stranger to slow down. */
export function isLoopback(address: string): boolean {
  return LOOPBACK.has(address);
}

/** Where a socket comes from; a proxy on this machine is believed, nobody else. */
export function addressOf({ socket, headers }: IncomingMessage): string {
  const peer = socket.remoteAddress ?? '';
  const forwarded = headers['x-forwarded-for'];
  if (!isLoopback(peer) || typeof forwarded !== 'string') return peer;
  return forwarded.split(',').at(-1)?.trim() ?? peer;
}

/** Whom an address counts for: somebody has a whole network of IPv6 addresses to themselves. */
export function sourceOf(address: string): string {
  if (!address.includes(':') || address.startsWith('::ffff:')) return address;
  const [head = '', tail = ''] = address.split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0');
  return `${[...first, ...zeros, ...last].slice(0, 4).join(':')}/64`;
}
