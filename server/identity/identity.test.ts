import { randomUUID } from 'node:crypto';
import type { ConversationOpened } from '@parley/contracts/rest.ts';
import { conversationStream } from '@parley/contracts/socket.ts';
import type { ConversationEvent } from '@parley/core/conversation/events.ts';
import { emptyConversation, foldConversation } from '@parley/core/conversation/view.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../database/database.ts';
import { sealOf } from '../secrets/seal.ts';
import { ask, problemOf, signInAs } from '../testing/http-client.ts';
import { type HostKey, signIdentity } from '../testing/sign-identity.ts';
import { openConversation, openSocket, type TestSocket } from '../testing/socket-client.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

const ENTRY = 'web-support';
const OTHER_ENTRY = 'other-shop';
const CLEO = {
  subject: 'customer-17',
  name: 'Cleo Marsh',
  email: 'cleo@shop.example',
  phone: null,
};

let server: TestServer;
let database: Database;
let admin: string;
let key: HostKey;
let otherKey: HostKey;

beforeAll(async () => {
  server = await startTestServer();
  database = openDatabase(server.databaseUrl);
  await database.query({
    text: `INSERT INTO entries (id, name, queue_id, config)
           SELECT $1, 'Other shop', queue_id, config FROM entries WHERE id = $2`,
    values: [OTHER_ENTRY, ENTRY],
  });
  admin = (await signInAs(server, 'Ada')).cookie;
  key = await newKey(ENTRY);
  otherKey = await newKey(OTHER_ENTRY);
});
afterAll(async () => {
  await database?.close();
  await server?.stop();
});

async function newKey(entryId: string, label = 'shop'): Promise<HostKey> {
  const answer = await ask(server, `/api/v1/entries/${entryId}/keys`, {
    method: 'POST',
    body: { label },
    cookie: admin,
  });
  expect(answer.status).toBe(201);
  return answer.body as HostKey;
}

function open(identity: string | undefined, entryId = ENTRY) {
  const body = {
    entryId,
    name: 'Typed by herself',
    ...(identity === undefined ? {} : { identity }),
  };
  return ask(server, '/api/v1/conversations', { method: 'POST', body });
}

/** The customer of a conversation as an admin's screen shows them. */
async function seen(conversationId: string) {
  const socket = await openSocket(server, { cookie: admin });
  const followed = await socket.follow(conversationStream(conversationId));
  socket.close();
  if (!followed.ok) throw new Error(followed.code);
  return (followed.events as readonly ConversationEvent[]).reduce(
    foldConversation,
    emptyConversation(conversationId),
  ).customer;
}

async function conversations(): Promise<number> {
  const [row] = await database.query<{ n: number }>('SELECT count(*) AS n FROM conversations');
  return row?.n ?? -1;
}

