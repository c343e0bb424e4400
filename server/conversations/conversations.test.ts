import { randomUUID } from 'node:crypto';
import type { Who } from '@parley/core/access/can.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type Customer,
  eventsOf,
  type House,
  openHouse,
  type Seat,
} from '../testing/engine-house.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.stop());

function say(seat: Seat, conversationId: string, said: string | readonly [string, string]) {
  const [text, messageId] = typeof said === 'string' ? [said, randomUUID()] : said;
  return house.run(seat, 'send-message', { conversationId, messageId, text });
}

async function texts(conversationId: string): Promise<readonly string[]> {
  const events = await eventsOf(house.database, `conversation:${conversationId}`);
  return events.flatMap(({ data }) => {
    const fact = data as { type: string; text?: string };
    return fact.type === 'message-sent' ? [fact.text ?? ''] : [];
  });
}

/** A chat that an agent has taken. */
async function chatting() {
  const agent = await house.readyAgent('Alex');
  const customer = await house.customer();
  await say(customer, customer.conversationId, 'Hello');
  await house.quiet();
  const [offer] = (await house.desk(agent)).offers;
  await house.succeed(agent, 'answer-offer', { offerId: offer?.offerId });
  await house.quiet();
  return { agent, customer, conversationId: customer.conversationId };
}

