import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { errorCode, Refusal } from './refusal.ts';

// NOTE Ports from 32768 up are handed out to outgoing connections: a listener there meets them at random.
const LOWEST = 21_000;
const HIGHEST = 32_000;
const ATTEMPTS = 200;

/** Whether a TCP port can be listened on at this address right now. */
export function isPortFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => {
      if (errorCode(error) === 'EADDRINUSE') resolve(false);
      else reject(unusable(port, host, error));
    });
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** Whether a UDP port can be bound at this address right now. */
export function isUdpPortFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createSocket(host.includes(':') ? 'udp6' : 'udp4');
    probe.once('error', (error) => {
      if (errorCode(error) === 'EADDRINUSE') resolve(false);
      else reject(unusable(port, host, error));
    });
    probe.bind({ port, address: host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** The first of `count` ports in a row that are free for TCP and UDP, all below 32768. */
export async function findFreePorts(count = 1, host = '127.0.0.1'): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const first = randomInt(LOWEST, HIGHEST - count);
    if (await areFree(first, count, host)) return first;
  }
  throw new Refusal(`No ${count} free ports in a row were found between ${LOWEST} and ${HIGHEST}.`);
}

async function areFree(first: number, count: number, host: string): Promise<boolean> {
  for (let port = first; port < first + count; port += 1) {
    if (!(await isPortFree(port, host)) || !(await isUdpPortFree(port, host))) return false;
  }
  return true;
}

function unusable(port: number, host: string, error: Error): Error {
  const code = errorCode(error);
  if (code === 'EACCES') {
    return new Refusal(`Port ${port} may not be opened by this user; choose one from 1024 up.`);
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new Refusal(`This machine has no address ${host}; set PARLEY_HOST to one it has.`);
  }
  return error;
}
