import { conversationStream } from '@parley/contracts/streams.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../database/database.ts';
import { ask, problemOf } from '../testing/http-client.ts';
import {
  join,
  type LinkAgent,
  type LinkHouse,
  look,
  openLinkHouse,
  post,
  type TestLink,
} from '../testing/room-link.ts';
import { openSocket } from '../testing/socket-client.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

let house: LinkHouse;
let server: TestServer;
let agent: LinkAgent;
let database: Database;

beforeAll(async () => {
  house = await openLinkHouse();
  ({ server, agent, database } = house);
});
afterAll(() => house.close());

/** Each test from addresses of its own, so that the failures of one do not slow another. */
let sources = 0;
function newSource(): string {
  sources += 1;
  return `198.51.100.${sources}`;
}

/** What one source may mistype, and try beyond that. */
const ONE_BUDGET = 3 + 10;
const GUESSES_EACH = 30;

/** An agent has one session at a time: the chat before is over. */
async function done({ conversationId, roomId }: TestLink): Promise<void> {
  await agent.socket.command('leave-room', { conversationId, roomId });
  await agent.socket.command('complete-conversation', { conversationId });
}

const ROBOTS = [
  'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
  'WhatsApp/2.23.20.0',
  'TelegramBot (like TwitterBot)',
  'Twitterbot/1.0',
  'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
  'LinkedInBot/1.0 (compatible; Mozilla/5.0)',
  'Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)',
  'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  'SkypeUriPreview Preview/0.5 skype-url-preview@microsoft.com',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Safari/605.1.15 (Applebot/0.1)',
];

describe('a link in the open', () => {
  test('is used up by no robot that previews it, and opens for the guest afterwards', async () => {
    const link = await agent.newLink();
    const rows = () =>
      database.query(
        'SELECT l.*, c.value FROM room_links AS l LEFT JOIN conversations AS c ON c.id = l.conversation_id',
      );
    const before = await rows();
    const seen = new Set<string>();
    for (const robot of ROBOTS) {
      for (const method of ['GET', 'HEAD']) {
        const headers = { 'user-agent': robot };
        const page = await ask(server, `/r/${link.code}`, { method, headers, origin: null });
        seen.add(`${method} ${page.status} ${page.headers.get('x-robots-tag')}`);
        expect([200, 503]).toContain(page.status);
      }
    }
    // The page is the same for a code that nobody has: it says nothing of either.
    const [one, other] = [await ask(server, `/r/${link.code}`), await ask(server, '/r/NOBODYS')];
    expect(other.body).toEqual(one.body);
    expect(await rows()).toEqual(before);
    expect((await join(server, link, { from: newSource() })).status).toBe(200);
    await done(link);
  });

  test('gives the guest a proof for this conversation, and no page of another site', async () => {
    const link = await agent.newLink();
    const body = { code: link.code, secret: link.secret };
    const foreign = await ask(server, '/api/v1/rooms/look', {
      ...{ method: 'POST', body, origin: 'https://evil.example' },
    });
    expect(problemOf(foreign).code).toBe('wrong-origin');
    const seen = await look(server, link, newSource());
    expect(seen.body).toMatchObject({ agentName: 'Alex Agent', name: 'Dana', business: 'Parley' });
    expect(seen.headers.getSetCookie()).toEqual([]);
    const { body: joined } = await join(server, link, { from: newSource() });
    const { token, conversationId } = joined as { token: string; conversationId: string };
    expect(conversationId).toBe(link.conversationId);
    const guest = await openSocket(server, { token, tabId: 'tab_phone_1' });
    expect((await guest.follow(conversationStream(conversationId))).ok).toBe(true);
    guest.close();
    await done(link);
  });

  test('replayed from another device it is taken; with the same page it is the same call', async () => {
    const link = await agent.newLink();
    const [one, two] = await Promise.all([join(server, link), join(server, link)]);
    expect((two.body as { call: object }).call).toMatchObject({
      callId: (one.body as { call: { callId: string } }).call.callId,
    });
    const replayed = await join(server, link, { tabId: 'tab_thief_1' });
    expect([replayed.status, problemOf(replayed).code]).toEqual([409, 'room-in-use']);
    const moved = await join(server, link, { tabId: 'tab_laptop', move: true });
    expect(moved.status).toBe(200);
    await done(link);
  });
});

