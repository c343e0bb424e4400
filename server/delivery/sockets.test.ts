import { randomUUID } from 'node:crypto';
import { conversationStream, personStream } from '@parley/contracts/streams.ts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ask, signInAs } from '../testing/http-client.ts';
import {
  type Identity,
  openConversation,
  openSocket,
  type TestSocket,
} from '../testing/socket-client.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

const SHOP = 'https://shop.example';

let server: TestServer;
const open: TestSocket[] = [];

beforeAll(async () => {
  server = await startTestServer({ extraOrigins: [SHOP] });
});
afterEach(() => {
  for (const socket of open.splice(0)) socket.close();
});
afterAll(() => server.stop());

async function socketFor(identity: Identity): Promise<TestSocket> {
  const socket = await openSocket(server, identity);
  open.push(socket);
  return socket;
}

describe('who is let in', () => {
  test('a customer with their token, from the pages of the entry and from no page at all', async () => {
    const { token } = await openConversation(server);
    for (const origin of [server.url, SHOP, null]) {
      const socket = await socketFor({ token, origin });
      expect(socket.raw.connected).toBe(true);
    }
  });

  test('nobody with a token from another site, a made-up token or none at all', async () => {
    const { token } = await openConversation(server);
    const refused = (identity: Identity, code: string) =>
      expect(openSocket(server, identity)).rejects.toThrow(code);
    await refused({ token, origin: 'https://evil.example' }, 'not-allowed');
    await refused({ token: 'A'.repeat(43) }, 'signed-out');
    await refused({ token: "' OR true --" }, 'signed-out');
    await refused({}, 'signed-out');
    await refused({ token, tabId: '<script>' }, 'bad-input');
  });

  test('staff with their cookie, from our own pages only', async () => {
    const { cookie } = await signInAs(server, 'Alex');
    expect((await socketFor({ cookie })).raw.connected).toBe(true);
    for (const origin of [SHOP, 'https://evil.example', null]) {
      await expect(openSocket(server, { cookie, origin })).rejects.toThrow('not-allowed');
    }
  });

  test('everybody is told at once whether calls can be made', async () => {
    const { token } = await openConversation(server);
    const socket = await socketFor({ token });
    await socket.until(() => socket.hints.some((hint) => hint.type === 'media-state'));
  });
});

test('customers and staff are answered at once when they ask whether the line is alive', async () => {
  const { token } = await openConversation(server);
  const { cookie } = await signInAs(server, 'Alex');
  for (const identity of [{ token }, { cookie }]) {
    const socket = await socketFor(identity);
    expect(await socket.command('probe', {})).toEqual({ ok: true, data: {} });
  }
});

describe('a chat between a customer and an agent', () => {
  test('reaches both sides in order, and reading it again from the start gives the same', async () => {
    const alex = await signInAs(server, 'Alex');
    const desk = await socketFor({ cookie: alex.cookie });
    await desk.follow(personStream(alex.personId));
    await desk.command('renew-lease', { canRing: true, microphone: 'allowed' });
    await desk.command('go-ready', {});
    const customer = await openConversation(server);
    const { conversationId } = customer;
    const widget = await socketFor({ token: customer.token });
    await widget.follow(conversationStream(conversationId));
    await say(widget, conversationId, 'Hello?');
    await desk.until(() => desk.events.some((event) => event.data.type === 'offer-made'));
    const made = desk.events.find((event) => event.data.type === 'offer-made');
    if (made === undefined) throw new Error('no offer was made');
    const { offerId } = (made.data as unknown as { offer: { offerId: string } }).offer;
    expect(await desk.command('answer-offer', { offerId })).toMatchObject({ ok: true });
    const caughtUp = await desk.follow(conversationStream(conversationId));
    if (!caughtUp.ok) throw new Error(caughtUp.code);
    expect(textsOf(caughtUp.events)).toEqual(['Hello?']);
    for (const text of ['How can I help?', 'One', 'Two']) await say(desk, conversationId, text);
    await say(widget, conversationId, 'Thanks');
    await desk.until(() => textsOf(desk.events).includes('Thanks'));
    await widget.until(() => textsOf(widget.events).includes('Thanks'));
    const whole = ['Hello?', 'How can I help?', 'One', 'Two', 'Thanks'];
    expect(textsOf(widget.events)).toEqual(whole);
    const again = await widget.follow(conversationStream(conversationId));
    expect(again.ok && textsOf(again.events)).toEqual(whole);
    expect(again.ok && again.events.map((event) => event.seq)).toEqual(
      again.ok && again.events.map((_, index) => index + 1),
    );
    await desk.command('complete-conversation', { conversationId });
    await desk.command('go-offline', {});
  });

  test('a message sent twice under the same names stands there once', async () => {
    const { conversationId, token } = await openConversation(server);
    const widget = await socketFor({ token });
    const data = { conversationId, messageId: randomUUID(), text: 'Once' };
    const first = await widget.command('send-message', data);
    const second = await widget.command('send-message', data);
    expect(second).toEqual(first);
    const all = await widget.follow(conversationStream(conversationId));
    expect(all.ok && textsOf(all.events)).toEqual(['Once']);
  });

  test('goes on between pages of one customer at different servers', async () => {
    const other = await startTestServer({ databaseUrl: server.databaseUrl });
    const { conversationId, token } = await openConversation(server);
    const here = await socketFor({ token });
    const there = await openSocket(other, { token });
    for (const socket of [here, there]) await socket.follow(conversationStream(conversationId));
    const texts = ['here', 'there', 'here again'];
    for (const [index, text] of texts.entries()) {
      await say(index === 1 ? there : here, conversationId, text);
    }
    for (const socket of [here, there]) {
      await socket.until(() => textsOf(socket.events).length === texts.length);
      expect(textsOf(socket.events)).toEqual(texts);
    }
    there.close();
    await other.stop();
  });

  test('messages sent without waiting stand in the order they were sent', async () => {
    const { conversationId, token } = await openConversation(server);
    const widget = await socketFor({ token });
    const texts = Array.from({ length: 40 }, (_, index) => `message ${index}`);
    const answers = await Promise.all(texts.map((text) => say(widget, conversationId, text)));
    expect(answers.every((answer) => answer.ok)).toBe(true);
    const all = await widget.follow(conversationStream(conversationId));
    expect(all.ok && textsOf(all.events)).toEqual(texts);
  });
});

