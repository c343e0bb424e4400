import { conversationStream, personStream } from '@parley/contracts/streams.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '../database/database.ts';
import { ask, signInAs } from '../testing/http-client.ts';
import { type LinkNode, startLinkNode } from '../testing/link-node.ts';
import { openConversation, openSocket, type TestSocket } from '../testing/socket-client.ts';
import { startTestServer, TEST_SECRET, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
let database: Database;
let node: LinkNode;

beforeAll(async () => {
  server = await startTestServer();
  database = openDatabase(server.databaseUrl);
  node = await startLinkNode(database, { secret: TEST_SECRET });
});
afterAll(async () => {
  await server.stop();
  await node.die();
  await database.close();
});

type Data = { type: string; offer?: { offerId: string }; fact?: { type: string } };

function factsOf({ events }: TestSocket): string[] {
  return events.map(({ data }) => (data as Data).fact?.type ?? data.type);
}

test('an agent whose session is ended is out of the call at once, and the customer is not dropped', async () => {
  const alex = await signInAs(server, 'Alex');
  const desk = await openSocket(server, { cookie: alex.cookie });
  await desk.follow(personStream(alex.personId));
  await desk.command('renew-lease', { canRing: true, microphone: 'allowed' });
  await desk.command('go-ready', {});
  const { conversationId, token } = await openConversation(server);
  const widget = await openSocket(server, { token });
  await widget.until(() =>
    widget.hints.some((hint) => hint.type === 'media-state' && hint.state === 'ready'),
  );
  await widget.follow(conversationStream(conversationId));
  const started = await widget.command('start-call', { conversationId, kind: 'audio' });
  const { callId } = (started as { data: { callId: string } }).data;
  await desk.until(() => desk.events.some(({ data }) => data.type === 'offer-made'));
  const offer = desk.events.map(({ data }) => (data as Data).offer).find((one) => one);
  const answered = await desk.command('answer-offer', { offerId: offer?.offerId });
  const { legId } = (answered as { data: { legId: string } }).data;
  await widget.until(() => factsOf(widget).includes('call-answered'));
  const planned = () => JSON.stringify(node.plan(callId));
  expect(planned()).toContain(legId);

  const elsewhere = await signInAs(server, 'Alex');
  const list = await ask(server, '/api/v1/session/sessions', { cookie: alex.cookie });
  const own = (list.body as { id: string; current: boolean }[]).find((one) => one.current);
  const path = `/api/v1/session/sessions/${own?.id}`;
  await ask(server, path, { method: 'DELETE', cookie: elsewhere.cookie });

  await desk.until(() => !desk.raw.connected);
  await widget.until(() => factsOf(widget).includes('call-requeued'));
  expect(factsOf(widget)).not.toContain('call-ended');
  await expect.poll(planned).not.toContain(legId);
  widget.close();
});