describe('without the secret', () => {
  test('wrong, used, expired and cancelled codes are one and the same answer', async () => {
    const used = await agent.newLink();
    await done(used);
    const cancelled = await agent.newLink();
    const { conversationId, roomId } = cancelled;
    await agent.socket.command('cancel-room', { conversationId, roomId });
    await done(cancelled);
    await database.query('UPDATE installation SET room_ms = 1');
    const expired = await agent.newLink();
    await database.query('UPDATE installation SET room_ms = 3600000');
    await done(expired);
    const living = await agent.newLink();
    const asked = [
      { code: 'AAAAAAA', secret: null },
      { code: 'no code at all!', secret: null },
      ...[used, cancelled, expired].map(({ code }) => ({ code, secret: null })),
      { code: living.code, secret: 'A'.repeat(22) },
    ];
    const answers = await Promise.all(asked.map((proof) => look(server, proof, newSource())));
    const joins = await Promise.all(
      asked.map((proof) => join(server, proof, { from: newSource() })),
    );
    const said = [...answers, ...joins].map(({ status, body, headers }) => {
      const told = [...headers].filter(([name]) => name !== 'date');
      return JSON.stringify([status, body, told]);
    });
    expect(new Set(said).size).toBe(1);
    expect(answers[0]?.status).toBe(404);
    // Whoever has the link is told what became of it.
    const told = await Promise.all([used, cancelled, expired].map((link) => look(server, link)));
    expect(told.map((answer) => [answer.status, problemOf(answer).code])).toEqual([
      [410, 'link-used'],
      [410, 'link-cancelled'],
      [410, expect.stringMatching(/^link-(expired|used)$/)],
    ]);
    await done(living);
  });

  test('one source is slowed down and then turned away; another, and whoever has the link, is not', async () => {
    const link = await agent.newLink();
    const thief = newSource();
    const guesses = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        look(server, { code: `AAAAA${'ACDEFGHJKM'[n % 10]}${'ACDE'[n % 4]}`, secret: null }, thief),
      ),
    );
    const turnedAway = guesses.filter((guess) => guess.status === 429);
    expect(turnedAway.length).toBeGreaterThan(15);
    expect(turnedAway[0]?.headers.get('retry-after')).toMatch(/^\d+$/);
    expect((await look(server, link, thief)).status).toBe(200);
    expect((await look(server, { ...link, secret: null }, newSource())).status).toBe(200);
    await done(link);
  });
});

test('a second server is no second budget for who guesses', async () => {
  const second = await startTestServer({ databaseUrl: server.databaseUrl });
  const link = await agent.newLink();
  const thief = newSource();
  const guesses = await Promise.all(
    [server, second].flatMap((asked) =>
      Array.from({ length: GUESSES_EACH }, () =>
        look(asked, { code: 'AAAAAAA', secret: null }, thief),
      ),
    ),
  );
  const lookedAt = guesses.filter(({ status }) => status === 404);
  expect(lookedAt.length).toBeGreaterThanOrEqual(ONE_BUDGET);
  expect(lookedAt.length).toBeLessThan(2 * ONE_BUDGET);
  expect(guesses.length - lookedAt.length).toBe(
    guesses.filter(({ status }) => status === 429).length,
  );
  // Whoever has the link is let in at either, from there too; one who types the code, from elsewhere.
  expect((await look(second, link, thief)).status).toBe(200);
  const typed = { ...link, secret: null };
  const guest = newSource();
  for (const asked of [server, second, server, second, server]) {
    expect((await look(asked, typed, guest)).status).toBe(200);
  }
  await done(link);
  await second.stop();
});

test('nonsense is refused as such, and nothing fails', async () => {
  const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.anything());
  const wild = fc.record(
    {
      ...{ code: texts, secret: texts, name: texts, tabId: texts, media: texts, camera: texts },
      ...{ move: texts, rtpCapabilities: texts },
    },
    { requiredKeys: [] },
  );
  const bodies = fc.sample(wild, 100).map((body) => JSON.stringify(body, withoutBigInts));
  const statuses = await Promise.all(
    bodies.flatMap((body, n) =>
      (['look', 'join'] as const).map(async (what) => {
        const posting = { body: JSON.parse(body), from: `203.0.113.${n}` };
        return (await post(server, what, posting)).status;
      }),
    ),
  );
  expect(statuses.filter((status) => status >= 500)).toEqual([]);
});

function withoutBigInts(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
