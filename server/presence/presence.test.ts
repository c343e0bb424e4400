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
