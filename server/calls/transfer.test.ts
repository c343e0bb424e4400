import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CallScene, CLEAN, callScene } from '../testing/call-scene.ts';
import { type AgentSeat, type House, openHouse } from '../testing/engine-house.ts';

let house: House;
let scene: CallScene;
let alex: AgentSeat;
let bo: AgentSeat;
beforeEach(async () => {
  house = await openHouse();
  scene = callScene(house);
  alex = await house.readyAgent('Alex');
  bo = await house.readyAgent('Bo');
});
afterEach(() => house.stop());

const WITH_ALEX = ['Alex hears Cleo', 'Cleo hears Alex'];
const WITH_BO = ['Bo hears Cleo', 'Cleo hears Bo'];
const MUSIC = ['Cleo hears music'];
const TO_SUPPORT = { type: 'queue', queueId: 'support' };

function toBo(): object {
  return { type: 'agent', agentId: bo.personId };
}

async function completes(seat: AgentSeat): Promise<void> {
  for (const { conversationId } of (await house.desk(seat)).conversations) {
    await house.succeed(seat, 'complete-conversation', { conversationId });
  }
}

describe('a call handed to a colleague', () => {
  test('rings there while the customer hears music; the one who answers has line and chat, the other is free', async () => {
    const { callId, customer } = await scene.talking([alex]);
    await scene.does(alex, 'transfer-call', { callId, to: toBo() });
    expect(await scene.heard(callId)).toEqual(MUSIC);
    expect(await scene.offerAt(bo)).toMatchObject({
      purpose: 'transfer',
      fromName: 'Alex',
      customerName: 'Cleo',
    });
    await scene.answer(bo);
    expect(await scene.heard(callId)).toEqual(WITH_BO);
    expect(await scene.clean(alex)).toEqual(CLEAN);
    expect((await house.desk(bo)).conversations).toMatchObject([
      { conversationId: customer.conversationId },
    ]);
    const chat = { conversationId: customer.conversationId, messageId: 'm1', text: 'Hello' };
    expect(await house.run(alex, 'send-message', chat)).toMatchObject({ code: 'not-allowed' });
    await house.succeed(bo, 'send-message', chat);
    const facts = await house.facts(customer.conversationId);
    expect(facts.slice(facts.indexOf('call-held'))).toEqual([
      'call-held',
      'transfer-started',
      'transferred',
      'chat-assigned',
      'link-connected',
      'message-sent',
    ]);
    await scene.press(customer, 'end-call', { callId });
    await completes(bo);
    expect(await scene.clean(bo)).toEqual(CLEAN);
  });

  test.each(['audio', 'video', 'screen'] as const)('works for a call of %s', async (kind) => {
    const { callId } = await scene.talking([alex], kind);
    await scene.does(alex, 'transfer-call', { callId, to: toBo() });
    expect((await scene.offerAt(bo)).kind).toBe(kind);
    await scene.answer(bo);
    expect(await scene.heard(callId)).toEqual(WITH_BO);
    expect(await scene.clean(alex)).toEqual(CLEAN);
  });

  test('that is declined is back with who handed it on, as it was', async () => {
    const { callId, customer } = await scene.talking([alex]);
    await scene.does(alex, 'transfer-call', { callId, to: toBo() });
    await house.succeed(bo, 'decline-offer', { offerId: (await scene.offerAt(bo)).offerId });
    await house.quiet();
    expect(await scene.heard(callId)).toEqual(WITH_ALEX);
    expect(await scene.clean(bo)).toEqual(CLEAN);
    expect(await house.facts(customer.conversationId)).toContain('transfer-failed');
  });

  test('that rings out is back with who handed it on, and who let it ring is paused', async () => {
    const { callId } = await scene.talking([alex]);
    await scene.does(alex, 'transfer-call', { callId, to: toBo() });
    for (let slice = 0; slice < 3; slice += 1) {
      for (const seat of [alex, bo]) await house.renew(seat);
      await house.pass(7_000);
    }
    expect(await scene.heard(callId)).toEqual(WITH_ALEX);
    expect(await scene.clean(bo)).toEqual(CLEAN);
    expect((await house.desk(bo)).presence?.wish).toMatchObject({ state: 'paused', by: 'policy' });
  });

  test('by somebody who leaves at once goes on ringing; unanswered, the customer is in line with the old place', async () => {
    const { callId, customer } = await scene.talking([alex]);
    const { startedAt } = await house.call(callId);
    await scene.does(alex, 'transfer-call', { callId, to: toBo() });
    await scene.does(alex, 'end-call', { callId });
    expect(await scene.heard(callId)).toEqual(MUSIC);
    expect((await house.desk(alex)).calls).toEqual([]);
    await house.succeed(alex, 'go-offline', {});
    await house.succeed(bo, 'decline-offer', { offerId: (await scene.offerAt(bo)).offerId });
    await house.quiet();
    expect(await scene.heard(callId)).toEqual(MUSIC);
    for (let slice = 0; slice < 3; slice += 1) {
      await house.renew(bo);
      await house.pass(5_000);
    }
    expect(await scene.offerAt(bo)).toMatchObject({ purpose: 'call', waitingSince: startedAt });
    await scene.answer(bo);
    expect(await scene.heard(callId)).toEqual(WITH_BO);
    expect((await house.desk(alex)).conversations).toEqual([]);
    await scene.press(customer, 'end-call', { callId });
  });

  test('whose customer hangs up while it rings leaves nobody anything', async () => {
    const { callId, customer } = await scene.talking([alex]);
    await scene.does(alex, 'transfer-call', { callId, to: toBo() });
    await scene.press(customer, 'end-call', { callId });
    await house.quiet();
    await completes(alex);
    for (const seat of [alex, bo]) expect(await scene.clean(seat)).toEqual(CLEAN);
  });

  test('is not given to who pauses, is away or is wrapping up', async () => {
    await house.database.query('UPDATE queues SET wrap_up_ms = 60000');
    const cy = await house.readyAgent('Cy');
    const { callId } = await scene.talking([alex]);
    await house.succeed(cy, 'pause', { reason: 'Lunch' });
    const toCy = { type: 'agent', agentId: cy.personId };
    expect(await scene.press(alex, 'transfer-call', { callId, to: toCy })).toMatchObject({
      code: 'target-paused',
      facts: { name: 'Cy' },
    });
    const other = await scene.talking([bo]);
    await scene.does(bo, 'end-call', { callId: other.callId });
    expect(await scene.press(alex, 'transfer-call', { callId, to: toBo() })).toMatchObject({
      code: 'target-busy',
      facts: { name: 'Bo' },
    });
    expect(await scene.heard(callId)).toEqual(WITH_ALEX);
  });

  test('makes who handed it on wrap it up, and who ends it too', async () => {
    await house.database.query('UPDATE queues SET wrap_up_ms = 60000');
    const { callId } = await scene.talking([alex]);
    await scene.does(alex, 'transfer-call', { callId, to: toBo() });
    await scene.answer(bo);
    expect(await scene.tasks(alex)).toEqual(['voice wrap-up']);
    await scene.does(bo, 'end-call', { callId });
    expect(await scene.tasks(bo)).toEqual(['chat active', 'voice wrap-up']);
  });
});

