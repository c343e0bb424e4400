import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { AwsV4Signer } from 'aws4fetch';
import { codeOf } from '../database/database.ts';
import { type ObjectStore, StorageAway, safeName } from './object-store.ts';

export type S3Config = {
  /** The address of the service, without the bucket. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKey: string;
  readonly secretKey: string;
};

type Asked = {
  readonly method: 'GET' | 'PUT' | 'DELETE';
  readonly name: string;
  readonly body?: { readonly sizeBytes: number; readonly bytes: () => Iterable<Buffer> };
};

const TRIES = 3;
const PAUSE_MS = 200;

/** A service that says nothing for so long is away. */
const SILENT_MS = 20_000;

/** Contents in a bucket of any service that speaks S3, addressed by path. */
export function s3Store(config: S3Config): ObjectStore {
  return {
    async put(name, sizeBytes, bytes) {
      const answer = await ask(config, { method: 'PUT', name, body: { sizeBytes, bytes } });
      await drained(answer, [200]);
    },
    async get(name) {
      const answer = await ask(config, { method: 'GET', name });
      if (answer.statusCode === 200) return piecesOf(answer);
      await drained(answer, [404]);
      return null;
    },
    async remove(name) {
      await drained(await ask(config, { method: 'DELETE', name }), [200, 204, 404]);
    },
  };
}

/** What is asked here is safe to repeat: a service that stumbles is asked again. */
async function ask(config: S3Config, asked: Asked): Promise<IncomingMessage> {
  const url = `${config.endpoint}/${config.bucket}/${safeName(asked.name)}`;
  for (let tried = 1; ; tried += 1) {
    try {
      const answer = await askOnce(config, url, asked);
      if (!isStumbling(answer) || tried >= TRIES) return answer;
      answer.resume();
    } catch (error) {
      if (tried >= TRIES) throw new StorageAway(`S3: ${codeOf(error)}`, { cause: error });
    }
    await wait(PAUSE_MS * tried);
  }
}

function isStumbling({ statusCode = 500 }: IncomingMessage): boolean {
  return statusCode >= 500 || statusCode === 429;
}

async function askOnce(
  config: S3Config,
  url: string,
  { method, body }: Asked,
): Promise<IncomingMessage> {
  const signed = await new AwsV4Signer({
    method,
    url,
    service: 's3',
    region: config.region,
    accessKeyId: config.accessKey,
    secretAccessKey: config.secretKey,
  }).sign();
  const length = body === undefined ? {} : { 'content-length': body.sizeBytes };
  const headers = { ...Object.fromEntries(signed.headers), ...length };
  const open = signed.url.protocol === 'https:' ? requestHttps : requestHttp;
  const request = open(signed.url, { method, headers, timeout: SILENT_MS });
  request.once('timeout', () => request.destroy(new StorageAway('S3: silent')));
  return send(request, body);
}

async function send(request: ClientRequest, body: Asked['body']): Promise<IncomingMessage> {
  const answered = once(request, 'response');
  if (body === undefined) request.end();
  else Readable.from(body.bytes()).pipe(request);
  const [answer] = await answered;
  // A service may answer before it has read everything; what breaks then is told by its answer.
  request.on('error', () => undefined);
  return answer as IncomingMessage;
}

async function* piecesOf(answer: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* answer;
  } catch (cause) {
    throw new StorageAway(`S3: broke off, ${codeOf(cause)}`, { cause });
  }
}

async function drained(answer: IncomingMessage, fine: readonly number[]): Promise<void> {
  answer.resume();
  await finished(answer);
  const { statusCode = 0 } = answer;
  if (!fine.includes(statusCode)) throw new StorageAway(`S3: answered ${statusCode}`);
}
