import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, problemOf } from '../testing/http-client.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

const SHOP = 'https://shop.example';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ extraOrigins: [SHOP] });
});
afterAll(() => server.stop());

function open(body: object, request: { origin?: string | null; from?: string } = {}) {
  return ask(server, '/api/v1/conversations', { method: 'POST', body, ...request });
}

describe('an entry', () => {
  test('tells the widget what to show, and that calls are not possible yet', async () => {
    const { body } = await ask(server, '/api/v1/entries/web-support');
    expect(body).toMatchObject({
      name: 'Website',
      buttons: {
        chat: true,
        audio: true,
        video: true,
        screen: true,
        callback: true,
        invitation: true,
      },
      firstVideo: 'both',
      media: { state: 'absent' },
    });
    expect((body as { origins: string[] }).origins).toEqual(
      expect.arrayContaining([SHOP, server.url, server.url.replace('localhost', '127.0.0.1')]),
    );
  });

  test('is readable by the pages of its sites and by no other page', async () => {
    const shop = await ask(server, '/api/v1/entries/web-support', { origin: SHOP });
    expect(shop.headers.get('access-control-allow-origin')).toBe(SHOP);
    expect(shop.headers.get('access-control-allow-credentials')).toBeNull();
    for (const origin of ['https://evil.example', 'null', `${SHOP}.evil.example`]) {
      const other = await ask(server, '/api/v1/entries/web-support', { origin });
      expect(other.status).toBe(403);
      expect(other.headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  test('that does not exist is not found', async () => {
    expect((await ask(server, '/api/v1/entries/nowhere')).status).toBe(404);
    expect((await open({ entryId: 'nowhere' })).status).toBe(404);
  });
});

describe('opening a conversation', () => {
  test('gives a proof for this one conversation, and another one to the next customer', async () => {
    const first = await open({ entryId: 'web-support', name: 'Chris' });
    const second = await open({ entryId: 'web-support' });
    expect([first.status, second.status]).toEqual([201, 201]);
    const [a, b] = [first.body, second.body] as Record<string, string>[];
    expect(a?.token).toMatch(/^[\w-]{43}$/);
    expect(a?.token).not.toBe(b?.token);
    expect(a?.conversationId).not.toBe(b?.conversationId);
    expect(first.headers.getSetCookie()).toEqual([]);
  });

  test('works from the pages of the entry only, after the browser has asked', async () => {
    const preflight = await ask(server, '/api/v1/conversations', {
      method: 'OPTIONS',
      origin: SHOP,
      headers: { 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe(SHOP);
    const foreign = await ask(server, '/api/v1/conversations', {
      method: 'OPTIONS',
      origin: 'https://evil.example',
    });
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
    expect((await open({ entryId: 'web-support' }, { origin: SHOP })).status).toBe(201);
    const refused = await open({ entryId: 'web-support' }, { origin: 'https://evil.example' });
    expect(problemOf(refused).code).toBe('wrong-origin');
  });

  test('refuses what has another shape, and says which field', async () => {
    const long = await open({ entryId: 'web-support', name: 'x'.repeat(200) });
    expect(problemOf(long)).toMatchObject({ code: 'bad-input', facts: { fields: ['name'] } });
    expect((await open({ entryId: 'web-support', name: 'a\u0000b' })).status).toBe(400);
    expect((await open([])).status).toBe(400);
  });

  test('one address cannot open them without end, and another is not slowed by that', async () => {
    const statuses: number[] = [];
    for (let count = 0; count < 31; count += 1) {
      statuses.push((await open({ entryId: 'web-support' }, { from: '198.51.100.7' })).status);
    }
    expect(statuses.slice(0, 30).every((status) => status === 201)).toBe(true);
    expect(statuses[30]).toBe(429);
    expect((await open({ entryId: 'web-support' }, { from: '198.51.100.8' })).status).toBe(201);
  });
});

describe('for operators and integrators', () => {
  test('health and status answer without signing in', async () => {
    expect((await ask(server, '/healthz')).body).toEqual({ ok: true });
    const { body } = await ask(server, '/api/v1/status');
    expect(body).toEqual({ media: { state: 'absent', fraction: null, step: null } });
  });

  test('every route stands in an OpenAPI 3.1 document', async () => {
    const { body } = await ask(server, '/api/v1/openapi.json');
    const document = body as { openapi: string; paths: Record<string, object> };
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining([
        '/api/v1/session',
        '/api/v1/session/password',
        '/api/v1/session/sessions',
        '/api/v1/entries/{entryId}',
        '/api/v1/conversations',
      ]),
    );
  });
});