describe('a call handed to a queue', () => {
  test('waits there with music and its old place, the chat with it; who answers has both', async () => {
    await house.database.query(
      `INSERT INTO queues (id, name, wrap_up_ms) VALUES ('sales', 'Sales', 0)`,
    );
    await house.database.query({
      text: `UPDATE queue_members SET queue_id = 'sales' WHERE staff_id = $1`,
      values: [bo.personId],
    });
    await house.succeed(bo, 'go-offline', {});
    const { callId, customer } = await scene.talking([alex]);
    const { startedAt } = await house.call(callId);
    await scene.does(alex, 'transfer-call', { callId, to: { type: 'queue', queueId: 'sales' } });
    expect(await scene.heard(callId)).toEqual(MUSIC);
    expect(await scene.clean(alex)).toEqual(CLEAN);
    await house.succeed(bo, 'go-ready', {});
    await house.quiet();
    expect(await scene.offerAt(bo)).toMatchObject({
      purpose: 'call',
      queueName: 'Sales',
      waitingSince: startedAt,
      channel: 'voice',
    });
    await scene.answer(bo);
    expect(await scene.heard(callId)).toEqual(WITH_BO);
    expect((await house.desk(bo)).conversations).toMatchObject([
      { conversationId: customer.conversationId, queueName: 'Sales' },
    ]);
    expect(await scene.clean(alex)).toEqual(CLEAN);
  });

  test('of one’s own goes to somebody else first', async () => {
    const { callId } = await scene.talking([alex]);
    await scene.does(alex, 'transfer-call', { callId, to: TO_SUPPORT });
    expect((await scene.offerAt(bo)).callId).toBe(callId);
    expect(await scene.clean(alex)).toEqual(CLEAN);
  });
});

