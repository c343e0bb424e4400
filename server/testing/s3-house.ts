import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import type { S3Config } from '../files/s3-store.ts';
import { freePort } from './test-server.ts';

/** A real S3-compatible server that also checks the signature of each request, as its kind does. */
export type S3House = {
  readonly config: S3Config;
  readonly asked: { readonly method: string; readonly path: string }[];
  /** So many of the next requests are answered 503. */
  stumble(times: number): void;
  /** The next answer breaks off in its middle. */
  breakOff(): void;
  /** Every byte that lies in it, as one text. */
  everything(): string;
  stop(): Promise<void>;
};

const BUCKET = 'parley';

// What its one user is called and knows, in this server's every release.
const KEY = 'S3RVER';

export async function startS3(): Promise<S3House> {
  const directory = mkdtempSync(join(tmpdir(), 'parley-s3-'));
  const s3 = new S3rver({ directory, silent: true, configureBuckets: [{ name: BUCKET }] });
  await s3.configureBuckets();
  const answer = s3.callback();
  const port = await freePort();
  const config = {
    endpoint: `http://127.0.0.1:${port}`,
    bucket: BUCKET,
    region: 'eu-central-1',
    accessKey: KEY,
    secretKey: KEY,
  };
  const asked: S3House['asked'] = [];
  let stumbling = 0;
  let isBreaking = false;
  const server = createServer((request, response) => {
    const { method = '', url: path = '' } = request;
    asked.push({ method, path });
    if (isBreaking) {
      isBreaking = false;
      response.writeHead(200, { 'content-length': 100_000 }).flushHeaders();
      response.write('PF1', () => response.destroy());
    } else if (stumbling > 0) {
      stumbling -= 1;
      refuse(request, response, 503);
    } else if (isSigned(request, config)) answer(request, response);
    else refuse(request, response, 403);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    config,
    asked,
    stumble: (times) => {
      stumbling = times;
    },
    breakOff: () => {
      isBreaking = true;
    },
    everything: () => textOf(directory),
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
      rmSync(directory, { recursive: true });
    },
  };
}

function refuse(request: IncomingMessage, response: ServerResponse, status: number): void {
  request.resume();
  request.once('end', () => response.writeHead(status).end());
}

function textOf(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => readFileSync(join(one.parentPath, one.name), 'latin1'))
    .join('\n');
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;

/** Signature Version 4, written down again from its description: the server itself only reads who signed. */
function isSigned({ method, url, headers }: IncomingMessage, config: S3Config): boolean {
  const found = AUTHORIZATION.exec(headers.authorization ?? '');
  if (found === null) return false;
  const [, key = '', day = '', region = '', names = '', signature] = found;
  if (key !== config.accessKey || region !== config.region) return false;
  const [path = '', query = ''] = (url ?? '').split('?');
  const lines = names.split(';').map((name) => `${name}:${String(headers[name] ?? '').trim()}\n`);
  const body = String(headers['x-amz-content-sha256']);
  const canonical = [method, path, query, lines.join(''), names, body].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const digest = createHash('sha256').update(canonical).digest('hex');
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, digest].join('\n');
  const keyOfDay = [day, region, 's3', 'aws4_request'].reduce<Buffer>(
    (before, part) => createHmac('sha256', before).update(part).digest(),
    Buffer.from(`AWS4${config.secretKey}`),
  );
  return createHmac('sha256', keyOfDay).update(toSign).digest('hex') === signature;
}
