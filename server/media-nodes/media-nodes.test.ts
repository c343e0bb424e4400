import type { MediaHint } from '@parley/contracts/media.ts';
import type { ConversationEvent } from '@parley/core/conversation/events.ts';
import { emptyConversation, foldConversation } from '@parley/core/conversation/view.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type AgentSeat,
  type Customer,
  eventsOf,
  type House,
  openHouse,
} from '../testing/engine-house.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.stop());

type Talk = {
  readonly customer: Customer;
  readonly agent: AgentSeat;
  readonly callId: string;
  readonly legId: string;
  readonly agentLegId: string;
};

/** A video call in which both pages have their media. */
async function talking(): Promise<Talk> {
  const customer = await house.customer();
  const agent = await house.readyAgent('Alex');
  await house.engine().tabOpened(customer.personId, customer.tabId);
  const { callId, legId } = await house.succeed(customer, 'start-call', {
    conversationId: customer.conversationId,
    kind: 'video',
  });
  await house.quiet();
  const [offer] = (await house.desk(agent)).offers;
  const answered = await house.succeed(agent, 'answer-offer', { offerId: offer?.offerId });
  const talk = { customer, agent, callId, legId, agentLegId: answered.legId ?? '' };
  await house.quiet();
  for (const seat of [customer, agent]) await joined(talk, seat);
  return talk;
}

/** A page joins its leg, and the node says that its path stands. */
async function joined(
  talk: Talk,
  seat: Customer | AgentSeat,
  state: 'connected' | 'lost' = 'connected',
) {
  const legId = legOf(talk, seat);
  const { callId } = talk;
  if (state === 'connected') {
    await house.succeed(seat, 'media-join', { callId, legId, rtpCapabilities: null });
  }
  const epoch = (await house.call(callId)).mediaEpoch;
  await house.node.link({ callId, legId, tabId: seat.tabId, epoch, state });
}

function legOf(talk: Talk, seat: { readonly personId: string }): string {
  return seat.personId === talk.customer.personId ? talk.legId : talk.agentLegId;
}

async function linkOf(talk: Talk, seat: { readonly personId: string }) {
  const leg = (await house.call(talk.callId)).legs.find((one) => one.personId === seat.personId);
  return leg?.link;
}

describe('the media of a leg', () => {
  test('belongs to the tab that answered: another tab of the same person is refused until it takes the leg', async () => {
    const talk = await talking();
    const { callId, agentLegId: legId } = talk;
    const other = { ...talk.agent, tabId: 'other-tab' };
    for (const name of ['media-join', 'media-consuming', 'media-produce'] as const) {
      const data = { callId, legId, rtpCapabilities: null, consumerIds: [], source: 'microphone' };
      expect(await house.run(other, name, data)).toMatchObject({ code: 'tab-is-not-owner' });
    }
    // Muting is not the media's affair: any tab of the person may.
    await house.succeed(other, 'mute', { callId, legId });
    await house.succeed(other, 'take-leg', { callId, legId });
    await house.succeed(other, 'media-join', { callId, legId, rtpCapabilities: null });
    expect(house.node.plan(callId)?.legs).toContainEqual(
      expect.objectContaining({ legId, tabId: 'other-tab' }),
    );
    expect(await house.run(talk.agent, 'media-join', { callId, legId })).toMatchObject({
      code: 'tab-is-not-owner',
    });
    expect((await house.desk(talk.agent)).calls).toMatchObject([{ tabId: 'other-tab' }]);
  });

  test('can be made ready while it rings, in the tab that answers', async () => {
    const agent = await house.readyAgent('Alex');
    const customer = await house.customer();
    const { callId } = await house.succeed(customer, 'start-call', {
      conversationId: customer.conversationId,
      kind: 'audio',
    });
    await house.quiet();
    const [offer] = (await house.desk(agent)).offers;
    const legId = offer?.legId ?? '';
    await house.succeed(agent, 'media-join', { callId, legId, rtpCapabilities: null });
    await house.node.link({ callId, legId, tabId: agent.tabId, epoch: 1, state: 'connected' });
    await house.succeed(agent, 'answer-offer', { offerId: offer?.offerId });
    const leg = (await house.call(callId)).legs.find((one) => one.id === legId);
    expect(leg).toMatchObject({ tabId: agent.tabId, link: { state: 'connected' } });
  });

  test('tells both sides of an interruption and its length, and a fact told twice or too late changes nothing', async () => {
    const talk = await talking();
    const { callId, legId, customer } = talk;
    await joined(talk, customer, 'lost');
    expect(await linkOf(talk, customer)).toMatchObject({ state: 'interrupted', cause: 'network' });
    await house.pass(1_500);
    await joined(talk, customer);
    const fact = { callId, legId, tabId: customer.tabId, epoch: 1 } as const;
    await house.node.link({ ...fact, state: 'connected' });
    await house.node.link({ ...fact, epoch: 0, state: 'lost' });
    await house.node.link({ ...fact, tabId: 'old-tab', state: 'lost' });
    expect(await linkOf(talk, customer)).toMatchObject({ state: 'connected' });
    const facts = await house.facts(customer.conversationId);
    expect(facts.filter((fact) => fact.startsWith('link-')).slice(2)).toEqual([
      'link-interrupted',
      'link-restored',
    ]);
  });
});

