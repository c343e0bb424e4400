import { type LookupAddress, lookup } from 'node:dns';
import { type ClientRequest, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** What a machine outside answered. */
export type OutsideAnswer = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

/** Why there is no answer, and whether what was asked may have arrived all the same. */
export class OutsideFailure extends Error {
  override readonly name = 'OutsideFailure';
  readonly code: string;
  readonly mayHaveArrived: boolean;

  constructor(code: string, mayHaveArrived: boolean, cause?: unknown) {
    super('no answer from outside', { cause });
    this.code = code;
    this.mayHaveArrived = mayHaveArrived;
  }
}

export type Posting = {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** The one way to machines outside: no redirects, in time, and no inner machine that the operator has not named. */
export type Outside = { post(url: string, posting: Posting): Promise<OutsideAnswer> };

const ANSWER_MS = 15_000;
const ANSWER_BYTES = 64 * 1024;

const INNER = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  INNER.addSubnet(net, bits, 'ipv4');
}
for (const [net, bits] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  INNER.addSubnet(net, bits, 'ipv6');
}

/** Whether an address belongs to this machine, its neighbours or nobody. */
export function isInner(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return INNER.check(mapped, 'ipv4');
  return INNER.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** `ownHosts` are the hosts that the operator's own settings name: they may be inner ones. */
export function createOutside(ownHosts: readonly string[]): Outside {
  return {
    async post(url, { headers, body }) {
      const target = new URL(url);
      const host = target.hostname.replace(/^\[|\]$/g, '');
      const isOwn = ownHosts.includes(target.hostname);
      if (!isOwn && isIP(host) !== 0 && isInner(host)) {
        throw new OutsideFailure('inner-address', false);
      }
      const begin = target.protocol === 'https:' ? httpsRequest : httpRequest;
      const length = String(Buffer.byteLength(body));
      const asked = begin(target, {
        method: 'POST',
        headers: { ...headers, 'content-length': length },
        // A connection of its own each time: one that was kept may be dead, and then nobody knows what arrived.
        agent: false,
        signal: AbortSignal.timeout(ANSWER_MS),
        ...(isOwn ? {} : { lookup: lookupOutside }),
      });
      return answerTo(asked, body, target.protocol === 'https:');
    },
  };
}

/** Resolves, and refuses names that lead inside: the address looked at is the one connected to. */
const lookupOutside: LookupFunction = (hostname, options, answer) => {
  lookup(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
    const [first] = found ?? [];
    if (error !== null || first === undefined) {
      answer(error ?? codedError('ENOTFOUND'), []);
      return;
    }
    if (found.some(({ address }) => isInner(address))) {
      answer(codedError('inner-address'), []);
      return;
    }
    if (options.all === true) answer(null, found);
    else answer(null, first.address, first.family);
  });
};

function codedError(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code });
}

function answerTo(asked: ClientRequest, body: string, isTls: boolean): Promise<OutsideAnswer> {
  return new Promise((resolve, reject) => {
    let isConnected = false;
    const fail = (error: unknown): void => {
      reject(new OutsideFailure(codeIn(error), isConnected, error));
    };
    asked.once('socket', (socket) => {
      socket.once(isTls ? 'secureConnect' : 'connect', () => {
        isConnected = true;
      });
    });
    asked.once('error', fail);
    asked.once('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        chunks.push(chunk);
        if (size > ANSWER_BYTES) response.destroy(codedError('too-large'));
      });
      response.once('error', fail);
      response.once('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
      });
    });
    asked.end(body);
  });
}

function codeIn(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}

/** How long an answer asks to wait, in ms; null when it says nothing that is a number of seconds. */
export function retryAfterMsOf({ headers }: OutsideAnswer): number | null {
  const seconds = Number(headers['retry-after']);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null;
}
