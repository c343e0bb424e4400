import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  hkdfSync,
  randomBytes,
  verify,
} from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { OfferPush } from '@parley/contracts/push.ts';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { ask, problemOf, signInAs } from '../testing/http-client.ts';
import { openConversation, openSocket, type TestSocket } from '../testing/socket-client.ts';
import { freePort, startTestServer, type TestServer } from '../testing/test-server.ts';
import { encryptFor } from './encryption.ts';
import { isPushService } from './endpoints.ts';

/** A push service as a browser's maker runs it: keeps what it is sent. */
type Service = {
  readonly url: string;
  readonly got: {
    readonly path: string;
    readonly headers: IncomingHttpHeaders;
    readonly body: Buffer;
  }[];
  answer: number;
  readonly http: Server;
};

let service: Service;
let server: TestServer;
let client: pg.Client;
const sockets: TestSocket[] = [];

beforeAll(async () => {
  service = await startService();
});
beforeEach(async () => {
  service.got.length = 0;
  service.answer = 201;
  server = await startTestServer({ pushServices: [service.url] });
  client = new pg.Client({ connectionString: server.databaseUrl });
  await client.connect();
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.close();
  await client.end();
  await server.stop();
});
afterAll(() => void service.http.close());

const SUBSCRIPTION = '/api/v1/push/subscription';

test('a message is encrypted as RFC 8291 shows in its appendix', () => {
  const bytes = (text: string): Buffer => Buffer.from(text, 'base64url');
  const keys = {
    p256dh: bytes(
      'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
    ),
    auth: bytes('BTBZMqHH6r4Tts7J_aSIgg'),
  };
  const fresh = {
    privateKey: bytes('yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw'),
    salt: bytes('DGv6ra1nlYgDCS1FRnbzlw'),
  };
  const message = Buffer.from('When I grow up, I want to be a watermelon');
  expect(encryptFor(keys, message, fresh).toString('base64url')).toBe(
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
  );
});

test('only push services are sent to, and nobody who is not signed in subscribes', async () => {
  const known = ['https://fcm.googleapis.com/x', 'https://a.push.apple.com/y'];
  const strange = [
    'http://fcm.googleapis.com/x',
    'https://fcm.googleapis.com.evil.example/x',
    'https://127.0.0.1/x',
    'https://fcm.googleapis.com:8443/x',
    'https://notfcm.googleapis.com.example/x',
  ];
  expect(known.every((each) => isPushService(each, []))).toBe(true);
  expect(strange.some((each) => isPushService(each, []))).toBe(false);
  const browser = newBrowser();
  const body = browser.subscription('https://internal.example/push');
  expect((await ask(server, SUBSCRIPTION, { method: 'PUT', body })).status).toBe(401);
  const { cookie } = await signInAs(server, 'Bo');
  const refused = await ask(server, SUBSCRIPTION, { method: 'PUT', body, cookie });
  expect(problemOf(refused).code).toBe('bad-input');
});

test('an agent whose pages sleep is pushed an offer that only their browser can read, signed as ours', async () => {
  const alex = await asleep('Alex');
  const browser = newBrowser();
  await subscribe(alex.cookie, browser);
  await writeTo(server);
  await expect.poll(() => service.got.length).toBe(1);
  const [got] = service.got;
  if (got === undefined) throw new Error('nothing was pushed');
  expect(got.headers).toMatchObject({ 'content-encoding': 'aes128gcm', urgency: 'high' });
  expect(Number(got.headers.ttl)).toBeGreaterThan(0);
  const key = await ask(server, '/api/v1/push/key', { cookie: alex.cookie });
  const { publicKey } = key.body as { publicKey: string };
  const claims = checkedClaims(got.headers.authorization ?? '', publicKey);
  expect(claims.aud).toBe(service.url);
  expect(claims.exp * 1000).toBeGreaterThan(Date.now());
  const word = browser.read(got.body);
  const about = ['customerName', 'fromName', 'kind', 'occasion', 'purpose', 'queueName'];
  expect(Object.keys(word).sort()).toEqual([...about, 'offerId', 'ringsUntil', 'type'].sort());
  expect(word).toMatchObject({ type: 'offer', kind: null, purpose: 'call', occasion: null });

  const standing = `/api/v1/push/offers/${word.offerId}`;
  expect((await ask(server, standing, { cookie: alex.cookie })).body).toEqual({ open: true });
  const bo = await signInAs(server, 'Bo');
  expect((await ask(server, standing, { cookie: bo.cookie })).status).toBe(404);
  const decline = { method: 'POST', cookie: bo.cookie } as const;
  expect((await ask(server, `${standing}/decline`, decline)).status).toBe(404);
  const own = { method: 'POST', cookie: alex.cookie } as const;
  expect((await ask(server, `${standing}/decline`, own)).status).toBe(204);
  expect((await ask(server, standing, { cookie: alex.cookie })).body).toEqual({ open: false });
  expect((await ask(server, `${standing}/decline`, own)).status).toBe(204);
});

test('a page that is awake tells of the offer itself: only who sleeps is pushed to', async () => {
  const alex = await signInAs(server, 'Alex');
  const awake = newBrowser();
  await subscribe(alex.cookie, awake);
  await atDesk(alex.cookie);
  await writeTo(server);
  await expect.poll(() => offersTo(alex.personId)).toBe(1);
  const bo = await asleep('Bo');
  const sleeping = newBrowser();
  await subscribe(bo.cookie, sleeping);
  await writeTo(server);
  await expect.poll(() => service.got.length).toBe(1);
  expect(service.got[0]?.path).toBe(`/push/${sleeping.name}`);
});