describe('a chat', () => {
  test('seeks an agent with the first message and is served by who accepts it', async () => {
    const { agent, customer, conversationId } = await chatting();
    expect(await house.facts(conversationId)).toEqual([
      'conversation-started',
      'message-sent',
      'chat-queued',
      'chat-assigned',
    ]);
    expect((await house.desk(agent)).conversations).toMatchObject([
      { conversationId, customerName: customer.name, queueName: 'Support' },
    ]);
  });

  test('keeps the order of each sender, numbers without holes and nothing twice, from many at once', async () => {
    const customers: Customer[] = [];
    for (let n = 0; n < 6; n += 1) customers.push(await house.customer(`Customer ${n}`));
    const sent = customers.flatMap((customer) =>
      Array.from({ length: 30 }, (_, n) => {
        const once = say(customer, customer.conversationId, [`line ${n}`, `m${n}`]);
        // Every third is sent again under its id, as after a reconnect.
        return n % 3 === 0
          ? [once, say(customer, customer.conversationId, ['again', `m${n}`])]
          : [once];
      }),
    );
    const answers = await Promise.all(sent.flat());
    expect(answers.every((answer) => answer.ok)).toBe(true);
    await house.quiet();
    for (const { conversationId } of customers) {
      expect(await texts(conversationId)).toEqual(
        Array.from({ length: 30 }, (_, n) => `line ${n}`),
      );
      const events = await eventsOf(house.database, `conversation:${conversationId}`);
      expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1));
    }
  });

  test('answers a message sent twice with the number it has', async () => {
    const { customer, conversationId } = await chatting();
    const [first, again] = [
      await say(customer, conversationId, ['once', 'm']),
      await say(customer, conversationId, ['once', 'm']),
    ];
    expect(again).toEqual(first);
  });

  test('shows ticks that only grow, never beyond what was said', async () => {
    const { agent, conversationId } = await chatting();
    for (const upTo of [2, 1, 2, 900])
      await house.succeed(agent, 'mark-read', { conversationId, upTo });
    const events = await eventsOf(house.database, `conversation:${conversationId}`);
    const marks = events.flatMap(({ data }) => {
      const fact = data as { type: string; upTo?: number };
      return fact.type === 'messages-read' ? [fact.upTo] : [];
    });
    expect(marks).toEqual([2, 5]);
  });

  test('numbers ticks and messages that arrive together without holes, the furthest tick once', async () => {
    const { agent, customer, conversationId } = await chatting();
    const answers = await Promise.all([
      say(customer, conversationId, 'one'),
      say(customer, conversationId, ['two', 'm2']),
      ...[1, 2, 1].map((upTo) => house.run(agent, 'mark-read', { conversationId, upTo })),
      house.run(agent, 'mark-delivered', { conversationId, upTo: 2 }),
      say(customer, conversationId, ['two again', 'm2']),
      say(agent, conversationId, 'three'),
    ]);
    expect(answers.every((answer) => answer.ok)).toBe(true);
    const events = await eventsOf(house.database, `conversation:${conversationId}`);
    expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1));
    expect(await texts(conversationId)).toEqual(['Hello', 'one', 'two', 'three']);
    const ticks = events.flatMap(({ data }) => {
      const fact = data as { type: string; upTo?: number };
      return fact.type.startsWith('messages-') ? [`${fact.type} ${fact.upTo}`] : [];
    });
    expect(ticks.filter((one) => one === 'messages-read 2')).toHaveLength(1);
    expect(ticks.filter((one) => one === 'messages-delivered 2')).toHaveLength(1);
  });

  test('shows typing to the conversation and keeps nothing of it', async () => {
    const { agent, conversationId } = await chatting();
    await house.succeed(agent, 'show-typing', { conversationId, typing: true });
    expect(house.hints.at(-1)).toEqual({
      to: { conversationId },
      hint: { type: 'typing', conversationId, by: 'agent', typing: true },
    });
  });

  test('is closed to strangers: other customers, other agents, nobody', async () => {
    const { conversationId } = await chatting();
    const strangers: Seat[] = [
      await house.customer('Eve'),
      await house.agent('Bo'),
      { who: { role: 'nobody' }, name: '', tabId: 'tab' },
    ];
    for (const stranger of strangers) {
      const asked = { conversationId, upTo: 1, typing: true };
      for (const name of ['mark-read', 'mark-delivered', 'show-typing'] as const) {
        expect(await house.run(stranger, name, asked)).toMatchObject({ code: 'not-allowed' });
      }
      expect(await say(stranger, conversationId, 'hi')).toMatchObject({ code: 'not-allowed' });
      expect(await house.run(stranger, 'complete-conversation', asked)).toMatchObject({
        code: 'not-allowed',
      });
      expect(await house.follow(stranger.who, `conversation:${conversationId}`)).toEqual({
        ok: false,
        code: 'not-allowed',
      });
    }
  });

  test('completed twice under one id is completed once, and its agent leaves it', async () => {
    const { agent, customer, conversationId } = await chatting();
    const commandId = randomUUID();
    const complete = () =>
      house.run({ ...agent, commandId }, 'complete-conversation', { conversationId });
    const [first, again] = await Promise.all([complete(), complete()]);
    expect([first.ok, again.ok]).toEqual([true, true]);
    await house.quiet();
    const facts = await house.facts(conversationId);
    expect(facts.filter((fact) => fact === 'conversation-completed')).toHaveLength(1);
    expect((await house.desk(agent)).conversations).toEqual([]);
    expect(house.unfollowed).toContainEqual({
      stream: `conversation:${conversationId}`,
      personId: agent.personId,
    });
    // The customer writes on: somebody is sought again.
    await say(customer, conversationId, 'One more thing');
    await house.quiet();
    expect((await house.desk(agent)).offers).toMatchObject([{ conversationId, channel: 'chat' }]);
  });

  test('cannot be completed while its call is up', async () => {
    const { agent, customer, conversationId } = await chatting();
    await house.succeed(customer, 'start-call', { conversationId, kind: 'video' });
    await house.quiet();
    const [offer] = (await house.desk(agent)).offers;
    await house.succeed(agent, 'answer-offer', { offerId: offer?.offerId });
    expect(await house.run(agent, 'complete-conversation', { conversationId })).toMatchObject({
      code: 'in-call',
    });
  });

  test('goes back to the queue when its agent has had no page for two minutes', async () => {
    const { agent, conversationId } = await chatting();
    const bo = await house.readyAgent('Bo');
    await house.engine().tabClosed(agent.personId, agent.tabId);
    for (let passed = 0; passed < 120_000; passed += 10_000) {
      await house.renew(bo);
      await house.pass(10_000);
    }
    expect((await house.desk(bo)).offers).toEqual([]);
    await house.renew(bo);
    await house.pass(10_000);
    expect((await house.desk(bo)).offers).toMatchObject([{ conversationId }]);
    expect((await house.desk(agent)).conversations).toEqual([]);
  });

  test('a customer who waits learns the place in line, and again when somebody before leaves it', async () => {
    const first = await house.customer('First');
    const second = await house.customer('Second');
    const asked = { kind: 'audio' } as const;
    const { conversationId } = first;
    const call = await house.succeed(first, 'start-call', { ...asked, conversationId });
    await house.pass(10);
    await house.succeed(second, 'start-call', { ...asked, conversationId: second.conversationId });
    await house.quiet();
    const places = () =>
      house.hints.flatMap(({ hint }) =>
        hint.type === 'line' && hint.conversationId === second.conversationId
          ? [hint.position]
          : [],
      );
    expect(places()).toEqual([2]);
    await house.succeed(first, 'end-call', call);
    await house.quiet();
    expect(places()).toEqual([2, 1]);
  });
});

