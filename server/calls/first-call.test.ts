import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Customer, type House, openHouse } from '../testing/engine-house.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.stop());

/** Asks for a call as a page does that knows what it can receive. */
function start(customer: Customer) {
  const { conversationId } = customer;
  return house.succeed(customer, 'start-call', {
    conversationId,
    kind: 'video',
    rtpCapabilities: {},
  });
}

/** Begins a call together with the conversation, before the tab has its socket. */
async function beginAtOnce(customer: Customer) {
  const { tabId } = customer;
  const asked = { kind: 'video', tabId, rtpCapabilities: {} } as const;
  const started = await house.engine().beginFirstCall(customer, asked);
  if (started === null) throw new Error('the call was refused');
  await house.quiet();
  return started;
}

async function customerLeg(callId: string) {
  return (await house.call(callId)).legs.find((leg) => leg.role === 'customer');
}

describe('a call that is asked for', () => {
  test('is answered with its media', async () => {
    const { callId, join } = await start(await house.customer());
    expect(join).toMatchObject({ epoch: house.node.plan(callId)?.epoch, consumers: [] });
  });

  test('begins all the same when its media is slow: the page asks for that by itself', async () => {
    const customer = await house.customer();
    house.node.silentAbout.add('join');
    const { callId, legId, join } = await start(customer);
    expect(join).toBeNull();
    expect((await house.call(callId)).phase.name).toBe('queued');
    house.node.silentAbout.clear();
    const asked = { callId, legId, rtpCapabilities: {} };
    expect(await house.succeed(customer, 'media-join', asked)).toMatchObject({ consumers: [] });
  });

  test('is one call when it is asked for twice, and both answers bring media', async () => {
    const customer = { ...(await house.customer()), commandId: 'pressed-twice' };
    const [first, again] = [await start(customer), await start(customer)];
    expect(again.callId).toBe(first.callId);
    expect(again.join).not.toBeNull();
  });
});

describe('a call that begins with its conversation', () => {
  test('rings the agent and has its media before the page has its line', async () => {
    const agent = await house.readyAgent('Alex');
    const customer = await house.customer('Dana');
    const { callId, join } = await beginAtOnce(customer);
    expect(join).not.toBeNull();
    expect((await house.desk(agent)).offers).toMatchObject([{ callId, customerName: 'Dana' }]);
    expect(await customerLeg(callId)).toMatchObject({ tabId: customer.tabId });
  });

  test('goes on when the page comes', async () => {
    const customer = await house.customer();
    const { tabId } = customer;
    const { callId, legId } = await beginAtOnce(customer);
    await house.engine().tabOpened(customer.personId, tabId);
    await house.node.link({ callId, legId, tabId, epoch: 1, state: 'connected' });
    await house.pass(60_000);
    expect((await house.call(callId)).phase.name).toBe('queued');
  });

  test('ends when the page never comes', async () => {
    const { callId } = await beginAtOnce(await house.customer());
    await house.pass(45_100);
    expect((await house.call(callId)).phase.name).toBe('ended');
  });

  test('is not begun where it is refused: the page asks once more and is told why', async () => {
    const customer = await house.customer();
    await beginAtOnce(customer);
    const { tabId } = customer;
    const again = { kind: 'audio', tabId, rtpCapabilities: null } as const;
    expect(await house.engine().beginFirstCall(customer, again)).toBeNull();
  });
});
