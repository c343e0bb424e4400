import type { ConsumerOffer } from '@parley/contracts/media.ts';
import type { Call } from '@parley/core/call/call.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openNode, type TestNode } from '../testing/node.ts';
import type { Hearing, Page, Sender } from '../testing/page.ts';
import { PlannedCall } from '../testing/plans.ts';

let node: TestNode;

beforeAll(async () => {
  node = await openNode();
});

afterAll(() => node.close());

const has = (mark: string) => (packet: Buffer) => packet.includes(mark);

/** Sets up what a page was offered of another leg's sound, or picture. */
async function takes(
  page: Page,
  from: string,
  kind: 'audio' | 'video' = 'audio',
): Promise<Hearing> {
  const isMeant = (one: ConsumerOffer) => one.from === from && one.kind === kind;
  const known = page.joined?.consumers.find(isMeant);
  const consumer =
    known ??
    (await node.told.hint(page.legId, 'consumer-offered', (hint) => isMeant(hint.consumer)))
      .consumer;
  const hearing = await page.receive(consumer);
  await page.consuming(consumer);
  return hearing;
}

const NAMES = ['customer', 'agent', 'guest'] as const;
type Name = (typeof NAMES)[number];
type Ears = Readonly<Record<Name, Readonly<Partial<Record<Name, Hearing>>>>>;

/** A customer and an agent who talk, and a second agent who is rung and whose page has joined. */
async function inviting(purpose: 'consult' | 'transfer', kind: Call['kind'] = 'audio') {
  const callId = node.newCallId();
  node.told.hints.length = 0;
  node.told.facts.length = 0;
  const call = new PlannedCall(callId, kind).answered();
  const pages = {
    customer: node.page(callId, 'customer'),
    agent: node.page(callId, 'agent'),
    guest: node.page(callId, 'guest'),
  };
  await node.match(call.plan);
  await Promise.all([pages.customer.join(), pages.agent.join()]);
  const invited = { offerId: 'beside', agentId: 'person-g', agentName: 'Guest', until: 20_000 };
  call.does({ type: 'invite', legId: 'agent', purpose, invitedLegId: 'guest', ...invited });
  await node.match(call.does({ type: 'take-leg', legId: 'guest', tabId: 'guest-tab' }).plan);
  await pages.guest.join();
  const voices = {
    customer: await pages.customer.produce('microphone', 'customer-says'),
    agent: await pages.agent.produce('microphone', 'agent-says'),
    guest: await pages.guest.produce('microphone', 'guest-says'),
  };
  const ears: Ears = {
    customer: await earsOf(pages.customer),
    agent: await earsOf(pages.agent),
    guest: await earsOf(pages.guest),
  };
  return { call, pages, voices, ears };
}

async function earsOf(page: Page): Promise<Partial<Record<Name, Hearing>>> {
  const heard: Partial<Record<Name, Hearing>> = {};
  for (const name of NAMES) if (name !== page.legId) heard[name] = await takes(page, name);
  return heard;
}

type Scene = Awaited<ReturnType<typeof inviting>>;

/** Everybody says something: those in `pairs` hear it, the others hear nothing of it. */
async function expectHeard({ voices, ears }: Scene, pairs: readonly string[]): Promise<void> {
  const before = countsOf(ears);
  await Promise.all(Object.values(voices).map((voice: Sender) => voice.deliver(3)));
  const expected = NAMES.flatMap((to) => NAMES.map((from) => `${to}<${from}`)).filter((pair) =>
    pairs.includes(pair),
  );
  for (const pair of expected) {
    const [to, from] = pair.split('<') as [Name, Name];
    const wanted = (before.get(pair) ?? 0) + 3;
    await ears[to][from]?.until(() => (ears[to][from]?.count(`${from}-says`) ?? 0) >= wanted);
  }
  const after = countsOf(ears);
  const heard = [...after].filter(([pair, count]) => count > (before.get(pair) ?? 0));
  expect(heard.map(([pair]) => pair).sort()).toEqual([...pairs].sort());
}

