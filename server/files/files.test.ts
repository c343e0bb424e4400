import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Upload } from '@parley/contracts/files.ts';
import { conversationStream, personStream } from '@parley/contracts/streams.ts';
import type { ConversationEvent } from '@parley/core/conversation/events.ts';
import {
  type ConversationView,
  emptyConversation,
  foldConversation,
} from '@parley/core/conversation/view.ts';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../database/database.ts';
import {
  askAs,
  begin,
  download,
  linksOf,
  put,
  refusalOf,
  type Sharer,
  share,
  upload,
} from '../testing/file-scene.ts';
import { problemOf, signInAs } from '../testing/http-client.ts';
import { openConversation, openSocket, type TestSocket } from '../testing/socket-client.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
let database: Database;
let chris: Sharer & { readonly personId: string };
let dana: Sharer;
let alex: Sharer;
let bo: Sharer;
let sockets: { readonly chris: TestSocket; readonly alex: TestSocket };
let photo: Buffer;

beforeAll(async () => {
  server = await startTestServer();
  database = openDatabase(server.databaseUrl);
  chris = await openConversation(server);
  dana = await openConversation(server, 'Dana');
  const [agent, other] = [await signInAs(server, 'Alex'), await signInAs(server, 'Bo')];
  const { conversationId } = chris;
  alex = { conversationId, cookie: agent.cookie };
  bo = { conversationId, cookie: other.cookie };
  sockets = {
    chris: await openSocket(server, { token: chris.token ?? '' }),
    alex: await openSocket(server, { cookie: agent.cookie }),
  };
  await serve(agent.personId);
  photo = await picture(1_200, 900);
});
afterAll(async () => {
  sockets?.chris.close();
  sockets?.alex.close();
  await server?.stop();
  await database?.close();
});

/** Chris writes, and Alex answers. */
async function serve(agentId: string): Promise<void> {
  const { conversationId } = chris;
  await sockets.alex.follow(personStream(agentId));
  await sockets.alex.command('renew-lease', { canRing: true, microphone: 'allowed' });
  await sockets.alex.command('go-ready', {});
  await sockets.chris.command('send-message', {
    conversationId,
    messageId: randomUUID(),
    text: 'Hello',
  });
  const offer = () =>
    sockets.alex.events.flatMap(({ data }) =>
      data.type === 'offer-made' ? [(data as unknown as { offer: { offerId: string } }).offer] : [],
    )[0];
  await sockets.alex.until(() => offer() !== undefined);
  await sockets.alex.command('answer-offer', { offerId: offer()?.offerId });
}

/** Noise, which does not shrink: it needs several chunks. */
function picture(width: number, height: number): Promise<Buffer> {
  const raw = { width, height, channels: 3 } as const;
  return sharp(randomBytes(width * height * 3), { raw })
    .png()
    .toBuffer();
}

async function viewOf(socket: TestSocket): Promise<ConversationView> {
  const { conversationId } = chris;
  const answer = await socket.follow(conversationStream(conversationId));
  if (!answer.ok) throw new Error(answer.code);
  return answer.events.reduce(
    (view, event) => foldConversation(view, event as ConversationEvent),
    emptyConversation(conversationId),
  );
}

function send(socket: TestSocket, fileId: string) {
  const { conversationId } = chris;
  return socket.command('send-file', { conversationId, messageId: randomUUID(), fileId });
}

