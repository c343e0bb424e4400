import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readFilesConfig } from '../files/files-config.ts';
import { readSmsConfig } from '../sms/sms-config.ts';
import { createHttpApp, type HttpApp } from './http-app.ts';
import { servePages } from './static-pages.ts';

const SCRIPT = 'console.log("a page of ours");'.repeat(50);
const FILES = {
  'desk/index.html': '<title>desk</title>',
  'desk/assets/desk-abc123.js': SCRIPT,
  'widget/loader.js': SCRIPT,
  'widget/frame.html': '<title>frame</title>',
  'widget/assets/frame-abc123.js': SCRIPT,
  'demo/index.html': '<title>shop</title>',
  'demo/second.html': '<title>second page</title>',
  '../secret.txt': 'not for anybody',
};

const config = {
  databaseUrl: '',
  secret: '',
  host: '127.0.0.1',
  port: 1,
  publicUrl: 'https://parley.example',
  extraOrigins: [],
  pushServices: [],
  sms: readSmsConfig({}),
  files: readFilesConfig({}),
  tls: null,
};

let home: string;
let app: HttpApp;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'parley-pages-'));
  const folder = join(home, 'dist');
  for (const [name, content] of Object.entries(FILES)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    if (name.endsWith('.js')) writeFileSync(`${path}.br`, brotliCompressSync(content));
  }
  app = await createHttpApp(config, pino({ level: 'silent' }));
  const originsOf = async (id: string) => (id === 'web-support' ? ['https://shop.example'] : null);
  await servePages(app, { folder, originsOf, roomOrigins: async () => [] });
});
afterAll(async () => {
  await app.close();
  rmSync(home, { recursive: true });
});

function get(url: string, headers: Record<string, string> = {}) {
  return app.inject({ url, headers });
}

function policyOf(answer: { headers: Record<string, unknown> }): Map<string, string> {
  const parts = String(answer.headers['content-security-policy']).split('; ');
  return new Map(
    parts.map((part) => [part.split(' ')[0] ?? '', part.slice(part.indexOf(' ') + 1)]),
  );
}

describe('what is served', () => {
  test('the desk answers at every place in it with the same page', async () => {
    for (const path of ['/desk/', '/desk/conversations/conv_1', '/desk/settings']) {
      const answer = await get(path);
      expect([path, answer.statusCode, answer.body]).toEqual([path, 200, '<title>desk</title>']);
    }
  });

  test('a file that is not there is not the desk', async () => {
    expect((await get('/desk/assets/gone-123.js')).statusCode).toBe(404);
    expect((await get('/desk/robots.txt')).statusCode).toBe(404);
    expect((await get('/nothing')).json()).toMatchObject({ code: 'not-found', status: 404 });
  });

  test('the demo shop has its pages, and / leads to the desk', async () => {
    expect((await get('/demo/')).body).toBe('<title>shop</title>');
    expect((await get('/demo/second.html')).body).toBe('<title>second page</title>');
    expect((await get('/')).headers.location).toBe('/desk/');
    expect((await get('/demo')).headers.location).toBe('/demo/');
  });

  test('what was compressed at build time is sent compressed to those who read it', async () => {
    const small = await get('/widget/v1/loader.js', { 'accept-encoding': 'br' });
    expect(small.headers['content-encoding']).toBe('br');
    expect(small.headers.vary).toMatch(/accept-encoding/i);
    expect(small.headers['content-type']).toMatch(/javascript/);
    expect(small.rawPayload.length).toBeLessThan(SCRIPT.length);
    expect((await get('/widget/v1/loader.js')).body).toBe(SCRIPT);
  });

  test('names with a hash are kept for ever, pages are asked for again, the loader now and then', async () => {
    const caching = async (path: string) => String((await get(path)).headers['cache-control']);
    expect(await caching('/desk/assets/desk-abc123.js')).toMatch(/max-age=31536000, immutable/);
    expect(await caching('/widget/assets/frame-abc123.js')).toMatch(/immutable/);
    expect(await caching('/desk/')).toMatch(/max-age=0/);
    expect(await caching('/widget/frame?entry=web-support')).toMatch(/max-age=0/);
    expect(await caching('/widget/v1/loader.js')).toMatch(/max-age=600/);
  });
});

test('no path leads out of the folder', async () => {
  const tries = [
    '/desk/../../secret.txt',
    '/desk/%2e%2e/%2e%2e/secret.txt',
    '/desk/..%2f..%2fsecret.txt',
    '/desk/assets/..%2f..%2f..%2fsecret.txt',
    '/desk/assets/..%5c..%5csecret.txt',
    '/widget/assets/%2e%2e%2f%2e%2e%2f%2e%2e%2fsecret.txt',
    '/demo/%00../../secret.txt',
    '/demo//../../secret.txt',
    '/demo/....//....//secret.txt',
  ];
  for (const path of tries) {
    const answer = await get(path);
    expect([path, answer.body]).not.toEqual([path, FILES['../secret.txt']]);
    expect([path, answer.statusCode >= 400]).toEqual([path, true]);
  }
});

describe('headers', () => {
  test('no page of ours runs inline script, and none lets strings become script', async () => {
    for (const path of ['/desk/', '/demo/', '/widget/frame?entry=web-support']) {
      const policy = policyOf(await get(path));
      expect(policy.get('script-src')).toBe("'self'");
      expect(policy.get('default-src')).toBe("'none'");
      expect(policy.get('base-uri')).toBe("'none'");
      expect(policy.get('require-trusted-types-for')).toBe("'script'");
    }
  });

  test('only the sites of its entry may frame the widget, and nobody the desk', async () => {
    const frame = policyOf(await get('/widget/frame?entry=web-support'));
    expect(frame.get('frame-ancestors')).toBe('https://shop.example');
    expect(policyOf(await get('/desk/')).get('frame-ancestors')).toBe("'none'");
    expect((await get('/widget/frame?entry=unknown')).statusCode).toBe(404);
    expect((await get('/widget/frame')).statusCode).toBe(400);
  });

  test('the demo shop is as strict as a careful host: styles by file, no connections', async () => {
    const policy = policyOf(await get('/demo/'));
    expect(policy.get('style-src')).toBe("'self'");
    expect(policy.get('connect-src')).toBe("'none'");
  });

  test('every answer says how it may be read', async () => {
    for (const path of ['/desk/', '/demo/', '/widget/v1/loader.js', '/nothing']) {
      const { headers } = await get(path);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('same-origin');
      expect(headers['strict-transport-security']).toMatch(/max-age/);
    }
  });

  test('other sites may load the widget and nothing else', async () => {
    const policy = async (path: string) =>
      (await get(path)).headers['cross-origin-resource-policy'];
    expect(await policy('/widget/v1/loader.js')).toBe('cross-origin');
    expect(await policy('/widget/assets/frame-abc123.js')).toBe('cross-origin');
    expect(await policy('/desk/assets/desk-abc123.js')).toBe('same-origin');
    expect((await get('/desk/')).headers['cross-origin-opener-policy']).toBe('same-origin');
  });
});

test('pages that are not built yet are named as what is missing', async () => {
  const empty = await createHttpApp(config, pino({ level: 'silent' }));
  const folder = join(home, 'empty');
  mkdirSync(folder);
  await servePages(empty, {
    folder,
    originsOf: async () => [],
    roomOrigins: async () => [],
  });
  expect((await empty.inject('/desk/')).json()).toMatchObject({ status: 503, code: 'not-built' });
  await empty.close();
});