describe('a stream', () => {
  test('is caught up in pieces without holes', async () => {
    const { agent, conversationId } = await chatting();
    const stream = `conversation:${conversationId}`;
    await Promise.all(
      Array.from({ length: 600 }, (_, n) => say(agent, conversationId, [`line ${n}`, `m${n}`])),
    );
    const first = await house.follow(agent.who, stream);
    if (!first.ok) throw new Error(first.code);
    const rest = await house.follow(agent.who, stream, first.events.at(-1)?.seq);
    if (!rest.ok) throw new Error(rest.code);
    expect([first.events.length, first.more, rest.more]).toEqual([500, true, false]);
    const seqs = [...first.events, ...rest.events].map((event) => event.seq);
    expect(seqs).toEqual(Array.from({ length: 604 }, (_, index) => index + 1));
  });

  test('does not show customers who let their call ring, nor whose tab it is in', async () => {
    const alex = await house.readyAgent('Alex');
    const bo = await house.readyAgent('Bo');
    const customer = await house.customer();
    const { conversationId } = customer;
    await house.succeed(customer, 'start-call', { conversationId, kind: 'video' });
    await house.quiet();
    const [offer] = (await house.desk(alex)).offers;
    await house.succeed(alex, 'decline-offer', { offerId: offer?.offerId });
    await house.quiet();
    const answer = await house.follow(customer.who, `conversation:${conversationId}`);
    const seen = JSON.stringify(answer);
    for (const secret of [alex.personId, bo.personId, '"Bo"', 'passedBy":[{']) {
      expect(seen).not.toContain(secret);
    }
    expect(answer.ok && answer.events.map((event) => event.seq)).toEqual([1, 2, 3, 4, 5]);
  });

  test('of a person is read by that member of staff alone', async () => {
    const alex = await house.readyAgent('Alex');
    const bo = await house.agent('Bo');
    const admin: Who = { role: 'admin', personId: 'admin', queueIds: [] };
    const stream = `person:${alex.personId}`;
    expect(await house.follow(alex.who, stream)).toMatchObject({ ok: true });
    for (const who of [bo.who, admin]) {
      expect(await house.follow(who, stream)).toMatchObject({ code: 'not-allowed' });
    }
  });
});

describe('a crash', () => {
  test('after a message is durable and before anybody was sought: the next server seeks', async () => {
    const agent = await house.readyAgent('Alex');
    const customer = await house.customer();
    const { conversationId } = customer;
    // What the dying server did last: the statement, and nothing after it.
    const item = {
      kind: 'message',
      conversationId,
      messageId: 'm',
      at: house.now(),
      data: { type: 'message-sent', messageId: 'm', text: 'Hello' },
      seeks: true,
    };
    await house.database.query({
      text: 'SELECT append_group($1, $2)',
      values: [JSON.stringify([item]), house.now() + 3_000],
    });
    await house.pass(3_000);
    expect((await house.desk(agent)).offers).toMatchObject([{ conversationId }]);
  });
});