/** What the timeline says of connections that were lost. */
async function shownOf({ customer }: Talk): Promise<readonly string[]> {
  const events = await eventsOf(house.database, `conversation:${customer.conversationId}`);
  const view = events.reduce(
    (before, event) => foldConversation(before, event as ConversationEvent),
    emptyConversation(customer.conversationId),
  );
  return view.timeline.flatMap(({ what }) =>
    what.type === 'link-interrupted' || what.type === 'link-restored'
      ? [`${what.type} ${what.cause}`]
      : [],
  );
}

describe('a page that is gone', () => {
  test('and does not come back interrupts the call, then ends it when its grace is over', async () => {
    const talk = await talking();
    const { customer, agent } = talk;
    await house.engine().tabClosed(customer.personId, customer.tabId);
    await house.pass(2_900);
    expect(await linkOf(talk, customer)).toMatchObject({ state: 'connected' });
    await house.pass(200);
    expect(await linkOf(talk, customer)).toMatchObject({ cause: 'page-gone' });
    await house.renew(agent);
    await house.pass(45_000);
    expect((await house.call(talk.callId)).phase).toMatchObject({ reason: 'customer-lost' });
    expect((await house.desk(agent)).calls).toEqual([]);
  });

  test('is known to be gone although its path ended a blink before its socket', async () => {
    const talk = await talking();
    const { agent } = talk;
    await joined(talk, agent, 'lost');
    await house.pass(50);
    await house.engine().tabClosed(agent.personId, agent.tabId);
    expect(await linkOf(talk, agent)).toMatchObject({ cause: 'page-gone' });
    await house.engine().tabOpened(agent.personId, agent.tabId);
    await joined(talk, agent);
    expect(await shownOf(talk)).toEqual(['link-restored page-gone']);
  });

  test('is known to be gone although its socket ended a blink before its path', async () => {
    const talk = await talking();
    const { customer } = talk;
    await house.engine().tabClosed(customer.personId, customer.tabId);
    await joined(talk, customer, 'lost');
    expect(await linkOf(talk, customer)).toMatchObject({ cause: 'page-gone' });
    await house.engine().tabOpened(customer.personId, customer.tabId);
    await joined(talk, customer);
    expect(await shownOf(talk)).toEqual(['link-restored page-gone']);
  });

  test('for its network alone is not called gone', async () => {
    const talk = await talking();
    const { customer } = talk;
    await joined(talk, customer, 'lost');
    await house.pass(8_000);
    await house.engine().tabClosed(customer.personId, customer.tabId);
    await house.pass(3_100);
    expect(await linkOf(talk, customer)).toMatchObject({ cause: 'network' });
  });

  test('of the agent gives the customer back to the queue with the place kept', async () => {
    const talk = await talking();
    const { customer, agent, callId } = talk;
    const bo = await house.readyAgent('Bo');
    const since = (await house.call(callId)).startedAt;
    await house.engine().tabClosed(agent.personId, agent.tabId);
    await house.pass(3_100);
    for (let passed = 0; passed < 45_000; passed += 9_000) {
      await house.renew(bo);
      await house.pass(9_000);
    }
    const [offer] = (await house.desk(bo)).offers;
    expect(offer).toMatchObject({ callId, waitingSince: since });
    expect(await house.facts(customer.conversationId)).toContain('call-requeued');
  });

  test('and is back within seconds takes its leg up again: the call was never interrupted', async () => {
    const talk = await talking();
    const { agent } = talk;
    await house.engine().tabClosed(agent.personId, agent.tabId);
    await house.pass(1_000);
    await house.engine().tabOpened(agent.personId, agent.tabId);
    await house.pass(4_000);
    expect(await linkOf(talk, agent)).toMatchObject({ state: 'connected' });
    // The new page joins anew: only now is the old path void.
    await house.succeed(agent, 'media-join', {
      callId: talk.callId,
      legId: talk.agentLegId,
      rtpCapabilities: null,
    });
    expect(await linkOf(talk, agent)).toMatchObject({ state: 'interrupted', cause: 'page-gone' });
    await joined(talk, agent);
    expect(await linkOf(talk, agent)).toMatchObject({ state: 'connected' });
  });

  test('whose socket alone was gone is whole again when it is back, for its media never broke', async () => {
    const talk = await talking();
    const { customer } = talk;
    await house.engine().tabClosed(customer.personId, customer.tabId);
    await house.pass(3_100);
    expect(await linkOf(talk, customer)).toMatchObject({ state: 'interrupted' });
    await house.engine().tabOpened(customer.personId, customer.tabId);
    await house.pass(3_100);
    expect(await linkOf(talk, customer)).toMatchObject({ state: 'connected' });
  });

  test('because its sign-in was revoked leaves the call at once', async () => {
    const talk = await talking();
    const { agent, callId } = talk;
    await house.engine().dropTab(agent.personId, agent.tabId);
    await house.quiet();
    const call = await house.call(callId);
    expect([call.phase.name, call.legs.map((leg) => leg.role)]).toEqual(['queued', ['customer']]);
    expect(house.node.plan(callId)?.legs).toHaveLength(1);
    expect(house.unfollowed).toEqual([]);
  });
});

