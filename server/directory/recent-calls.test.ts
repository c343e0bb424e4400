import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AgentSeat, type Customer, type House, openHouse } from '../testing/engine-house.ts';
import { recentCallsOf } from './recent-calls.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.stop());

async function ring(customer: Customer): Promise<string> {
  const { conversationId } = customer;
  const started = await house.succeed(customer, 'start-call', { conversationId, kind: 'audio' });
  await house.quiet();
  return started.callId;
}

async function offerOf(seat: AgentSeat): Promise<string> {
  const [offer] = (await house.desk(seat)).offers;
  if (offer === undefined) throw new Error(`${seat.name} is not being rung`);
  return offer.offerId;
}

const recent = (seat: AgentSeat) => recentCallsOf(house.database, seat.personId);

test('an answered call is among the last ones once it is over, with how long they talked', async () => {
  const alex = await house.readyAgent('Alex');
  const customer = await house.customer('Dana');
  const callId = await ring(customer);
  await house.succeed(alex, 'answer-offer', { offerId: await offerOf(alex) });
  const answeredAt = house.now();
  expect(await recent(alex)).toEqual([]);
  house.skip(7_000);
  const { legs } = await house.call(callId);
  const legId = legs.find((leg) => leg.role === 'agent')?.id ?? '';
  await house.succeed(alex, 'end-call', { callId, legId });
  expect(await recent(alex)).toEqual([
    {
      callId,
      conversationId: customer.conversationId,
      at: answeredAt,
      direction: 'in',
      kind: 'audio',
      otherName: 'Dana',
      number: null,
      outcome: 'answered',
      talkMs: 7_000,
    },
  ]);
});

test('a call that was declined, and one whose caller gave up, are told apart', async () => {
  const alex = await house.readyAgent('Alex');
  const dana = await house.customer('Dana');
  const callId = await ring(dana);
  await house.succeed(alex, 'decline-offer', { offerId: await offerOf(alex) });
  expect(await recent(alex)).toMatchObject([{ otherName: 'Dana', outcome: 'declined', talkMs: 0 }]);
  const [leg] = (await house.call(callId)).legs;
  await house.succeed(dana, 'end-call', { callId, legId: leg?.id ?? '' });
  house.skip(1_000);
  const eve = await house.customer('Eve');
  const hers = await ring(eve);
  const legId = (await house.call(hers)).legs.find((one) => one.role === 'customer')?.id ?? '';
  await offerOf(alex);
  await house.succeed(eve, 'end-call', { callId: hers, legId });
  expect((await recent(alex)).map(({ otherName, outcome }) => [otherName, outcome])).toEqual([
    ['Eve', 'missed'],
    ['Dana', 'declined'],
  ]);
});

test('a call that rang out is missed by the one and answered by the other', async () => {
  const alex = await house.readyAgent('Alex');
  const customer = await house.customer();
  await ring(customer);
  await offerOf(alex);
  const bo = await house.readyAgent('Bo');
  await house.pass(10_000);
  await house.renew(bo);
  await house.pass(10_001);
  await house.renew(bo);
  await house.quiet();
  await house.succeed(bo, 'answer-offer', { offerId: await offerOf(bo) });
  expect(await recent(alex)).toMatchObject([{ outcome: 'missed' }]);
  expect(await recent(bo)).toEqual([]);
});

test('chats that were passed on are no calls', async () => {
  const alex = await house.readyAgent('Alex');
  const customer = await house.customer();
  const { conversationId } = customer;
  await house.succeed(customer, 'send-message', { conversationId, messageId: 'm', text: 'Hi' });
  await house.quiet();
  await house.succeed(alex, 'decline-offer', { offerId: await offerOf(alex) });
  expect(await recent(alex)).toEqual([]);
});