test('a session that ends takes its subscription along; a browser that is gone is forgotten', async () => {
  const first = await signInAs(server, 'Alex');
  const browser = newBrowser();
  await subscribe(first.cookie, browser);
  expect(await subscriptions()).toBe(1);
  await ask(server, '/api/v1/session', { method: 'DELETE', cookie: first.cookie });
  expect(await subscriptions()).toBe(0);
  const alex = await asleep('Alex');
  await subscribe(alex.cookie, browser);
  service.answer = 410;
  await writeTo(server);
  await expect.poll(subscriptions).toBe(0);
});

test('whoever signs in last in a browser has its subscription', async () => {
  const browser = newBrowser();
  const [alex, bo] = [await signInAs(server, 'Alex'), await signInAs(server, 'Bo')];
  await subscribe(alex.cookie, browser);
  await subscribe(bo.cookie, browser);
  const { rows } = await client.query(
    'SELECT staff_id FROM push_subscriptions JOIN sessions ON id = session_id',
  );
  expect(rows).toEqual([{ staff_id: bo.personId }]);
});

async function subscriptions(): Promise<number> {
  const { rows } = await client.query('SELECT count(*)::int AS n FROM push_subscriptions');
  return rows[0].n;
}

async function offersTo(personId: string): Promise<number> {
  const { rows } = await client.query(
    'SELECT count(*)::int AS n FROM offers WHERE agent_id = $1 AND outcome IS NULL',
    [personId],
  );
  return rows[0].n;
}

/** Ready, at a page that runs. */
async function atDesk(cookie: string): Promise<void> {
  const socket = await openSocket(server, { cookie });
  sockets.push(socket);
  await socket.command('renew-lease', { canRing: true, microphone: 'allowed', media: 'unknown' });
  await socket.command('go-ready', {});
}

/** Ready, and the only page has not been heard of for some seconds. */
async function asleep(name: string) {
  const person = await signInAs(server, name);
  await atDesk(person.cookie);
  await client.query('UPDATE leases SET until = $2 WHERE agent_id = $1', [
    person.personId,
    Date.now() + 7_000,
  ]);
  return person;
}

async function subscribe(cookie: string, browser: TestBrowser): Promise<void> {
  const body = browser.subscription(`${service.url}/push/${browser.name}`);
  const answer = await ask(server, SUBSCRIPTION, { method: 'PUT', body, cookie });
  expect(answer.status).toBe(204);
}

/** A customer who writes: somebody has to be offered the chat. */
async function writeTo(to: TestServer): Promise<void> {
  const { conversationId, token } = await openConversation(to);
  const socket = await openSocket(to, { token });
  sockets.push(socket);
  const messageId = `msg_${randomBytes(16).toString('base64url')}`;
  await socket.command('send-message', { conversationId, messageId, text: 'Hello' });
}

type TestBrowser = ReturnType<typeof newBrowser>;

/** A browser's half of RFC 8291. */
function newBrowser() {
  const pair = createECDH('prime256v1');
  const publicKey = pair.generateKeys();
  const auth = randomBytes(16);
  return {
    name: randomBytes(8).toString('hex'),
    subscription: (endpoint: string) => ({
      endpoint,
      keys: { p256dh: publicKey.toString('base64url'), auth: auth.toString('base64url') },
    }),
    read(body: Buffer): OfferPush {
      const salt = body.subarray(0, 16);
      const sender = body.subarray(21, 21 + 65);
      const sealed = body.subarray(86);
      const about = Buffer.concat([Buffer.from('WebPush: info\0'), publicKey, sender]);
      const secret = Buffer.from(hkdfSync('sha256', pair.computeSecret(sender), auth, about, 32));
      const part = (name: string, length: number): Buffer =>
        Buffer.from(hkdfSync('sha256', secret, salt, `Content-Encoding: ${name}\0`, length));
      const cipher = createDecipheriv('aes-128-gcm', part('aes128gcm', 16), part('nonce', 12));
      cipher.setAuthTag(sealed.subarray(-16));
      const plain = Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]);
      return JSON.parse(plain.subarray(0, plain.lastIndexOf(2)).toString()) as OfferPush;
    },
  };
}

/** The claims of a VAPID token whose signature is the key's. */
function checkedClaims(authorization: string, publicKey: string): { aud: string; exp: number } {
  const found = /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), k=([\w-]+)$/.exec(authorization);
  const [head, claims, signature, key] = (found ?? []).slice(1);
  expect(key).toBe(publicKey);
  const point = Buffer.from(publicKey, 'base64url');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((one) =>
    one.toString('base64url'),
  );
  const jwk = { kty: 'EC', crv: 'P-256', x, y };
  const isSigned = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: createPublicKey({ key: jwk as never, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature ?? '', 'base64url'),
  );
  expect(isSigned).toBe(true);
  return JSON.parse(Buffer.from(claims ?? '', 'base64url').toString());
}

async function startService(): Promise<Service> {
  const port = await freePort();
  const got: Service['got'] = [];
  const http = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      got.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) });
      response.writeHead(started.answer).end();
    });
  });
  const started: Service = { url: `http://localhost:${port}`, got, answer: 201, http };
  await new Promise<void>((resolve) => http.listen(port, resolve));
  return started;
}