describe('a number', () => {
  test('that is a colleague’s or a queue’s goes there, however it is written; one outside needs a trunk', async () => {
    const { callId } = await scene.talking([alex]);
    const [row] = await house.database.query<{ number: number }>({
      text: 'SELECT internal_number AS number FROM staff WHERE id = $1',
      values: [bo.personId],
    });
    const dialled = (number: string) => ({ callId, to: { type: 'number', number } });
    expect(await scene.press(alex, 'transfer-call', dialled('+1 555 0100'))).toMatchObject({
      code: 'no-trunk',
      facts: { number: '+15550100' },
    });
    expect(await scene.press(alex, 'consult', dialled('what?'))).toMatchObject({
      code: 'bad-input',
    });
    expect(await scene.heard(callId)).toEqual(WITH_ALEX);
    await scene.does(alex, 'transfer-call', dialled(`(${row?.number})`));
    expect((await scene.offerAt(bo)).purpose).toBe('transfer');
  });
});

describe('pressed five times', () => {
  test('under five ids it is one transfer', async () => {
    const { callId, customer } = await scene.talking([alex]);
    const cy = await house.readyAgent('Cy');
    const to = toBo();
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map(() => scene.press(alex, 'transfer-call', { callId, to })),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    await house.quiet();
    const facts = await house.facts(customer.conversationId);
    expect(facts.filter((fact) => fact === 'transfer-started')).toHaveLength(1);
    await scene.answer(bo);
    expect(await scene.heard(callId)).toEqual(WITH_BO);
    for (const seat of [alex, cy]) expect(await scene.clean(seat)).toEqual(CLEAN);
  });

  test('race 11: under one id during an outage, and once more after it was answered, it is one transfer', async () => {
    const { callId, customer } = await scene.talking([alex]);
    const legId = (await house.call(callId)).legs.find((leg) => leg.role === 'agent')?.id;
    const seat = { ...alex, commandId: 'pressed-in-an-outage' };
    const pressed = () => house.run(seat, 'transfer-call', { callId, legId, to: toBo() });
    house.node.blink();
    expect(await Promise.all([pressed(), pressed(), pressed(), pressed()])).toEqual(
      Array.from({ length: 4 }, () => ({ ok: true, data: {} })),
    );
    await house.pass(3_000);
    await scene.answer(bo);
    expect(await pressed()).toEqual({ ok: true, data: {} });
    expect(await scene.heard(callId)).toEqual(WITH_BO);
    const facts = await house.facts(customer.conversationId);
    expect(facts.filter((fact) => fact === 'transferred')).toHaveLength(1);
    expect(await scene.clean(alex)).toEqual(CLEAN);
  });

  test('to two colleagues at once rings one of them', async () => {
    const cy = await house.readyAgent('Cy');
    const { callId } = await scene.talking([alex]);
    const goals = [bo, cy].map(({ personId }) => ({ type: 'agent', agentId: personId }));
    const answers = await Promise.all(
      goals.map((to) => scene.press(alex, 'transfer-call', { callId, to })),
    );
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.code)).sort()).toEqual([
      'consult-open',
      'ok',
    ]);
    await house.quiet();
    const offers = [...(await house.desk(bo)).offers, ...(await house.desk(cy)).offers];
    expect(offers).toHaveLength(1);
  });

  test('by two agents to one colleague rings one of the two calls', async () => {
    const cy = await house.readyAgent('Cy');
    const first = await scene.talking([alex]);
    const second = await scene.talking([bo]);
    const to = { type: 'agent', agentId: cy.personId };
    const answers = await Promise.all([
      scene.press(alex, 'transfer-call', { callId: first.callId, to }),
      scene.press(bo, 'transfer-call', { callId: second.callId, to }),
    ]);
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.code)).sort()).toEqual([
      'ok',
      'target-busy',
    ]);
    expect(await scene.tasks(cy)).toEqual(['voice reserved']);
  });
});