describe('a file that a customer shares', () => {
  test('is shown to both sides, small and whole, and saved as it was checked', async () => {
    const file = await share(server, chris, { bytes: photo, name: 'my photo.png' });
    expect(file).toMatchObject({
      name: 'my photo.png',
      type: 'image/png',
      picture: { width: 1_200, height: 900 },
      madeBy: { role: 'customer', name: 'Chris' },
      forCustomer: true,
    });
    for (const reader of [chris, alex]) {
      const [links] = await linksOf(server, reader, file.id);
      const saved = await download(server, links?.download ?? '');
      expect(saved.headers.get('content-disposition')).toContain('attachment;');
      expect(createHash('sha256').update(saved.bytes).digest('hex')).toBe(file.sha256);
      const whole = await download(server, links?.picture ?? '');
      expect(whole.headers.get('content-type')).toBe('image/png');
      expect(await sharp(whole.bytes).metadata()).toMatchObject({ width: 1_200, height: 900 });
      const small = await download(server, links?.preview ?? '');
      expect(await sharp(small.bytes).metadata()).toMatchObject({ format: 'webp', width: 640 });
    }
    expect((await viewOf(sockets.alex)).files.map(({ id }) => id)).toContain(file.id);
  });

  test('as a photo that was asked for is theirs alone until it is sent', async () => {
    const { conversationId } = chris;
    const ask = { conversationId, what: 'photo' };
    const asked = await sockets.alex.command('ask-customer', ask);
    const file = await share(server, chris, { bytes: photo, source: 'photo' });
    expect(await linksOf(server, alex, file.id)).toEqual([]);
    expect(await linksOf(server, chris, file.id)).toHaveLength(1);
    expect((await viewOf(sockets.alex)).files.map(({ id }) => id)).not.toContain(file.id);
    const { requestId } = (asked as { data: { requestId: string } }).data;
    const said = { conversationId, requestId, fileId: file.id, messageId: randomUUID() };
    expect((await sockets.chris.command('send-photo', said)).ok).toBe(true);
    expect(await linksOf(server, alex, file.id)).toHaveLength(1);
    expect((await viewOf(sockets.alex)).files.map(({ id }) => id)).toContain(file.id);
  });

  test('becomes a message that both see, with its file', async () => {
    const file = await share(server, chris, {
      bytes: Buffer.from('Order 17\n'),
      name: 'order.txt',
    });
    const sent = await send(sockets.chris, file.id);
    expect(sent.ok).toBe(true);
    for (const socket of [sockets.chris, sockets.alex]) {
      const last = (await viewOf(socket)).messages.at(-1);
      expect(last).toMatchObject({ text: '', file: { id: file.id, type: 'text/plain' } });
    }
  });

  test('carries neither cookie nor script with it, whatever is asked of its address', async () => {
    const file = await share(server, chris, { bytes: photo });
    const [links] = await linksOf(server, chris, file.id);
    for (const path of [links?.download, links?.picture, links?.preview]) {
      const { headers } = await download(server, path ?? '');
      expect(headers.get('content-security-policy')).toContain('sandbox');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.getSetCookie()).toEqual([]);
    }
  });
});

describe('what an agent uploads', () => {
  test('is not the customer’s before it is sent, and theirs from then on', async () => {
    const file = await share(server, alex, { bytes: photo, source: 'snapshot', name: 'shot.png' });
    expect(await linksOf(server, chris, file.id)).toEqual([]);
    expect((await viewOf(sockets.chris)).files.map(({ id }) => id)).not.toContain(file.id);
    expect(await send(sockets.chris, file.id)).toEqual({ ok: false, code: 'not-found' });

    expect((await send(sockets.alex, file.id)).ok).toBe(true);
    expect(await linksOf(server, chris, file.id)).toHaveLength(1);
    const seen = (await viewOf(sockets.chris)).files.find(({ id }) => id === file.id);
    expect(seen?.madeBy).toEqual({ role: 'agent', id: '', name: 'Alex Agent' });
  });

  test('a frozen picture is both sides’ at once', async () => {
    const file = await share(server, alex, { bytes: photo, source: 'screenshot' });
    expect(await linksOf(server, chris, file.id)).toHaveLength(1);
  });

  test('a customer makes no snapshots', async () => {
    const answer = await begin(server, chris, { sizeBytes: 10, source: 'snapshot' });
    expect(refusalOf(answer)).toBe('not-allowed');
  });

  test('is no photo: only customers are asked for those', async () => {
    const answer = await begin(server, alex, { sizeBytes: 10, source: 'photo' });
    expect(refusalOf(answer)).toBe('not-allowed');
  });
});

