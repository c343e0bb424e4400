import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AgentSeat, type House, openHouse } from '../testing/engine-house.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.stop());

async function openOffers() {
  return house.database.query<{ contact_id: string; agent_id: string; reasons: object[] }>(
    'SELECT contact_id, agent_id, reasons FROM offers WHERE outcome IS NULL',
  );
}

async function callers(count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    const { conversationId, ...customer } = await house.customer(`Customer ${n}`);
    const seat = { ...customer, conversationId };
    await house.succeed(seat, 'start-call', {
      conversationId,
      kind: n % 2 === 0 ? 'audio' : 'video',
    });
    await house.pass(1);
  }
}

async function agents(count: number): Promise<readonly AgentSeat[]> {
  const seats: AgentSeat[] = [];
  for (let n = 0; n < count; n += 1) seats.push(await house.readyAgent(`Agent ${n}`));
  return seats;
}

test('fifty passes at once, on two servers, offer each contact to one agent and each agent one contact', async () => {
  const other = await house.anotherEngine();
  await callers(12);
  const seats = await agents(9);
  const passes = Array.from({ length: 50 }, (_, n) => {
    const engine = n % 2 === 0 ? house.engine() : other;
    const seat = seats[n % seats.length];
    if (seat === undefined) throw new Error('there is no such agent');
    // Anything that makes routing look: a lease with news, a wish.
    const facts = { canRing: true, microphone: n % 3 === 0 ? 'unknown' : 'allowed' };
    return engine.run({ ...seat, commandId: `c${n}` }, 'renew-lease', facts);
  });
  await Promise.all(passes);
  await Promise.all([house.quiet(), other.runDue()]);
  const offers = await openOffers();
  expect(offers).toHaveLength(9);
  expect(new Set(offers.map((offer) => offer.contact_id)).size).toBe(9);
  expect(new Set(offers.map((offer) => offer.agent_id)).size).toBe(9);
});

test('every offer carries what was found about each candidate', async () => {
  const [alex, bo] = await agents(2);
  await house.succeed(bo as AgentSeat, 'switch-channel', { channel: 'voice', on: false });
  await callers(1);
  await house.quiet();
  const [offer] = await openOffers();
  expect(offer?.reasons).toEqual(
    expect.arrayContaining([
      { agentId: alex?.personId, because: 'chosen' },
      { agentId: bo?.personId, because: 'channel-off' },
    ]),
  );
});

test('the longest idle agent is asked first, the oldest contact is served first', async () => {
  await callers(3);
  const [alex] = await agents(1);
  await house.quiet();
  const [offer] = (await house.desk(alex as AgentSeat)).offers;
  expect(offer?.customerName).toBe('Customer 0');
});

test('an agent who is ready but has no living page is not rung until one is there', async () => {
  const [alex] = await agents(1);
  await house.pass(16_000);
  await callers(1);
  await house.quiet();
  expect((await house.desk(alex as AgentSeat)).offers).toEqual([]);
  await house.renew(alex as AgentSeat);
  await house.quiet();
  expect((await house.desk(alex as AgentSeat)).offers).toHaveLength(1);
  expect((await house.desk(alex as AgentSeat)).presence?.wish.state).toBe('ready');
});

test('the only agent who declined is asked again after a rest, and the place in line is kept', async () => {
  const [alex] = await agents(1);
  const seat = alex as AgentSeat;
  await callers(1);
  await house.quiet();
  const [first] = (await house.desk(seat)).offers;
  await house.succeed(seat, 'decline-offer', { offerId: first?.offerId });
  await house.pass(9_900);
  expect((await house.desk(seat)).offers).toEqual([]);
  await house.renew(seat);
  await house.pass(200);
  const [again] = (await house.desk(seat)).offers;
  expect(again).toMatchObject({ contactId: first?.contactId, waitingSince: first?.waitingSince });
});

test('a call of a customer whose chat is somebody’s rings that agent first', async () => {
  const [alex, bo] = await agents(2);
  const customer = await house.customer();
  const { conversationId } = customer;
  await house.succeed(customer, 'send-message', { conversationId, messageId: 'm', text: 'Hello' });
  await house.quiet();
  const [chat] = (await house.desk(alex as AgentSeat)).offers;
  await house.succeed(alex as AgentSeat, 'answer-offer', { offerId: chat?.offerId });
  await house.succeed(customer, 'start-call', { conversationId, kind: 'video' });
  await house.quiet();
  expect((await house.desk(alex as AgentSeat)).offers).toMatchObject([{ channel: 'video' }]);
  expect((await house.desk(bo as AgentSeat)).offers).toEqual([]);
});

test('race 12: a server that died between an offer and its ring leaves an agent who is rung for as long as was said', async () => {
  const [alex, bo] = await agents(2);
  await callers(1);
  await house.quiet();
  const next = await house.anotherEngine();
  await house.renew(alex as AgentSeat);
  await house.renew(bo as AgentSeat);
  await house.pass(10_000);
  await house.renew(alex as AgentSeat);
  await house.renew(bo as AgentSeat);
  await house.pass(10_000);
  await next.runDue();
  expect((await house.desk(bo as AgentSeat)).offers).toHaveLength(1);
  expect((await house.desk(alex as AgentSeat)).offers).toEqual([]);
});

test('the typical wait is told once enough waits were answered, and it is their median', async () => {
  const [alex] = await agents(1);
  const seat = alex as AgentSeat;
  await house.succeed(seat, 'go-offline', {});
  for (const waitMs of [4_000, 9_000, 1_000]) {
    await callers(1);
    await house.renew(seat);
    await house.pass(waitMs - 1);
    await house.renew(seat);
    await house.succeed(seat, 'go-ready', {});
    await house.quiet();
    const [offer] = (await house.desk(seat)).offers;
    const answered = await house.succeed(seat, 'answer-offer', { offerId: offer?.offerId });
    await house.succeed(seat, 'end-call', { callId: offer?.callId, legId: offer?.legId });
    await house.succeed(seat, 'complete-conversation', { conversationId: answered.conversationId });
    await house.succeed(seat, 'go-offline', {});
  }
  await callers(1);
  await house.quiet();
  expect(house.hints.at(-1)?.hint).toMatchObject({ type: 'line', typicalWaitMs: 4_000 });
});
