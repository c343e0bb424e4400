import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import { findFreePorts } from '../../deploy/database/free-port.ts';
import { type HostKey, signIdentity } from '../../server/testing/sign-identity.ts';
import { askDatabase } from './database.ts';
import type { Product } from './product.ts';

/** A website of somebody else that uses the SDK from a script of its own and signs who its users are. */
export type SdkShop = {
  readonly origin: string;
  /** As its server signs, or with something changed. */
  readonly sign: (changed?: Parameters<typeof signIdentity>[2]) => string;
  /** With a secret that somebody guessed. */
  readonly forge: () => string;
  readonly close: () => Promise<void>;
};

const ENTRY = 'web-support';

/** What its script does: boots, notes what it hears, and calls what is pressed. */
const scriptOf = (parley: string): string => `
import { boot } from '${parley}/widget/v1/sdk.js';
const identity = new URLSearchParams(location.search).has('identity')
  ? { identity: async () => (await fetch('/token')).text() } : {};
window.heard = [];
if (!document.querySelector('parley-widget')) {
  window.parley = await boot({ entryId: '${ENTRY}', ...identity });
  const names = ['ready', 'opened', 'closed', 'unread', 'message', 'conversation-started', 'call-started',
    'call-state', 'call-ended', 'identity-changed', 'error'];
  for (const name of names) window.parley.on(name, (data) => window.heard.push([name, data]));
}
const press = (id, call) => document.getElementById(id)?.addEventListener('click', () => {
  window.came = call().then((data) => ({ ok: true, data }), ({ code }) => ({ ok: false, code }));
});
press('audio', () => window.parley.startCall('audio'));
press('video', () => window.parley.startCall('video'));
press('screen', () => window.parley.shareScreen());
`;

const pageOf = (inside: string): string => `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>Quince, chairs</title></head>
  <body>
    <main><h1>Chairs</h1>${inside}</main>
    <script type="module" src="/app.js"></script>
  </body>
</html>`;

const BUTTONS = `<button id="audio">Call us</button><button id="video">See us</button>
  <button id="screen">Show us</button>`;

/** Opens it on the strictest policy that still lets the SDK in, and makes its key as an admin does. */
export async function openSdkShop(product: Product): Promise<SdkShop> {
  const port = await findFreePorts(1);
  const origin = `http://127.0.0.1:${port}`;
  const key = await makeKey(product);
  const others = await allowOrigin(product, origin);
  const element = `<parley-widget entry="${ENTRY}" origin="${product.origin}"></parley-widget>`;
  const policy =
    `default-src 'none'; script-src 'self' ${product.origin}; frame-src ${product.origin}; ` +
    `connect-src 'self'; require-trusted-types-for 'script'`;
  const answer = (request: IncomingMessage, reply: ServerResponse): void => {
    const { pathname } = new URL(request.url ?? '/', origin);
    const send = (type: string, body: string): void => {
      reply.writeHead(200, { 'content-type': type, 'content-security-policy': policy });
      reply.end(body);
    };
    if (pathname === '/app.js') send('text/javascript', scriptOf(product.origin));
    else if (pathname === '/token') send('text/plain', signIdentity(key, ENTRY));
    else send('text/html', pageOf(pathname === '/element' ? element : BUTTONS));
  };
  const closeSite = await listen(answer, port);
  return {
    origin,
    sign: (changed) => signIdentity(key, ENTRY, changed),
    forge: () => signIdentity({ ...key, secret: 'guessed' }, ENTRY),
    close: async () => {
      await setOrigins(product, others);
      await closeSite();
    },
  };
}

/** A page of a site that nobody named. */
export async function openStranger(
  inside: string,
): Promise<{ readonly origin: string; readonly close: () => Promise<void> }> {
  const port = await findFreePorts(1);
  const close = await listen((_, reply) => {
    reply.writeHead(200, { 'content-type': 'text/html' });
    reply.end(inside);
  }, port);
  return { origin: `http://127.0.0.1:${port}`, close };
}

async function listen(answer: RequestListener, port: number): Promise<() => Promise<void>> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
}

/** By the product's own interface, as an admin. */
async function makeKey({ origin, signIn }: Product): Promise<HostKey> {
  const headers = { origin, 'content-type': 'application/json' };
  const { email, password } = signIn('admin');
  const session = await fetch(`${origin}/api/v1/session`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ email, password }),
  });
  const [cookie = ''] = session.headers.getSetCookie();
  const made = await fetch(`${origin}/api/v1/entries/${ENTRY}/keys`, {
    method: 'POST',
    headers: { ...headers, cookie: cookie.split(';')[0] ?? '' },
    body: JSON.stringify({ label: 'Quince' }),
  });
  if (made.status !== 201) throw new Error(`no key was made: ${made.status}`);
  return (await made.json()) as HostKey;
}

/** There is no screen for an entry's origins yet; answers those it had. */
async function allowOrigin(product: Product, origin: string): Promise<readonly string[]> {
  const [row] = await askDatabase(
    product.folder,
    `SELECT config -> 'origins' AS origins FROM entries WHERE id = $1`,
    [ENTRY],
  );
  const origins = (row?.origins ?? []) as readonly string[];
  await setOrigins(product, [...origins, origin]);
  return origins;
}

async function setOrigins(product: Product, origins: readonly string[]): Promise<void> {
  await askDatabase(
    product.folder,
    `UPDATE entries SET config = jsonb_set(config, '{origins}', $2) WHERE id = $1`,
    [ENTRY, JSON.stringify(origins)],
  );
}
