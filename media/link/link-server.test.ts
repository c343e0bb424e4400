import { once } from 'node:events';
import { FRAME_BYTES } from '@parley/contracts/limits.ts';
import type { MediaTell } from '@parley/contracts/media-link.ts';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { Refused } from '../refusal.ts';
import { freePorts } from '../testing/node.ts';
import { LinkServer, linkCredential } from './link-server.ts';
import { Tells } from './tells.ts';

const NODE = 'node-1';
const SECRET = 'a secret of the installation';

let tells: Tells;
let link: LinkServer;
const opened: WebSocket[] = [];

beforeEach(async () => {
  tells = new Tells();
  link = await open(freePorts());
});

afterEach(async () => {
  for (const socket of opened.splice(0)) socket.terminate();
  await link.close();
});

function open(wanted: number): Promise<LinkServer> {
  return LinkServer.open({
    nodeId: NODE,
    secret: SECRET,
    host: '127.0.0.1',
    port: { wanted, mayMove: true },
    answer: async (ask, raw, via) => {
      if (ask === 'counts') throw new Refused('no-such-call');
      return { ask, raw, isNamed: via !== '' };
    },
    tells,
    log: pino({ level: 'silent' }),
  });
}

/** A server's side of a link, with all it has been told. */
async function connect(credential = linkCredential(SECRET, NODE)) {
  const socket = new WebSocket(`ws://127.0.0.1:${link.port}`, {
    headers: { authorization: `Bearer ${credential}` },
  });
  opened.push(socket);
  const frames: unknown[] = [];
  let wake = (): void => undefined;
  socket.on('message', (data) => {
    frames.push(JSON.parse(String(data)));
    wake();
  });
  await once(socket, 'open');
  const next = async (): Promise<unknown> => {
    while (frames.length === 0) {
      const { promise, resolve } = Promise.withResolvers<void>();
      wake = resolve;
      await promise;
    }
    return frames.shift();
  };
  return { socket, next, send: (frame: object) => socket.send(JSON.stringify(frame)) };
}

const FACT = {
  callId: 'call-1',
  legId: 'leg-1',
  tabId: 'tab-1',
  epoch: 1,
  state: 'connected',
} as const;

describe('the link between server and media node', () => {
  it('lets nobody in who does not know the secret', async () => {
    await expect(connect(linkCredential('another secret', NODE))).rejects.toThrow('401');
    await expect(connect(linkCredential(SECRET, 'node-2'))).rejects.toThrow('401');
    await expect(connect('')).rejects.toThrow('401');
  });

  it('answers what is asked, and refuses with a code', async () => {
    const server = await connect();
    server.send({ id: 1, ask: 'release', data: { callId: 'call-1' } });
    expect(await server.next()).toEqual({
      id: 1,
      ok: true,
      data: { ask: 'release', raw: { callId: 'call-1' }, isNamed: true },
    });
    server.send({ id: 2, ask: 'counts', data: {} });
    expect(await server.next()).toEqual({ id: 2, ok: false, code: 'no-such-call' });
    server.send({ id: 3, ask: 'toString', data: {} });
    expect(await server.next()).toEqual({ id: 3, ok: false, code: 'bad-parameters' });
  });

  it('goes on after a frame that is none, and ends a link that sends too much', async () => {
    const server = await connect();
    server.socket.send('no JSON');
    server.send({ nothing: true });
    server.send({ id: 4, ask: 'release', data: null });
    expect(await server.next()).toMatchObject({ id: 4, ok: true });
    server.socket.send('x'.repeat(FRAME_BYTES + 1));
    await once(server.socket, 'close');
  });

  it('takes the next port when the wanted one is taken', async () => {
    const second = await open(link.port);
    expect(second.port).toBeGreaterThan(link.port);
    await second.close();
  });

  it('repeats a fact to the next server until one has heard it', async () => {
    tells.link(FACT, null);
    const first = await connect();
    const told = (await first.next()) as MediaTell;
    expect(told).toMatchObject({ tell: 'link', data: FACT });
    first.socket.terminate();

    const second = await connect();
    expect(await second.next()).toEqual(told);
    const factId = told.tell === 'link' ? told.data.factId : '';
    second.send({ tell: 'heard', data: { factId } });
    second.send({ id: 1, ask: 'release', data: {} });
    expect(await second.next()).toMatchObject({ id: 1 });

    const third = await connect();
    third.send({ id: 2, ask: 'release', data: {} });
    expect(await third.next()).toMatchObject({ id: 2 });
  });

  it('tells a page through the server it speaks through, and through another when that is gone', () => {
    const heard: string[] = [];
    const target = (id: string) => ({ id, send: () => heard.push(id) });
    tells.add(target('first'));
    tells.add(target('second'));
    const hint = { type: 'flows', flowing: [] } as const;
    const data = {
      callId: 'call-1',
      legId: 'leg-1',
      tabId: 'tab-1',
      hint: { ...hint, flowing: [] },
    };
    tells.hint(data, 'second');
    tells.remove('second');
    tells.hint(data, 'second');
    expect(heard).toEqual(['second', 'first']);
  });
});