function say(socket: TestSocket, conversationId: string, text: string) {
  return socket.command('send-message', { conversationId, messageId: randomUUID(), text });
}

function textsOf(events: readonly { data: unknown }[]): string[] {
  return events.flatMap(({ data }) => {
    const fact = data as { type: string; text: string };
    return fact.type === 'message-sent' ? [fact.text] : [];
  });
}

describe('what is not theirs', () => {
  test('a customer follows their own conversation and nothing else', async () => {
    const mine = await openConversation(server);
    const other = await openConversation(server);
    const socket = await socketFor({ token: mine.token });
    expect((await socket.follow(conversationStream(mine.conversationId))).ok).toBe(true);
    for (const stream of [
      conversationStream(other.conversationId),
      personStream(other.personId),
      personStream(mine.personId),
      'conversation:',
      'events',
    ]) {
      expect(await socket.follow(stream)).toEqual({ ok: false, code: 'not-allowed' });
    }
  });

  test('an agent does not read a conversation that was not given to them', async () => {
    const { conversationId } = await openConversation(server);
    const { cookie } = await signInAs(server, 'Bo');
    const socket = await socketFor({ cookie });
    const answer = await socket.follow(conversationStream(conversationId));
    expect(answer).toEqual({ ok: false, code: 'not-allowed' });
  });
});

describe('a session that is ended', () => {
  test('takes its socket along at once and says why', async () => {
    const here = await signInAs(server, 'Alex');
    const there = await signInAs(server, 'Alex');
    const socket = await socketFor({ cookie: there.cookie });
    const staying = await socketFor({ cookie: here.cookie });
    const list = await ask(server, '/api/v1/session/sessions', { cookie: there.cookie });
    const id = (list.body as { id: string; current: boolean }[]).find((one) => one.current)?.id;
    const path = `/api/v1/session/sessions/${id}`;
    await ask(server, path, { method: 'DELETE', cookie: here.cookie });
    await socket.until(() => !socket.raw.connected);
    expect(socket.signedOut()).toBe('session-ended');
    expect(staying.raw.connected).toBe(true);
    await expect(openSocket(server, { cookie: there.cookie })).rejects.toThrow('signed-out');
  });

  test('takes its sockets on other servers along too', async () => {
    const other = await startTestServer({ databaseUrl: server.databaseUrl });
    const { cookie } = await signInAs(server, 'Bo');
    const socket = await openSocket(other, { cookie });
    await ask(server, '/api/v1/session', { method: 'DELETE', cookie });
    await socket.until(() => !socket.raw.connected);
    expect(socket.signedOut()).toBe('session-ended');
    await other.stop();
  });
});

test('a page that comes back before its old socket was missed replaces it', async () => {
  const { token } = await openConversation(server);
  const tabId = `tab_${randomUUID()}`;
  const before = await socketFor({ token, tabId });
  const after = await socketFor({ token, tabId });
  await before.until(() => !before.raw.connected);
  expect(after.raw.connected).toBe(true);
});

test('one address that knocks without end is let in no more, and others still are', async () => {
  const { token } = await openConversation(server);
  const knock = (from: string) =>
    openSocket(server, { token, from }).then(
      (socket) => {
        socket.close();
        return 'let in';
      },
      (error: Error) => error.message,
    );
  const first = await Promise.all(Array.from({ length: 300 }, () => knock('198.51.100.40')));
  expect(first.every((answer) => answer === 'let in')).toBe(true);
  const more = Array.from({ length: 50 }, () => () => knock('198.51.100.40'));
  let answers: string[] = [];
  // However slow this machine is, knocking in crowds is faster than what is let in for ever.
  while (!answers.includes('too-many')) answers = await Promise.all(more.map((each) => each()));
  expect(await knock('198.51.100.41')).toBe('let in');
});