test('a server that died between the transfer and its ring leaves a colleague who is rung for as long as was said', async () => {
  const { callId } = await scene.talking([alex]);
  await scene.press(alex, 'transfer-call', { callId, to: toBo() });
  const next = await house.anotherEngine();
  for (let slice = 0; slice < 3; slice += 1) {
    for (const seat of [alex, bo]) await house.renew(seat);
    house.skip(7_000);
  }
  await next.runDue();
  await house.quiet();
  expect(await scene.heard(callId)).toEqual(WITH_ALEX);
  expect(await scene.clean(bo)).toEqual(CLEAN);
});

describe('a call that rings', () => {
  test('is sent on to a colleague, who rings, and back to the line when nobody is there', async () => {
    const customer = await house.customer();
    const { conversationId } = customer;
    const { callId } = await house.succeed(customer, 'start-call', {
      conversationId,
      kind: 'audio',
    });
    await house.quiet();
    const { offerId } = await scene.offerAt(alex);
    await house.succeed(alex, 'forward-offer', { offerId, to: toBo() });
    await house.quiet();
    expect(await scene.heard(callId)).toEqual(MUSIC);
    expect(await scene.clean(alex)).toEqual(CLEAN);
    const forwarded = await scene.offerAt(bo);
    expect(forwarded).toMatchObject({ callId, purpose: 'call', fromName: 'Alex' });
    await house.succeed(bo, 'decline-offer', { offerId: forwarded.offerId });
    await house.succeed(bo, 'go-offline', {});
    await house.quiet();
    expect((await house.call(callId)).phase.name).toBe('queued');
    for (let slice = 0; slice < 3; slice += 1) {
      await house.renew(alex);
      await house.pass(5_000);
    }
    await scene.answer(alex);
    expect(await scene.heard(callId)).toEqual(WITH_ALEX);
  });

  test('is sent on to a queue; only by who is rung, and only while it rings', async () => {
    const customer = await house.customer();
    const { conversationId } = customer;
    await house.succeed(customer, 'start-call', { conversationId, kind: 'video' });
    await house.quiet();
    const { offerId } = await scene.offerAt(alex);
    const forward = { offerId, to: TO_SUPPORT };
    expect(await house.run(bo, 'forward-offer', forward)).toMatchObject({ code: 'not-allowed' });
    await house.succeed(alex, 'forward-offer', forward);
    await house.quiet();
    expect((await scene.offerAt(bo)).purpose).toBe('call');
    expect(await house.run(alex, 'forward-offer', forward)).toMatchObject({
      code: 'offer-closed',
    });
  });

  test('is not sent to a colleague who is busy, and rings on', async () => {
    await house.succeed(bo, 'go-offline', {});
    await scene.talking([alex]);
    await house.succeed(bo, 'go-ready', {});
    const customer = await house.customer();
    const { conversationId } = customer;
    await house.succeed(customer, 'start-call', { conversationId, kind: 'audio' });
    await house.quiet();
    const { offerId } = await scene.offerAt(bo);
    const to = { type: 'agent', agentId: alex.personId };
    expect(await house.run(bo, 'forward-offer', { offerId, to })).toMatchObject({
      code: 'target-busy',
    });
    expect((await scene.offerAt(bo)).offerId).toBe(offerId);
  });
});

test('tones are for whoever is on the line, and only an agent in the call sends them', async () => {
  const { callId, customer } = await scene.talking([alex]);
  await scene.does(alex, 'send-digits', { callId, digits: '12#' });
  expect(await house.facts(customer.conversationId)).toContain('digits-sent');
  const { personId, tabId } = customer;
  const [heard, ...more] = house.hints.filter(({ hint }) => hint.type === 'digits');
  expect(heard).toMatchObject({
    to: { tab: { personId, tabId } },
    hint: { callId, digits: '12#' },
  });
  expect(more).toEqual([]);
  expect(JSON.stringify(await house.call(callId))).not.toContain('12#');
  expect(await scene.press(alex, 'send-digits', { callId, digits: 'hello' })).toMatchObject({
    code: 'bad-digits',
  });
  expect(await scene.press(customer, 'send-digits', { callId, digits: '1' })).toMatchObject({
    code: 'not-allowed',
  });
});