describe('a media node', () => {
  test('whose link only blinked keeps its calls, and is told the plans again', async () => {
    const talk = await talking();
    const before = house.node.asked.length;
    house.node.blink();
    const another = await house.anotherEngine();
    await another.runDue();
    expect((await house.call(talk.callId)).mediaEpoch).toBe(1);
    await eventually(() => house.node.asked.slice(before).some(({ ask }) => ask === 'match'));
    expect(await linkOf(talk, talk.agent)).toMatchObject({ state: 'connected' });
  });

  test('that started anew gets its calls back under a new epoch, and the pages join again', async () => {
    const talk = await talking();
    const { callId, customer } = talk;
    await house.node.die();
    await house.node.restart();
    await house.quiet();
    const call = await house.call(callId);
    expect(call.mediaEpoch).toBe(2);
    expect(call.legs.map((leg) => leg.link)).toMatchObject([
      { state: 'interrupted', cause: 'media-node' },
      { state: 'interrupted', cause: 'media-node' },
    ]);
    await eventually(async () => {
      await house.pass(300);
      return house.node.plan(callId)?.epoch === 2;
    });
    for (const seat of [customer, talk.agent]) await joined(talk, seat);
    expect(await house.facts(customer.conversationId)).toContain('link-restored');
  });

  test('that is gone with no other there: the call waits, and goes on where one comes up', async () => {
    const talk = await talking();
    const { callId } = talk;
    await house.node.die();
    await house.database.query('DELETE FROM media_nodes');
    await house.quiet();
    expect((await house.call(callId)).legs[0]?.link).toMatchObject({ cause: 'media-node' });
    const asked = { callId, legId: talk.legId, rtpCapabilities: null };
    expect(await house.run(talk.customer, 'media-join', asked)).toMatchObject({
      code: 'media-not-ready',
    });
    await house.node.restart();
    await eventually(async () => {
      await house.pass(400);
      return house.node.plan(callId) !== null;
    });
    await joined(talk, talk.customer);
    expect((await house.call(callId)).phase.name).toBe('active');
  });

  test('that died is given no call in the seconds its lease would still run', async () => {
    const talk = await talking();
    await house.node.die();
    await eventually(async () => {
      await house.pass(60);
      const other = await house.customer();
      const asked = { conversationId: other.conversationId, kind: 'audio' };
      const answer = await house.run(other, 'start-call', asked);
      return !answer.ok && answer.code === 'media-not-ready';
    });
    await house.quiet();
    await house.pass(1_000);
    expect((await house.call(talk.callId)).mediaEpoch).toBe(2);
  });

  test('lives by the clock of the database, however wrong the clock of a server is', async () => {
    const customer = await house.customer();
    const asked = { conversationId: customer.conversationId, kind: 'audio' };
    expect(house.now()).toBeLessThan(Date.now());
    expect(house.engine().mediaState()).toMatchObject({ state: 'ready' });
    await house.database.query(
      'UPDATE media_nodes SET until = (extract(epoch FROM clock_timestamp()) * 1000)::bigint - 1',
    );
    expect(await house.run(customer, 'start-call', asked)).toMatchObject({
      code: 'media-not-ready',
    });
    await house.quiet();
    expect(house.engine().mediaState()).toMatchObject({ state: 'absent' });
  });

  test('is told nothing of a call that is over', async () => {
    const { callId, customer, legId } = await talking();
    await house.succeed(customer, 'end-call', { callId, legId });
    await house.quiet();
    expect(house.node.plan(callId)).toBe(null);
    expect(await house.run(customer, 'media-join', { callId, legId })).toMatchObject({
      code: 'call-ended',
    });
  });

  test('that says something to a page reaches the tab that owns the leg, and only it', async () => {
    const { callId, legId, customer } = await talking();
    const { tabId, personId } = customer;
    const said: MediaHint = { type: 'flows', flowing: ['one'] };
    await house.node.tell({ tell: 'hint', data: { callId, legId, tabId, hint: said } });
    await eventually(() => house.hints.some(({ hint }) => hint.type === 'media'));
    expect(house.hints.filter(({ hint }) => hint.type === 'media')).toEqual([
      { to: { tab: { personId, tabId } }, hint: { type: 'media', callId, legId, media: said } },
    ]);
  });
});