describe('keys of an entry', () => {
  test('are made by an admin, tell their secret once and are stored so that nobody reads it there', async () => {
    const made = await newKey(ENTRY, 'for the list');
    expect(made.secret).toMatch(/^[\w-]{43}$/);
    const list = await ask(server, `/api/v1/entries/${ENTRY}/keys`, { cookie: admin });
    expect(JSON.stringify(list.body)).toContain(made.id);
    expect(JSON.stringify(list.body)).not.toContain(made.secret);
    const rows = await database.query(
      'SELECT *, encode(sealed, $$escape$$) AS raw FROM entry_keys',
    );
    expect(JSON.stringify(rows)).not.toContain(made.secret);
    const acts = await database.query({
      text: `SELECT facts->>'keyId' AS id FROM audit WHERE what = 'entry-key-made'`,
    });
    expect(acts).toContainEqual({ id: made.id });
  });

  test('belong to admins: nobody else makes, lists or revokes one', async () => {
    const path = `/api/v1/entries/${ENTRY}/keys`;
    const people = [undefined, ...['Alex', 'Sam'].map((who) => who)];
    for (const who of people) {
      const cookie = who === undefined ? {} : { cookie: (await signInAs(server, who)).cookie };
      const status = who === undefined ? 401 : 403;
      expect((await ask(server, path, cookie)).status).toBe(status);
      expect((await ask(server, path, { ...cookie, method: 'POST', body: {} })).status).toBe(
        status,
      );
      const gone = await ask(server, `${path}/${key.id}`, { ...cookie, method: 'DELETE' });
      expect(gone.status).toBe(status);
    }
    const foreign = { method: 'POST', body: {}, cookie: admin, origin: 'https://evil.example' };
    expect(problemOf(await ask(server, path, foreign)).code).toBe('wrong-origin');
  });

  test('exist for entries that exist, and one that was revoked signs no more', async () => {
    const nowhere = await ask(server, '/api/v1/entries/nowhere/keys', {
      method: 'POST',
      body: {},
      cookie: admin,
    });
    expect(nowhere.status).toBe(404);
    const old = await newKey(ENTRY);
    const path = `/api/v1/entries/${ENTRY}/keys/${old.id}`;
    const other = `/api/v1/entries/${OTHER_ENTRY}/keys/${old.id}`;
    expect((await ask(server, other, { method: 'DELETE', cookie: admin })).status).toBe(404);
    expect((await open(signIdentity(old, ENTRY))).status).toBe(201);
    expect((await ask(server, path, { method: 'DELETE', cookie: admin })).status).toBe(204);
    expect((await ask(server, path, { method: 'DELETE', cookie: admin })).status).toBe(404);
    expect(problemOf(await open(signIdentity(old, ENTRY))).code).toBe('identity-key');
  });

  test('are read by this installation only', () => {
    const ours = sealOf('a', 'entry keys');
    const sealed = ours.close('words');
    expect(ours.open(sealed)).toBe('words');
    expect(sealOf('b', 'entry keys').open(sealed)).toBeNull();
    expect(sealOf('a', 'something else').open(sealed)).toBeNull();
    const changed = Buffer.from(sealed);
    changed.writeUInt8(changed.readUInt8(20) ^ 1, 20);
    expect(ours.open(changed)).toBeNull();
  });
});

describe('a conversation opened with a signed identity', () => {
  test('is verified for staff, under the name that was signed', async () => {
    const answer = await open(signIdentity(key, ENTRY));
    expect(answer.status).toBe(201);
    const { conversationId, token, verified } = answer.body as ConversationOpened;
    expect(verified).toEqual(CLEO);
    expect(await seen(conversationId)).toMatchObject({ name: 'Cleo Marsh', verified: CLEO });
    const socket = await openSocket(server, { token });
    const own = await socket.follow(conversationStream(conversationId));
    expect(JSON.stringify(own)).not.toContain('cleo@shop.example');
    socket.close();
  });

  test('keeps what the customer typed where nothing was signed about it', async () => {
    const bare = { name: undefined, email: null, phone: '+1 206 555 0100' };
    const { conversationId } = (await open(signIdentity(key, ENTRY, { claims: bare })))
      .body as ConversationOpened;
    expect(await seen(conversationId)).toMatchObject({
      name: 'Typed by herself',
      verified: { subject: 'customer-17', name: null, email: null, phone: '+1 206 555 0100' },
    });
  });

  test('may name the entry in a list', async () => {
    const aud = ['somebody-else', ENTRY];
    expect((await open(signIdentity(key, ENTRY, { claims: { aud } }))).status).toBe(201);
  });

  test('without one nobody is verified, whatever the form says', async () => {
    const answer = await ask(server, '/api/v1/conversations', {
      method: 'POST',
      body: {
        entryId: ENTRY,
        form: { verified: 'true', subject: 'customer-17' },
        verified: CLEO,
        customer: { verified: CLEO },
      },
    });
    const { conversationId, verified } = answer.body as ConversationOpened;
    expect(verified).toBeNull();
    expect((await seen(conversationId)).verified).toBeNull();
  });
});

