import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AgentSeat, type House, openHouse } from '../testing/engine-house.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.stop());

async function wishOf(seat: AgentSeat) {
  return (await house.desk(seat)).presence?.wish;
}

async function leases() {
  return house.database.query<{ tab_id: string; until: number }>(
    'SELECT tab_id, until FROM leases ORDER BY tab_id',
  );
}

test('what an agent chose stays until they choose again: no page changes it', async () => {
  const alex = await house.readyAgent('Alex');
  await house.engine().tabClosed(alex.personId, alex.tabId);
  await house.pass(60_000);
  expect(await wishOf(alex)).toMatchObject({ state: 'ready' });
  await house.succeed(alex, 'pause', { reason: 'Lunch' });
  await house.renew(alex);
  await house.pass(1_000);
  expect(await wishOf(alex)).toMatchObject({ state: 'paused', reason: 'Lunch', by: 'agent' });
});

test('every tab of an agent learns what was chosen in one of them', async () => {
  const alex = await house.readyAgent('Alex');
  await house.succeed({ ...alex, tabId: 'second' }, 'pause', { reason: 'Lunch' });
  const streams = house.delivered.filter(({ stream }) => stream === `person:${alex.personId}`);
  expect(streams.at(-1)?.data).toMatchObject({
    type: 'presence-changed',
    presence: { wish: { state: 'paused' } },
  });
});

test('a closed page keeps its lease for a reload only, and another page of the agent keeps its own', async () => {
  const alex = await house.readyAgent('Alex');
  const second = { ...alex, tabId: 'zz-second' };
  await house.renew(second);
  await house.engine().tabClosed(alex.personId, alex.tabId);
  const now = house.now();
  expect((await leases()).map((lease) => lease.until - now)).toEqual([8_000, 15_000]);
  await house.pass(9_000);
  await house.succeed(await caller(), 'start-call', await asked());
  await house.quiet();
  expect((await house.desk(alex)).offers).toHaveLength(1);
});

test('a page whose sign-in was revoked is not rung any more', async () => {
  const alex = await house.readyAgent('Alex');
  await house.engine().dropTab(alex.personId, alex.tabId);
  await house.succeed(await caller(), 'start-call', await asked());
  await house.quiet();
  expect((await house.desk(alex)).offers).toEqual([]);
});

test('an agent who does not want video is rung for sound only', async () => {
  const alex = await house.readyAgent('Alex');
  await house.succeed(alex, 'switch-channel', { channel: 'video', on: false });
  await house.succeed(await caller(), 'start-call', await asked('video'));
  await house.quiet();
  expect((await house.desk(alex)).offers).toEqual([]);
  await house.succeed(await caller(), 'start-call', await asked('audio'));
  await house.quiet();
  expect((await house.desk(alex)).offers).toMatchObject([{ channel: 'voice' }]);
});

test('customers have no presence to set', async () => {
  const customer = await house.customer();
  for (const name of ['go-ready', 'go-offline', 'renew-lease'] as const) {
    expect(await house.run(customer, name, { canRing: true, microphone: 'allowed' })).toMatchObject(
      { code: 'not-allowed' },
    );
  }
});

let last: Awaited<ReturnType<House['customer']>>;

async function caller() {
  last = await house.customer();
  return last;
}

async function asked(kind = 'audio') {
  return { conversationId: last.conversationId, kind };
}

test('a shift begins ready, or in a pause for an agent whose settings say so', async () => {
  const alex = await house.agent('Alex');
  await house.renew(alex);
  await house.succeed(alex, 'start-shift', {});
  expect(await wishOf(alex)).toMatchObject({ state: 'ready' });

  const bo = await house.agent('Bo');
  await house.database.query({
    text: `INSERT INTO staff_settings (staff_id, settings) VALUES ($1, '{"loginInPause": true}')`,
    values: [bo.personId],
  });
  await house.succeed(bo, 'start-shift', {});
  expect(await wishOf(bo)).toMatchObject({ state: 'paused', reason: 'login', by: 'policy' });
  expect((await house.desk(bo)).presence?.shiftSince).toBe(house.now());
});

test('agents pause with a reason of the list, and with no other', async () => {
  const alex = await house.readyAgent('Alex');
  const lists = await house.succeed(alex, 'read-desk-lists', {});
  expect(lists).toEqual({
    pauseReasons: ['Break', 'Lunch', 'Training', 'Meeting', 'Back office'],
    wrapUpCodes: ['Resolved', 'Follow-up', 'Callback agreed', 'Wrong department', 'Dropped'],
    partialPause: true,
  });
  for (const reason of lists.pauseReasons) await house.succeed(alex, 'pause', { reason });
  expect(await house.run(alex, 'pause', { reason: 'missed' })).toMatchObject({
    code: 'bad-input',
  });
  expect(await wishOf(alex)).toMatchObject({ reason: 'Back office' });
});

test('a customer is offered to an agent who came back from a pause for calls only', async () => {
  const alex = await house.readyAgent('Alex');
  await house.succeed(alex, 'pause', { reason: 'Lunch' });
  const cleo = await house.customer();
  const { conversationId } = cleo;
  await house.succeed(cleo, 'start-call', { conversationId, kind: 'audio' });
  await house.quiet();
  expect((await house.desk(alex)).offers).toEqual([]);
  await house.succeed(alex, 'come-back', { channels: ['voice'] });
  await house.quiet();
  const { offers, presence } = await house.desk(alex);
  expect(offers).toMatchObject([{ purpose: 'call', fromName: null, channel: 'voice' }]);
  expect(presence?.wish).toMatchObject({ state: 'paused', reason: 'Lunch', open: ['voice'] });
});

test('where partial pauses are switched off an agent comes back whole or not at all', async () => {
  const alex = await house.readyAgent('Alex');
  await house.database.query('UPDATE installation SET partial_pause = false');
  const partly = { reason: 'Lunch', open: ['chat'] };
  expect(await house.run(alex, 'pause', partly)).toMatchObject({ code: 'no-partial-pause' });
  await house.succeed(alex, 'pause', { reason: 'Lunch' });
  expect(await house.run(alex, 'come-back', { channels: ['chat'] })).toMatchObject({
    code: 'no-partial-pause',
  });
  await house.succeed(alex, 'go-ready', {});
  expect(await wishOf(alex)).toMatchObject({ state: 'ready' });
});

test('a page that cannot carry a call keeps calls away until it can', async () => {
  const alex = await house.readyAgent('Alex');
  const facts = { canRing: true, microphone: 'allowed' };
  await house.succeed(alex, 'renew-lease', { ...facts, media: 'failed' });
  const cleo = await house.customer();
  const { conversationId } = cleo;
  await house.succeed(cleo, 'start-call', { conversationId, kind: 'audio' });
  await house.quiet();
  expect((await house.desk(alex)).offers).toEqual([]);
  await house.succeed(alex, 'renew-lease', { ...facts, media: 'proved' });
  await house.quiet();
  expect((await house.desk(alex)).offers).toHaveLength(1);
});
