import { randomUUID } from 'node:crypto';
import { type CommandName, commands } from '@parley/contracts/socket.ts';
import { conversationStream, personStream } from '@parley/contracts/streams.ts';
import type { Action } from '@parley/core/access/can.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../database/database.ts';
import { signInAs } from '../testing/http-client.ts';
import { type LinkNode, startLinkNode } from '../testing/link-node.ts';
import { openConversation, openSocket, type TestSocket } from '../testing/socket-client.ts';
import { startTestServer, TEST_SECRET, type TestServer } from '../testing/test-server.ts';

const PEOPLE = [
  'customer',
  'other customer',
  'agent',
  'other agent',
  'supervisor',
  'admin',
] as const;
type Person = (typeof PEOPLE)[number];

/** What is aimed at: the conversation and call of one customer and one agent, and an offer to that agent. */
type Aim = {
  readonly conversationId: string;
  readonly callId: string;
  readonly offerId: string;
  readonly legs: { readonly customer: string; readonly agent: string };
};

let server: TestServer;
let node: LinkNode;
let database: Database;
let sockets: Record<Person, TestSocket>;
/** Other pages of the same people: one socket alone may not ask so much at once. */
let others: Record<Person, TestSocket>;
let aim: Aim;

beforeAll(async () => {
  server = await startTestServer();
  database = openDatabase(server.databaseUrl);
  node = await startLinkNode(database, { secret: TEST_SECRET });
  const alex = await signInAs(server, 'Alex');
  const [chris, dana] = [await openConversation(server), await openConversation(server, 'Dana')];
  const proofs: Record<Person, Parameters<typeof openSocket>[1]> = {
    customer: { token: chris.token },
    'other customer': { token: dana.token },
    agent: { cookie: alex.cookie },
    'other agent': { cookie: (await signInAs(server, 'Bo')).cookie },
    supervisor: { cookie: (await signInAs(server, 'Sam')).cookie },
    admin: { cookie: (await signInAs(server, 'Ada')).cookie },
  };
  sockets = await socketsOf(proofs);
  others = await socketsOf(proofs);
  const call = await callBetween(chris.conversationId, alex.personId);
  aim = { conversationId: chris.conversationId, ...call, offerId: await chatOffer() };
  await stayAsTheyAre();
});
afterAll(async () => {
  for (const set of [sockets, others]) {
    for (const socket of Object.values(set ?? {})) socket.close();
  }
  await server?.stop();
  await node?.die();
  await database?.close();
});

async function socketsOf(
  proofs: Record<Person, Parameters<typeof openSocket>[1]>,
): Promise<Record<Person, TestSocket>> {
  const opened = PEOPLE.map(async (one) => [one, await openSocket(server, proofs[one])] as const);
  return Object.fromEntries(await Promise.all(opened)) as Record<Person, TestSocket>;
}

/** However long it takes to go through the matrix: nothing rings out and nobody's page is taken for gone meanwhile. */
async function stayAsTheyAre(): Promise<void> {
  await database.query('UPDATE jobs SET due_at = due_at + 3600000');
  await database.query('UPDATE leases SET until = until + 3600000');
}

/** An audio call of the customer that the agent has answered. */
async function callBetween(
  conversationId: string,
  agentId: string,
): Promise<Pick<Aim, 'callId' | 'legs'>> {
  const { agent, customer } = sockets;
  await agent.follow(personStream(agentId));
  await customer.until(() =>
    customer.hints.some((hint) => hint.type === 'media-state' && hint.state === 'ready'),
  );
  expect(await agent.command('renew-lease', { canRing: true, microphone: 'allowed' })).toEqual({
    ok: true,
    data: {},
  });
  await agent.command('go-ready', {});
  const started = await customer.command('start-call', { conversationId, kind: 'audio' });
  const { callId, legId } = dataOf<{ callId: string; legId: string }>(started);
  const offerId = await nextOffer(1);
  const answered = await agent.command('answer-offer', { offerId });
  return {
    callId,
    legs: { customer: legId, agent: dataOf<{ legId: string }>(answered).legId },
  };
}

/** A third customer's chat, offered to the agent and still ringing. */
async function chatOffer(): Promise<string> {
  const { conversationId, token } = await openConversation(server, 'Eve');
  const socket = await openSocket(server, { token });
  await socket.command('send-message', { conversationId, messageId: randomUUID(), text: 'Hi' });
  socket.close();
  return nextOffer(2);
}

async function nextOffer(count: number): Promise<string> {
  const made = () =>
    sockets.agent.events.flatMap(({ data }) =>
      data.type === 'offer-made' ? [(data as unknown as { offer: { offerId: string } }).offer] : [],
    );
  await sockets.agent.until(() => made().length >= count);
  return made()[count - 1]?.offerId ?? '';
}

function dataOf<Data>(answer: { ok: boolean; data?: unknown; code?: string }): Data {
  if (!answer.ok) throw new Error(`refused: ${answer.code}`);
  return answer.data as Data;
}

