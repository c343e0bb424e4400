import { createServer } from 'node:http';
import { findFreePorts } from '../../deploy/database/free-port.ts';

/** A website of somebody else that has put the widget's one script tag on its page. */
export type Shop = { readonly origin: string; readonly close: () => Promise<void> };

/** Serves one page whose policy allows the widget's script and frame, and nothing else at all. */
export async function openShop(parley: string): Promise<Shop> {
  const policy = `default-src 'none'; script-src ${parley}; frame-src ${parley}`;
  const page = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>Quince, chairs</title></head>
  <body>
    <main><h1>Chairs</h1></main>
    <script async src="${parley}/widget/v1/loader.js" data-entry="web-support"></script>
  </body>
</html>`;
  const server = createServer((_, reply) => {
    reply.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': policy });
    reply.end(page);
  });
  const port = await findFreePorts(1);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    // Another site than the product's own, as browsers count: what blocks third parties blocks us here.
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
