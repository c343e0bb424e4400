import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { freePort } from './test-server.ts';

/** What an HTTP gateway was asked. */
export type Asked = {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

type Answer = (asked: Asked, response: ServerResponse) => void;

/** An HTTP server that plays a gateway for SMS. */
export type WebGateway = {
  readonly url: string;
  readonly asked: Asked[];
  /** How the next requests are answered, one after the other; then `answer`. */
  readonly next: Answer[];
  answer: Answer;
  stop(): Promise<void>;
};

/** Answers with a status and JSON. */
export function saying(
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return (_asked, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
}

/** Breaks the connection in the middle of an answer. */
export const breakingOff: Answer = (_asked, response) => {
  response.writeHead(201, { 'content-length': '100' });
  response.write('{"si');
  response.destroy();
};

export async function startWebGateway(answer: Answer): Promise<WebGateway> {
  const port = await freePort();
  const gateway: WebGateway = {
    url: `http://127.0.0.1:${port}`,
    asked: [],
    next: [],
    answer,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => void chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const asked = { path: request.url ?? '', headers: request.headers, body };
      gateway.asked.push(asked);
      (gateway.next.shift() ?? gateway.answer)(asked, response);
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return gateway;
}