const nowS = (): number => Math.floor(Date.now() / 1_000);

/** Each is right in all but one thing. */
const ATTACKS: readonly (readonly [string, string, () => string])[] = [
  [
    'without a signature',
    'identity-algorithm',
    () => sign({ header: { alg: 'none' }, really: 'none' }),
  ],
  ['that says none and is signed', 'identity-algorithm', () => sign({ header: { alg: 'none' } })],
  ['that says None', 'identity-algorithm', () => sign({ header: { alg: 'None' } })],
  ['with the signature cut off', 'identity-algorithm', () => sign({ really: 'none' })],
  [
    'signed with HS512',
    'identity-algorithm',
    () => sign({ header: { alg: 'HS512' }, really: 'sha512' }),
  ],
  ['that says RS256', 'identity-algorithm', () => sign({ header: { alg: 'RS256' } })],
  ['that says HS256 and is not', 'identity-signature', () => sign({ really: 'sha512' })],
  [
    'signed with a guessed secret',
    'identity-signature',
    () => signIdentity({ ...key, secret: 'guessed' }, ENTRY),
  ],
  [
    'signed with an empty secret',
    'identity-signature',
    () => signIdentity({ ...key, secret: '' }, ENTRY),
  ],
  ['changed afterwards', 'identity-signature', () => changedAfterwards(sign())],
  ['of another entry’s key', 'identity-key', () => signIdentity(otherKey, ENTRY)],
  ['of a key nobody made', 'identity-key', () => sign({ header: { kid: `key_${randomUUID()}` } })],
  ['without a key', 'identity-malformed', () => sign({ header: { kid: undefined } })],
  ['that must be understood more', 'identity-malformed', () => sign({ header: { crit: ['b64'] } })],
  ['for another entry', 'identity-audience', () => sign({ claims: { aud: OTHER_ENTRY } })],
  ['for nobody', 'identity-malformed', () => sign({ claims: { aud: undefined } })],
  [
    'that is over',
    'identity-expired',
    () => sign({ claims: { iat: nowS() - 90, exp: nowS() - 1 } }),
  ],
  ['that lives an hour', 'identity-times', () => sign({ claims: { exp: nowS() + 3_600 } })],
  [
    'of an hour ago that still lives',
    'identity-times',
    () => sign({ claims: { iat: nowS() - 3_600, exp: nowS() + 60 } }),
  ],
  [
    'from the future',
    'identity-times',
    () => sign({ claims: { iat: nowS() + 120, exp: nowS() + 180 } }),
  ],
  ['not valid yet', 'identity-times', () => sign({ claims: { nbf: nowS() + 120 } })],
  ['that never ends', 'identity-malformed', () => sign({ claims: { exp: undefined } })],
  ['without a number of its own', 'identity-malformed', () => sign({ claims: { jti: undefined } })],
  ['of nobody', 'identity-malformed', () => sign({ claims: { sub: '' } })],
  [
    'with a name of another shape',
    'identity-malformed',
    () => sign({ claims: { name: { a: 1 } } }),
  ],
  ['that is no token', 'identity-malformed', () => 'hello'],
  ['of two parts', 'identity-malformed', () => 'e30.e30'],
  ['of four parts', 'identity-malformed', () => `${sign()}.e30`],
  ['of no JSON', 'identity-algorithm', () => 'aGVsbG8.aGVsbG8.aGVsbG8'],
  ['too long to be read', 'bad-input', () => sign({ claims: { sub: 'x'.repeat(5_000) } })],
];

function sign(changed: Parameters<typeof signIdentity>[2] = {}): string {
  return signIdentity(key, ENTRY, changed);
}

function changedAfterwards(token: string): string {
  const [head, payload = '', signature] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as object;
  const other = Buffer.from(JSON.stringify({ ...claims, sub: 'admin' })).toString('base64url');
  return [head, other, signature].join('.');
}

