import { randomUUID } from 'node:crypto';
import { callVerbs } from '@parley/contracts/call-verbs.ts';
import { commands } from '@parley/contracts/socket.ts';
import { conversationStream } from '@parley/contracts/streams.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { watchCrashes } from '../testing/crashes.ts';
import { ask, signInAs } from '../testing/http-client.ts';
import {
  openConversation,
  openSocket,
  type TestCustomer,
  type TestSocket,
} from '../testing/socket-client.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
let customer: TestCustomer;
const { crashes, close } = watchCrashes();

beforeAll(async () => {
  server = await startTestServer();
  customer = await openConversation(server);
});
afterAll(async () => {
  await server.stop();
  close();
});

async function expectAlive(): Promise<void> {
  expect((await ask(server, '/healthz')).status).toBe(200);
  expect(crashes).toEqual([]);
}

const names = fc.oneof(fc.constantFrom(...Object.keys(commands)), fc.string(), fc.anything());
const ids = fc.oneof(fc.uuid(), fc.string(), fc.anything());
const data = fc.oneof(
  fc.anything(),
  fc.json(),
  fc.dictionary(
    fc.constantFrom(
      'conversationId',
      'messageId',
      'text',
      'callId',
      'legId',
      'offerId',
      '__proto__',
    ),
    fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.constant('\u0000'), fc.anything()),
  ),
);

/** What JSON can carry of it. */
function carried(value: unknown): unknown {
  try {
    const text = JSON.stringify(value);
    return text === undefined ? null : JSON.parse(text);
  } catch {
    // Big integers and circles cannot cross a socket.
    return null;
  }
}

test('two thousand frames of nonsense get an answer each, and harm nobody', async () => {
  const frames = fc.sample(fc.record({ id: ids, name: names, data }), 2_000).map(carried);
  for (let from = 0; from < frames.length; from += 100) {
    const socket = await openSocket(server, { token: customer.token });
    const sent = frames.slice(from, from + 100);
    const answers = await Promise.all(
      sent.map((frame) => socket.raw.emitWithAck('command', frame)),
    );
    for (const answer of answers) expect(answer).toHaveProperty('ok');
    socket.close();
  }
  await expectAlive();
});

test('right names with wild values are refused, not failed', async () => {
  const socket = await openSocket(server, { token: customer.token });
  const wild = ['\u0000', '\ud800', '\u202e', 'x'.repeat(80), '../..', '{"a":1}', '%00'];
  for (const value of wild) {
    const answer = await socket.command('send-message', {
      conversationId: customer.conversationId,
      messageId: value,
      text: `${value}!`,
    });
    expect(answer.ok || answer.code).not.toBe('try-again');
  }
  socket.close();
  await expectAlive();
});

test('wild targets, legs and tones of an agent are refused, not failed', async () => {
  const { cookie } = await signInAs(server, 'Alex');
  const socket = await openSocket(server, { cookie });
  const targets = fc.oneof(
    fc.record({ type: fc.constant('agent'), agentId: ids }),
    fc.record({ type: fc.constant('queue'), queueId: ids }),
    fc.record({ type: fc.constant('number'), number: fc.oneof(fc.string(), fc.anything()) }),
    fc.anything(),
  );
  const wild = fc.record({
    ...{ callId: ids, legId: ids, offerId: ids, to: targets, digits: fc.string() },
    kind: fc.constantFrom('audio', 'video', 'screen', 7),
  });
  for (const sent of fc.sample(wild, 10).map(carried)) {
    for (const name of Object.keys(callVerbs) as (keyof typeof callVerbs)[]) {
      const answer = await socket.command(name, sent as object);
      expect([name, sent, answer.ok || answer.code]).not.toContain('try-again');
    }
  }
  socket.close();
  await expectAlive();
});

test('other events, missing answers and wrong follows do nothing', async () => {
  const socket = await openSocket(server, { token: customer.token });
  socket.raw.emit('command');
  socket.raw.emit('command', 1, 2, 3);
  socket.raw.emit('leave', { stream: 5 });
  socket.raw.emit('admin', { all: true });
  expect(await socket.raw.emitWithAck('follow', { stream: 7 })).toEqual({
    ok: false,
    code: 'bad-input',
  });
  expect(await socket.raw.emitWithAck('follow', null)).toMatchObject({ ok: false });
  socket.close();
  await expectAlive();
});