describe('a file that is removed', () => {
  test('opens for nobody, and its message says so', async () => {
    const file = await share(server, chris, { bytes: photo });
    await send(sockets.chris, file.id);
    const [links] = await linksOf(server, alex, file.id);
    const { conversationId } = chris;
    const gone = await sockets.chris.command('remove-file', { conversationId, fileId: file.id });
    expect(gone).toEqual({ ok: true, data: {} });
    expect((await download(server, links?.picture ?? '')).status).toBe(404);
    expect(await linksOf(server, alex, file.id)).toEqual([]);
    const view = await viewOf(sockets.alex);
    expect(view.files.map(({ id }) => id)).not.toContain(file.id);
    expect(view.messages.at(-1)?.file).toMatchObject({ id: file.id, isRemoved: true });
    const [row] = await database.query<{ key: Buffer | null }>({
      text: 'SELECT sealed_key AS key FROM files WHERE id = $1',
      values: [file.id],
    });
    expect(row?.key).toBeNull();
  });

  test('is no customer’s to remove when an agent made it', async () => {
    const file = await share(server, alex, { bytes: photo, source: 'screenshot' });
    const asked = { conversationId: chris.conversationId, fileId: file.id };
    const answer = await sockets.chris.command('remove-file', asked);
    expect(answer).toEqual({ ok: false, code: 'not-allowed' });
  });
});

describe('an upload', () => {
  test('goes on after a cut where it was, on any server', async () => {
    const begun = (await begin(server, chris, { sizeBytes: photo.length })).body as Upload;
    const { fileId } = begun;
    const cut = 200_000;
    await put(server, chris, { fileId, offset: 0, bytes: photo.subarray(0, cut) });
    const path = `/api/v1/files/${fileId}/upload`;
    const early = await askAs(server, chris, { method: 'POST', path: `${path}/finish`, body: {} });
    expect(problemOf(early)).toMatchObject({
      code: 'upload-incomplete',
      facts: { receivedBytes: cut },
    });
    const second = await startTestServer({ databaseUrl: server.databaseUrl });
    try {
      const look = await askAs(second, chris, { method: 'GET', path });
      expect((look.body as Upload).receivedBytes).toBe(cut);
      for (let offset = cut; offset < photo.length; offset += cut) {
        const bytes = photo.subarray(offset, offset + cut);
        expect((await put(second, chris, { fileId, offset, bytes })).status).toBe(200);
      }
    } finally {
      await second.stop();
    }
    const done = await askAs(server, chris, { method: 'POST', path: `${path}/finish`, body: {} });
    expect((done.body as Upload).file?.picture).toEqual({ width: 1_200, height: 900 });
  });

  test('bytes that came twice are there once, and none may be left out or be too many', async () => {
    const bytes = Buffer.from('one two three');
    const { fileId } = (await begin(server, chris, { sizeBytes: bytes.length })).body as Upload;
    const first = { fileId, offset: 0, bytes: bytes.subarray(0, 4) };
    await put(server, chris, first);
    expect((await put(server, chris, first)).body).toMatchObject({ receivedBytes: 4 });
    for (const [offset, more] of [
      [6, bytes.subarray(6)],
      [4, Buffer.concat([bytes.subarray(4), bytes])],
      [2, bytes.subarray(2)],
    ] as const) {
      const answer = await put(server, chris, { fileId, offset, bytes: more });
      expect(problemOf(answer)).toMatchObject({
        code: 'upload-offset',
        facts: { receivedBytes: 4 },
      });
    }
  });

  test('asked for twice under one id is one, and finished twice is told once', async () => {
    const bytes = Buffer.from('pressed twice');
    const asked = { sizeBytes: bytes.length, requestId: randomUUID(), name: 'twice.txt' };
    const [one, two] = await Promise.all([
      begin(server, chris, asked),
      begin(server, chris, asked),
    ]);
    const { fileId } = one.body as Upload;
    expect((two.body as Upload).fileId).toBe(fileId);
    await put(server, chris, { fileId, offset: 0, bytes });
    const path = `/api/v1/files/${fileId}/upload/finish`;
    const finish = () => askAs(server, chris, { method: 'POST', path, body: {} });
    const all = await Promise.all([finish(), finish(), finish()]);
    expect(all.map(({ status }) => status)).toEqual([200, 200, 200]);
    const { timeline } = await viewOf(sockets.alex);
    const told = timeline.filter(
      ({ what }) => what.type === 'file-added' && what.file.id === fileId,
    );
    expect(told).toHaveLength(1);
  });

  test('that is cancelled leaves nothing', async () => {
    const { fileId } = (await begin(server, chris, { sizeBytes: 100 })).body as Upload;
    await put(server, chris, { fileId, offset: 0, bytes: Buffer.alloc(50) });
    const path = `/api/v1/files/${fileId}/upload`;
    expect((await askAs(server, chris, { method: 'DELETE', path })).status).toBe(204);
    const more = await put(server, chris, { fileId, offset: 50, bytes: Buffer.alloc(50) });
    expect(problemOf(more).code).toBe('upload-over');
    const parts = await database.query({
      text: 'SELECT 1 FROM file_parts WHERE file_id = $1',
      values: [fileId],
    });
    expect(parts).toEqual([]);
  });
});