describe('an identity that is not believed', () => {
  test.each(ATTACKS)('%s is refused: %s', async (_what, code, token) => {
    const before = await conversations();
    const answer = await open(token());
    expect(problemOf(answer).code).toBe(code);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(await conversations()).toBe(before);
  });

  test('serves once, also when two show it in the same moment', async () => {
    const token = sign();
    const answers = await Promise.all([1, 2, 3, 4].map(() => open(token)));
    const codes = answers.map(({ status, body }) => (status === 201 ? 'in' : codeOf(body)));
    expect(codes.sort()).toEqual(['identity-used', 'identity-used', 'identity-used', 'in']);
    expect(problemOf(await open(token)).code).toBe('identity-used');
  });

  test('says nothing of a key in what is logged', () => {
    expect(server.log.join('\n')).not.toContain(key.secret);
  });
});

function codeOf(body: unknown): string {
  return (body as { code: string }).code;
}

describe('in a conversation that goes on', () => {
  async function customer(): Promise<{ conversationId: string; socket: TestSocket }> {
    const { conversationId, token } = await openConversation(server);
    return { conversationId, socket: await openSocket(server, { token }) };
  }

  test('a customer is verified by the page’s token, and again as the same', async () => {
    const { conversationId, socket } = await customer();
    const answer = await socket.command('identify', { conversationId, token: sign() });
    expect(answer).toEqual({ ok: true, data: CLEO });
    expect(await seen(conversationId)).toMatchObject({ name: 'Cleo Marsh', verified: CLEO });
    const again = await socket.command('identify', { conversationId, token: sign() });
    expect(again).toEqual({ ok: true, data: CLEO });
    socket.close();
  });

  test('a command that is repeated finds its answer; the same token in another is used up', async () => {
    const { conversationId, socket } = await customer();
    const data = { conversationId, token: sign() };
    const id = randomUUID();
    expect((await socket.command('identify', data, id)).ok).toBe(true);
    expect(await socket.command('identify', data, id)).toEqual({ ok: true, data: CLEO });
    expect(await socket.command('identify', data)).toEqual({ ok: false, code: 'identity-used' });
    const other = await customer();
    const stolen = { ...data, conversationId: other.conversationId };
    expect(await other.socket.command('identify', stolen)).toEqual({
      ok: false,
      code: 'identity-used',
    });
    expect((await seen(other.conversationId)).verified).toBeNull();
    for (const one of [socket, other.socket]) one.close();
  });

  test('nobody becomes somebody else in it', async () => {
    const { conversationId, socket } = await customer();
    await socket.command('identify', { conversationId, token: sign() });
    const token = sign({ claims: { sub: 'customer-18', name: 'Dana' } });
    expect(await socket.command('identify', { conversationId, token })).toEqual({
      ok: false,
      code: 'other-person',
    });
    expect(await seen(conversationId)).toMatchObject({ verified: CLEO });
    socket.close();
  });

  test.each(ATTACKS.slice(0, 12))(
    'a token %s is refused there too: %s',
    async (_what, code, token) => {
      const { conversationId, socket } = await customer();
      expect(await socket.command('identify', { conversationId, token: token() })).toEqual({
        ok: false,
        code,
      });
      expect((await seen(conversationId)).verified).toBeNull();
      socket.close();
    },
  );

  test('nobody verifies another’s, and no agent a customer', async () => {
    const [mine, theirs] = [await customer(), await customer()];
    const agent = await openSocket(server, { cookie: (await signInAs(server, 'Alex')).cookie });
    const data = { conversationId: theirs.conversationId, token: sign() };
    for (const socket of [mine.socket, agent]) {
      expect(await socket.command('identify', data)).toEqual({ ok: false, code: 'not-allowed' });
    }
    // Refused before it was read: it was not used up.
    expect((await theirs.socket.command('identify', data)).ok).toBe(true);
    for (const socket of [mine.socket, theirs.socket, agent]) socket.close();
  });
});
