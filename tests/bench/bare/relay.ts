import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { parentPort } from 'node:worker_threads';
import { WebSocketServer } from 'ws';

/** A socket to each page: what one says the others hear. Tells the bench its port. */
const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
server.on('connection', (link) => {
  link.on('message', (said) => {
    for (const one of server.clients) if (one !== link) one.send(said, { binary: false });
  });
});
await once(server, 'listening');
parentPort?.postMessage((server.address() as AddressInfo).port);