function countsOf(ears: Ears): Map<string, number> {
  return new Map(
    NAMES.flatMap((to) =>
      Object.entries(ears[to]).map(([from, hearing]): [string, number] => [
        `${to}<${from}`,
        hearing.count(`${from}-says`),
      ]),
    ),
  );
}

const CONSULT = ['agent<guest', 'guest<agent'];
const ASIDE = ['agent<customer', 'customer<agent'];
const ALL = [...CONSULT, ...ASIDE, 'customer<guest', 'guest<customer'];
const ANSWERS = { type: 'answer', agentId: 'person-g', tabId: 'guest-tab' } as const;

describe('three people in a call', () => {
  it('hear whom the plan says at every step of a consult, and nobody else a single packet', async () => {
    const scene = await inviting('consult');
    const { call, pages } = scene;
    await expectHeard(scene, []);
    const music = await takes(pages.customer, 'player');
    await music.until(() => music.packets.length >= 3);
    await node.match(call.does(ANSWERS).plan);
    await expectHeard(scene, CONSULT);
    await node.match(call.does({ type: 'swap', legId: 'agent' }).plan);
    await expectHeard(scene, ASIDE);
    const waiting = await takes(pages.guest, 'player');
    await waiting.until(() => waiting.packets.length >= 3);
    await node.match(call.does({ type: 'swap', legId: 'agent' }).plan);
    await expectHeard(scene, CONSULT);
    await node.match(call.does({ type: 'merge', legId: 'agent' }).plan);
    await expectHeard(scene, ALL);
    await node.match(call.does({ type: 'hold', legId: 'agent' }).plan);
    await expectHeard(scene, CONSULT);
    await node.match(call.does({ type: 'resume', legId: 'agent' }).plan);
    await expectHeard(scene, ALL);
  });

  it('go on without who leaves, whose sound is closed for the others', async () => {
    const scene = await inviting('consult');
    const { call, pages } = scene;
    call.does(ANSWERS);
    await node.match(call.does({ type: 'complete-transfer', legId: 'agent' }).plan);
    await node.told.hint('customer', 'consumer-closed');
    await node.told.hint('guest', 'consumer-closed');
    await expect(pages.agent.produce('microphone', 'ghost')).rejects.toThrow('no-such-leg');
    const { customer, guest } = scene.voices;
    customer.send(2);
    guest.send(2);
    await scene.ears.guest.customer?.until(has('customer-says#2'));
    await scene.ears.customer.guest?.until(has('guest-says#2'));
  });

  it('are handed over by a blind transfer with the first packet after the answer', async () => {
    const scene = await inviting('transfer');
    await expectHeard(scene, []);
    await node.match(scene.call.does(ANSWERS).plan);
    const { customer, guest } = scene.voices;
    customer.send(1);
    guest.send(1);
    await scene.ears.guest.customer?.until(has('customer-says#4'));
    await scene.ears.customer.guest?.until(has('guest-says#4'));
  });

  it('see each other in a video call, and the one who waits sees the waiting picture', async () => {
    const scene = await inviting('consult', 'video');
    const { call, pages } = scene;
    await node.match(call.does(ANSWERS).plan);
    const camera = await pages.customer.produce('camera', 'customer-shows');
    const agentSees = await takes(pages.agent, 'customer', 'video');
    const guestSees = await takes(pages.guest, 'customer', 'video');
    await camera.deliver(5);
    await node.match(call.does({ type: 'swap', legId: 'agent' }).plan);
    camera.send(1);
    await agentSees.until(has('customer-shows#6'));
    const waiting = await takes(pages.guest, 'player', 'video');
    await waiting.until(() => waiting.packets.length >= 2);
    await node.match(call.does({ type: 'merge', legId: 'agent' }).plan);
    camera.send(1);
    await guestSees.until(has('customer-shows#7'));
    await agentSees.until(has('customer-shows#7'));
    expect(agentSees.count('customer-shows#')).toBe(2);
    expect(guestSees.count('customer-shows#')).toBe(1);
  });
});
