import type { ConversationEvent } from '@parley/core/conversation/events.ts';
import { emptyConversation, foldConversation } from '@parley/core/conversation/view.ts';
import { channelState } from '@parley/core/presence/presence.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AgentRow, agentFrom } from '../changes/loaded.ts';
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
  await house.database.query('UPDATE queues SET wrap_up_ms = DEFAULT');
});
afterEach(() => house.stop());

/** A call that this agent has answered. */
async function talk(
  alex: AgentSeat,
  caller?: Customer,
  kind = 'audio',
): Promise<Customer & { callId: string; legs: string[] }> {
  const cleo = caller ?? (await house.customer());
  const { conversationId } = cleo;
  const { callId, legId } = await house.succeed(cleo, 'start-call', {
    conversationId,
    kind,
  });
  await house.quiet();
  const [offer] = (await house.desk(alex)).offers;
  if (offer === undefined) throw new Error('nobody was asked');
  const answered = await house.succeed(alex, 'answer-offer', { offerId: offer.offerId });
  return { ...cleo, callId, legs: [legId, answered.legId ?? ''] };
}

async function finish(alex: AgentSeat, { conversationId, callId }: Customer & { callId: string }) {
  const words = { code: 'Resolved', note: 'Sent the invoice again' };
  return house.run(alex, 'finish-wrap-up', { conversationId, callId, ...words });
}

async function hangUp(cleo: Customer & { callId: string; legs: string[] }): Promise<void> {
  await house.succeed(cleo, 'end-call', { callId: cleo.callId, legId: cleo.legs[0] });
}

async function voiceOf(alex: AgentSeat): Promise<string> {
  await house.renew(alex);
  const [row] = await house.database.query<{ agent: AgentRow }>({
    text: 'SELECT agent_now($1) AS agent',
    values: [alex.personId],
  });
  if (row === undefined) throw new Error('there is no such agent');
  return channelState(agentFrom(row.agent, house.now()), 'voice', house.now());
}

async function wrapUpsIn({ conversationId }: Customer) {
  const events = await eventsOf(house.database, `conversation:${conversationId}`);
  return events.reduce(
    (view, event) => foldConversation(view, event as ConversationEvent),
    emptyConversation(conversationId),
  ).wrapUps;
}

test('after a call the agent wraps it up for a minute, and nobody is rung meanwhile', async () => {
  const alex = await house.readyAgent('Alex');
  const cleo = await talk(alex);
  await hangUp(cleo);
  const { wrapUps } = await house.desk(alex);
  expect(wrapUps).toMatchObject([
    { callId: cleo.callId, customerName: 'Cleo', until: house.now() + 60_000 },
  ]);
  expect(await voiceOf(alex)).toBe('busy');

  const next = await house.customer('Nia');
  await house.succeed(next, 'start-call', { conversationId: next.conversationId, kind: 'audio' });
  await house.quiet();
  expect((await house.desk(alex)).offers).toEqual([]);
});

test('code and note end the wrap-up, stand in the conversation, and the next caller is offered', async () => {
  const alex = await house.readyAgent('Alex');
  const cleo = await talk(alex);
  await hangUp(cleo);
  const next = await house.customer('Nia');
  await house.succeed(next, 'start-call', { conversationId: next.conversationId, kind: 'audio' });
  expect(await finish(alex, cleo)).toEqual({ ok: true, data: {} });
  await house.quiet();
  const desk = await house.desk(alex);
  expect([desk.wrapUps, desk.offers.map((offer) => offer.customerName)]).toEqual([[], ['Nia']]);
  expect(await wrapUpsIn(cleo)).toMatchObject([
    { agentName: 'Alex', until: null, code: 'Resolved', note: 'Sent the invoice again' },
  ]);
});

test('the timer ends a wrap-up that nobody ended, and code and note can still be given', async () => {
  const alex = await house.readyAgent('Alex');
  const cleo = await talk(alex);
  await hangUp(cleo);
  await house.pass(59_999);
  expect((await house.desk(alex)).wrapUps).toHaveLength(1);
  await house.pass(1);
  expect((await house.desk(alex)).wrapUps).toEqual([]);
  expect(await voiceOf(alex)).toBe('ready');
  expect(await wrapUpsIn(cleo)).toMatchObject([{ code: null, note: '' }]);
  expect(await finish(alex, cleo)).toEqual({ ok: true, data: {} });
  expect(await wrapUpsIn(cleo)).toMatchObject([{ code: 'Resolved' }]);
});

test('a call of an agent who did not answer it is not theirs to wrap up, nor is a code of no list', async () => {
  const alex = await house.readyAgent('Alex');
  const cleo = await talk(alex);
  await hangUp(cleo);
  const bo = await house.readyAgent('Bo');
  expect(await finish(bo, cleo)).toMatchObject({ code: 'not-allowed' });
  const { conversationId, callId } = cleo;
  const odd = { conversationId, callId, code: 'Whatever', note: '' };
  expect(await house.run(alex, 'finish-wrap-up', odd)).toMatchObject({ code: 'bad-input' });
  const other = { conversationId, callId: 'call_other', code: null, note: '' };
  expect(await house.run(alex, 'finish-wrap-up', other)).toMatchObject({ code: 'not-yours' });
});

test('a customer never learns what agents note about a call', async () => {
  const alex = await house.readyAgent('Alex');
  const cleo = await talk(alex);
  await hangUp(cleo);
  await finish(alex, cleo);
  const read = await house.follow(cleo.who, `conversation:${cleo.conversationId}`);
  expect(JSON.stringify(read)).not.toMatch(/wrap|invoice/u);
});

test('an agent may complete the conversation and still wrap up its call', async () => {
  const alex = await house.readyAgent('Alex');
  const cleo = await talk(alex);
  await hangUp(cleo);
  await house.succeed(alex, 'complete-conversation', { conversationId: cleo.conversationId });
  const read = await house.follow(alex.who, `conversation:${cleo.conversationId}`);
  expect(read.ok).toBe(true);
  expect(await finish(alex, cleo)).toEqual({ ok: true, data: {} });
  const after = await house.follow(alex.who, `conversation:${cleo.conversationId}`);
  expect(after.ok).toBe(false);
});

test('wrapping up is refused while the agent is in a video room with the same customer', async () => {
  const alex = await house.readyAgent('Alex');
  const cleo = await talk(alex);
  await hangUp(cleo);
  await house.database.query('UPDATE queues SET wrap_up_ms = 0');
  await house.pass(60_000);
  await house.renew(alex);
  await talk(alex, cleo, 'video');
  expect(await finish(alex, cleo)).toMatchObject({ code: 'in-call' });
});

test('where a queue has no wrap-up the agent is free at once, and can still give a code', async () => {
  await house.database.query('UPDATE queues SET wrap_up_ms = 0');
  const alex = await house.readyAgent('Alex');
  const cleo = await talk(alex);
  await hangUp(cleo);
  expect(await voiceOf(alex)).toBe('ready');
  expect((await house.desk(alex)).wrapUps).toEqual([]);
  expect(await finish(alex, cleo)).toEqual({ ok: true, data: {} });
  expect(await wrapUpsIn(cleo)).toMatchObject([{ code: 'Resolved' }]);
});

test('a wrap-up outlives the server that began it', async () => {
  const alex = await house.readyAgent('Alex');
  const cleo = await talk(alex);
  await hangUp(cleo);
  await house.engine().stop();
  const second = await house.anotherEngine();
  house.skip(60_000);
  await second.runDue();
  expect((await house.desk(alex)).wrapUps).toEqual([]);
});