describe('a server that dies', () => {
  test('leaves its calls alone: the next one finds plans, timers and legs as they were', async () => {
    const talk = await talking();
    const { callId, customer } = talk;
    const next = await house.anotherEngine();
    await next.runDue();
    await eventually(() => house.node.plan(callId) !== null);
    expect((await house.call(callId)).legs.map((leg) => leg.link.state)).toEqual([
      'connected',
      'connected',
    ]);
    const context = { ...customer, commandId: 'after-the-crash' };
    expect(await next.run(context, 'mute', { callId, legId: talk.legId })).toMatchObject({
      ok: true,
    });
  });
});

describe('a server that is stopped and started again', () => {
  test('interrupts nobody whose page finds the new one within a reload’s time', async () => {
    const talk = await talking();
    const { customer } = talk;
    // The old server closed the socket as it went; the new one comes up after the page was due.
    await house.engine().tabClosed(customer.personId, customer.tabId);
    await house.engine().stop();
    house.skip(3_500);
    const next = await house.anotherEngine();
    await next.runDue();
    expect(await linkOf(talk, customer)).toMatchObject({ state: 'connected' });
    await next.tabOpened(customer.personId, customer.tabId);
    house.skip(8_100);
    await next.runDue();
    expect(await linkOf(talk, customer)).toMatchObject({ state: 'connected' });
  });
});

/** Lets sockets speak; each look gives them a turn. */
async function eventually(met: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await met())) await new Promise((resolve) => setImmediate(resolve));
}