/** Something of the right shape for every field that any command has; a new field needs a line here. */
const VALUES: Readonly<Record<string, unknown>> = {
  text: 'not mine',
  upTo: 1,
  before: null,
  personId: 'staff_nobody',
  typing: true,
  page: { url: 'https://evil.example/', title: 'x' },
  kind: 'audio',
  digits: '1',
  device: 'microphone',
  state: 'denied',
  playing: false,
  token: 'not.signed.x',
  gapMs: 1,
  cause: 'network',
  level: 'poor',
  because: 'loss',
  rtpCapabilities: {},
  transportId: 'transport_1',
  checkId: 'check_1',
  dtlsParameters: {},
  source: 'microphone',
  rtpParameters: {},
  consumerIds: [],
  consumerId: 'consumer_1',
  size: { width: 1, height: 1 },
  reason: 'Lunch',
  open: [],
  channels: [],
  code: null,
  note: 'not mine',
  media: 'failed',
  channel: 'voice',
  on: true,
  canRing: true,
  microphone: 'allowed',
  requestId: 'request_1',
  askId: 'ask_1',
  agreed: true,
  way: 'web',
  name: 'not mine',
  number: '+49 30 901820',
  country: 'DE',
  topic: 'not mine',
  at: null,
  about: 'call',
  rating: 1,
  comment: 'not mine',
  roomId: 'room_1',
  camera: false,
  reference: null,
  uses: 'one',
  until: 1,
  invitationId: 'invitation_1',
  pictureId: 'picture_1',
  operationId: 'operation_1',
  ofLegId: 'leg_1',
  shape: { tool: 'pen', points: [[0, 0, 0]] },
  tool: 'pen',
  from: 0,
  points: [],
  fileId: 'file_1',
  position: { latitude: 0, longitude: 0, accuracyMetres: 1 },
  obstacle: 'denied',
};

function aimedAt(name: CommandName, side: keyof Aim['legs']): Record<string, unknown> {
  const to = name === 'change-kind' ? 'video' : { type: 'queue', queueId: 'support' };
  const outcome = name === 'close-callback' ? 'not-reached' : 'declined';
  const camera = name === 'invite-by-sms' ? 'front' : VALUES.camera;
  const what = name === 'ask-in-call' ? 'mute' : 'photo';
  const own = { to, outcome, camera, what, legId: aim.legs[side], messageId: randomUUID() };
  const values = { ...VALUES, ...aim, ...own };
  return Object.fromEntries(
    Object.keys(commands[name].data.shape).map((field) => {
      const value = (values as Record<string, unknown>)[field];
      if (value === undefined) throw new Error(`${name}: nothing to put into ${field}`);
      return [field, value];
    }),
  );
}

const STAFF: readonly Person[] = ['agent', 'other agent', 'supervisor', 'admin'];

/** Whose each action is, for what is aimed at. */
function owners(action: Action, side: keyof Aim['legs']): readonly Person[] {
  switch (action) {
    case 'test-line':
      return PEOPLE;
    case 'write-message':
    case 'draw-together':
    case 'share-file':
    case 'remove-file':
      return ['customer', 'agent'];
    case 'start-call':
    case 'wait-in-line':
    case 'identify':
    case 'answer-request':
    case 'enter-own-room':
      return ['customer'];
    case 'answer-offer':
    case 'complete-conversation':
    case 'finish-wrap-up':
    case 'forward-call':
    case 'run-room':
    case 'ask-customer':
    case 'open-picture':
      return ['agent'];
    case 'use-own-leg':
      return [side];
    case 'hold-call':
    case 'transfer-call':
      return side === 'agent' ? ['agent'] : [];
    case 'set-own-presence':
    case 'read-own-desk':
    case 'dial':
    case 'invite':
      return STAFF;
    case 'message-staff':
      return ['agent', 'other agent', 'supervisor'];
    default:
      throw new Error(`no command is known to need ${action}`);
  }
}

const NAMES = Object.keys(commands) as CommandName[];
const MATRIX = NAMES.flatMap((name) =>
  (['customer', 'agent'] as const).flatMap((side) =>
    PEOPLE.filter((person) => !owners(commands[name].action, side).includes(person)).map(
      (person) => ({ name, side, person }),
    ),
  ),
);

describe('nobody does what is not theirs to do', () => {
  test.each(MATRIX)('$person · $name · of the $side', async ({ name, side, person }) => {
    const page = (side === 'customer' ? sockets : others)[person];
    const answer = await page.command(name, aimedAt(name, side));
    expect(answer).toMatchObject({ ok: false });
    expect(['not-allowed', 'not-found']).toContain(answer.ok || answer.code);
  });

  test('and after all of it the call and the offer are as they were', async () => {
    const all = await sockets.customer.follow(conversationStream(aim.conversationId));
    if (!all.ok) throw new Error(all.code);
    expect(JSON.stringify(all.events)).not.toMatch(/not mine|evil\.example/);
    const facts = all.events.map((event) => event.data as { type: string; call?: Call });
    const last = facts.findLast((fact) => fact.type === 'call');
    expect(last?.call?.phase.name).toBe('active');
    expect(last?.call?.legs.every((leg) => leg.microphone === 'on')).toBe(true);
    const declined = await sockets.agent.command('decline-offer', { offerId: aim.offerId });
    expect(declined).toEqual({ ok: true, data: {} });
  });

  type Call = { phase: { name: string }; legs: { microphone: string }[] };

  test('without a token or a session there is no socket to ask on', async () => {
    await expect(openSocket(server, {})).rejects.toThrow('signed-out');
  });

  test('streams are read by those they belong to, by supervisors of the queue and by admins', async () => {
    const stream = conversationStream(aim.conversationId);
    const reads = async (person: Person) => (await sockets[person].follow(stream)).ok;
    for (const person of ['customer', 'agent', 'supervisor', 'admin'] as const) {
      expect([person, await reads(person)]).toEqual([person, true]);
    }
    for (const person of ['other customer', 'other agent'] as const) {
      expect([person, await reads(person)]).toEqual([person, false]);
    }
  });
});

test('each of them may do what is theirs', async () => {
  const leg = { callId: aim.callId, legId: aim.legs.customer };
  expect(await sockets.customer.command('mute', leg)).toEqual({ ok: true, data: {} });
  const held = { callId: aim.callId, legId: aim.legs.agent };
  expect(await sockets.agent.command('hold-call', held)).toEqual({ ok: true, data: {} });
});