test('nonsense in requests is refused as such by every route', async () => {
  const bodies = fc.sample(fc.oneof(data, fc.record({ entryId: ids, form: data, page: data })), 60);
  const routes = ['conversations', 'session', 'session/password', 'session/sessions/x'];
  for (const body of bodies.map(carried)) {
    for (const route of routes) {
      const method = route.endsWith('/x') ? 'DELETE' : 'POST';
      const { status } = await ask(server, `/api/v1/${route}`, { method, body });
      expect([route, body, status < 500]).toEqual([route, body, true]);
    }
  }
  for (const path of fc.sample(fc.webPath(), 100)) {
    for (const before of ['/desk', '/demo', '/widget/assets', '/api/v1/entries', '']) {
      const { status } = await ask(server, `${before}${path}`);
      expect([before, path, status < 500 || status === 503]).toEqual([before, path, true]);
    }
  }
  await expectAlive();
});

test('frames that are no Socket.IO at all end that connection only', async () => {
  const bystander = await openSocket(server, { token: customer.token });
  const noise = [
    '',
    '9',
    '42',
    '4',
    '40{',
    '42["command"',
    '451-["x",{"_placeholder":true}]',
    '\u0000',
  ];
  const rubbish = [...noise, ...fc.sample(fc.string({ unit: 'binary' }), 200)];
  for (const frame of rubbish) await sendRaw(frame);
  await sendRaw(Buffer.alloc(1_000, 7));
  await sendRaw('x'.repeat(300 * 1024));
  expect(bystander.raw.connected).toBe(true);
  bystander.close();
  await expectAlive();
});

/** One raw frame on a connection of its own; settles when it is closed, by whichever side. */
function sendRaw(frame: string | Buffer): Promise<void> {
  const socket = new WebSocket(
    `${server.url.replace('http', 'ws')}/socket/?EIO=4&transport=websocket`,
  );
  return new Promise((resolve) => {
    socket.on('close', () => resolve());
    socket.on('error', () => resolve());
    socket.on('open', () => socket.send(frame, () => socket.close()));
  });
}

test('who asks without end is told to slow down, and is let go when that does not help', async () => {
  const socket = await openSocket(server, { token: customer.token });
  const { conversationId } = customer;
  const asked = Array.from({ length: 200 }, () =>
    socket.command('show-typing', { conversationId, typing: true }),
  );
  const answers = await Promise.all(asked);
  const refused = answers.filter((answer) => !answer.ok && answer.code === 'too-many');
  expect(refused.length).toBeGreaterThan(50);
  for (let count = 0; count < 5_000; count += 1) socket.raw.emit('nothing');
  await socket.until(() => !socket.raw.connected);
  await expectAlive();
});

test('a page that reads nothing is let go, and the others get every word', async () => {
  const { conversationId, token } = await openConversation(server);
  const stream = conversationStream(conversationId);
  const reader = await openSocket(server, { token });
  const deaf = await openSocket(server, { token });
  for (const socket of [reader, deaf]) await socket.follow(stream);
  const { ws } = deaf.raw.io.engine.transport as unknown as { ws: WebSocket };
  ws.pause();
  const text = '語'.repeat(4_000);
  for (let writers = 0; writers < 12; writers += 1) {
    const writer = await openSocket(server, { token });
    const say = () =>
      writer.command('send-message', { conversationId, messageId: randomUUID(), text });
    const answers = await Promise.all(Array.from({ length: 90 }, say));
    expect(answers.every((answer) => answer.ok)).toBe(true);
    writer.close();
  }
  ws.resume();
  await deaf.until(() => !deaf.raw.connected);
  expect(messagesOf(deaf)).toBeLessThan(1_080);
  await reader.until(() => messagesOf(reader) === 1_080);
  reader.close();
  await expectAlive();
});

function messagesOf({ events }: TestSocket): number {
  return events.filter((event) => event.data.type === 'message-sent').length;
}

test('a socket by polling is not to be had', async () => {
  const answer = await ask(server, `/socket/?EIO=4&transport=polling&t=${randomUUID()}`);
  expect(answer.status).toBe(400);
});
