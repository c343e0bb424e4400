import type { Upload } from '@parley/contracts/files.ts';
import type { SharedFile } from '@parley/core/files/shared-file.ts';
import sharp, { type Metadata } from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { download, linksOf, refusalOf, type Sharer, share, upload } from '../testing/file-scene.ts';
import { type Hostile, hostilePictures, SECRET_WORDS } from '../testing/hostile-pictures.ts';
import { hostileTexts } from '../testing/hostile-texts.ts';
import { ask } from '../testing/http-client.ts';
import { openConversation } from '../testing/socket-client.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { docxWith, odtWith } from '../testing/zip-file.ts';

let server: TestServer;
let photo: Buffer;

beforeAll(async () => {
  server = await startTestServer();
  photo = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#123456' } })
    .png()
    .toBuffer();
});
afterAll(() => server?.stop());

const HOSTILE: readonly Hostile[] = [...(await hostilePictures()), ...hostileTexts()];

const REASONS = [
  'type-not-allowed',
  'picture-too-large',
  'picture-broken',
  'document-unsafe',
  'empty',
];

/** What must be true of whatever a stranger's file became. */
async function expectHarmless(sharer: Sharer, file: SharedFile): Promise<Buffer> {
  const [links] = await linksOf(server, sharer, file.id);
  const saved = await download(server, links?.download ?? '');
  expect(saved.status).toBe(200);
  expect(saved.headers.get('content-disposition')).toMatch(/^attachment; /);
  expect(saved.headers.get('x-content-type-options')).toBe('nosniff');
  expect(saved.headers.get('content-security-policy')).toContain('sandbox');
  expect(saved.headers.get('content-type')).not.toMatch(/html|xml;|svg|script/);
  if (file.picture === null) {
    expect([links?.picture, links?.preview]).toEqual([null, null]);
    return saved.bytes;
  }
  for (const path of [links?.picture, links?.preview]) {
    const shown = await download(server, path ?? '');
    expect(shown.headers.get('content-type')).toMatch(/^image\/(png|jpeg|gif|webp)$/);
    expectClean(shown.bytes, await sharp(shown.bytes).metadata());
  }
  return saved.bytes;
}

/** Nothing but points. */
function expectClean(bytes: Buffer, about: Metadata): void {
  expect(bytes.includes(SECRET_WORDS)).toBe(false);
  expect(bytes.includes('<script')).toBe(false);
  expect(bytes.includes('evil.html')).toBe(false);
  expect([about.exif, about.xmp, about.iptc, about.comments]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
}

test('there are more than a hundred hostile files', () => {
  expect(HOSTILE.length).toBeGreaterThan(100);
});

test.each(HOSTILE)('$what is $becomes', async ({ bytes, name = 'x.png', becomes }) => {
  const customer = await openConversation(server);
  const answer = await upload(server, customer, { bytes, name });
  if (becomes === 'refused') expect(REASONS).toContain(refusalOf(answer));
  else {
    expect(refusalOf(answer)).toBeNull();
    const { file } = answer.body as Upload;
    if (file !== null) await expectHarmless(customer, file);
  }
  expect((await ask(server, '/healthz')).status).toBe(200);
});

test('after all of it a good file is taken, and nothing was logged of anybody’s words', async () => {
  const customer = await openConversation(server);
  const file = await share(server, customer, { bytes: photo, name: 'good.png' });
  expect(file.picture).toEqual({ width: 9, height: 9 });
  expect(server.log.join('\n')).not.toMatch(/alert\(|evil|"level":50/);
});

test.each([
  ['a document', docxWith(), 'a.docx'],
  ['an open document', odtWith(), 'a.odt'],
  ['a PDF', Buffer.from('%PDF-1.7\n%%EOF\n'), 'a.pdf'],
  ['a text', Buffer.from('Größe: 1 < 2 && 3 > 2\n'), 'a.txt'],
  ['a table', Buffer.from('a;b\r\n1;2\r\n'), 'a.csv'],
])('%s is taken as it is, and only saved', async (_what, bytes, name) => {
  const customer = await openConversation(server);
  const file = await share(server, customer, { bytes, name });
  expect(file.name).toBe(name);
  expect((await expectHarmless(customer, file)).equals(bytes)).toBe(true);
});

describe('names', () => {
  test.each([
    ['../../etc/passwd', 'passwd.png'],
    ['..\\..\\windows\\win.png', 'win.png'],
    ['/etc/cron.d/job.png', 'job.png'],
    ['photo\u202egnp.exe', 'photognp.exe.png'],
    ['photo\u200b\u2066.png', 'photo.png'],
    ['bill.png.exe', 'bill.png.exe.png'],
    ['bill.html', 'bill.html.png'],
    ['bill.PNG', 'bill.png'],
    ['con.png', '_con.png'],
    ['NUL', '_NUL.png'],
    ['.htaccess', 'htaccess.png'],
    ['....', 'file.png'],
    ['   ', 'file.png'],
    ['', 'file.png'],
    ['a\r\nSet-Cookie: x=1.png', 'aSet-Cookie_ x=1.png'],
    ['a";filename="evil.exe', 'a__filename=_evil.exe.png'],
    ['<img src=x onerror=alert(1)>.png', '_img src=x onerror=alert(1)_.png'],
    ['$(id)`id`|id&.png', '_(id)_id__id_.png'],
    ['%2e%2e%2fx.png', '_2e_2e_2fx.png'],
    ['Grüße 😀.png', 'Grüße 😀.png'],
    [`${'a'.repeat(900)}.png`, `${'a'.repeat(120)}.png`],
  ])('%j is saved as %j', async (asked, name) => {
    const customer = await openConversation(server);
    const file = await share(server, customer, { bytes: photo, name: asked });
    expect(file.name).toBe(name);
    const [links] = await linksOf(server, customer, file.id);
    const { status, headers } = await download(server, links?.download ?? '');
    expect(status).toBe(200);
    const said = headers.get('content-disposition') ?? '';
    expect(said).toMatch(/^attachment; filename="[^"\\\r\n]*"; filename\*=UTF-8''[^"\s]*$/);
    expect(decodeURIComponent(said.split("UTF-8''")[1] ?? '')).toBe(name);
    expect(headers.getSetCookie()).toEqual([]);
  });

  test.each(['a\u0000.png', 'half \ud83d.png'])('%j is refused at the door', async (name) => {
    const customer = await openConversation(server);
    expect(refusalOf(await upload(server, customer, { bytes: photo, name }))).toBe('bad-input');
  });
});