describe('nobody opens or changes what is not theirs', () => {
  test('another customer, an agent of another conversation and nobody at all are refused', async () => {
    const file = await share(server, chris, { bytes: photo });
    const { conversationId } = chris;
    const path = `/api/v1/conversations/${conversationId}/file-links`;
    const body = { fileIds: [file.id] };
    for (const other of [{ ...dana, conversationId }, bo]) {
      const links = await askAs(server, other, { method: 'POST', path, body });
      expect(links.status).toBe(404);
      expect((await upload(server, other, { bytes: photo })).status).toBe(404);
    }
    expect(await linksOf(server, dana, file.id)).toEqual([]);
    const nobody = await askAs(server, { conversationId }, { method: 'POST', path, body });
    expect(nobody.status).toBe(401);
  });

  test('an agent who loses the conversation meanwhile adds nothing to it', async () => {
    const bytes = Buffer.from('too late');
    const { fileId } = (await begin(server, alex, { sizeBytes: bytes.length })).body as Upload;
    await put(server, alex, { fileId, offset: 0, bytes });
    const finish = { method: 'POST', path: `/api/v1/files/${fileId}/upload/finish`, body: {} };
    const agents = 'UPDATE conversations SET agent_ids = $2 WHERE id = $1 RETURNING agent_ids';
    const { conversationId } = chris;
    const [before] = await database.query<{ ids: string[] }>({
      text: 'SELECT agent_ids AS ids FROM conversations WHERE id = $1',
      values: [conversationId],
    });
    await database.query({ text: agents, values: [conversationId, []] });
    expect((await askAs(server, alex, finish)).status).toBe(404);
    await database.query({ text: agents, values: [conversationId, before?.ids] });
    expect((await askAs(server, alex, finish)).status).toBe(200);
  });

  test('an upload is its maker’s alone', async () => {
    const { fileId } = (await begin(server, chris, { sizeBytes: 5 })).body as Upload;
    const path = `/api/v1/files/${fileId}/upload`;
    for (const other of [dana, alex, bo]) {
      expect((await askAs(server, other, { method: 'GET', path })).status).toBe(404);
      expect((await askAs(server, other, { method: 'DELETE', path })).status).toBe(404);
      const bytes = Buffer.from('hello');
      expect((await put(server, other, { fileId, offset: 0, bytes })).status).toBe(404);
    }
  });

  test('an address that was changed in any part opens nothing', async () => {
    const file = await share(server, chris, { bytes: photo });
    const other = await share(server, chris, { bytes: Buffer.from('other'), name: 'o.txt' });
    const [links] = await linksOf(server, chris, file.id);
    const path = links?.preview ?? '';
    expect((await download(server, path)).status).toBe(200);
    for (const changed of [
      path.replace(file.id, other.id),
      path.replace('use=preview', 'use=download'),
      path.replace(/for=[^&]*/, 'for=somebody'),
      path.replace(/until=(\d+)/, (_all, until) => `until=${Number(until) + 1}`),
      path.replace(/proof=[^&]*/, 'proof='),
      path.replace(/proof=.{8}/, 'proof=AAAAAAAA'),
    ]) {
      expect((await download(server, changed)).status).toBe(404);
    }
  });
});
