import type { Hint } from '@parley/contracts/socket.ts';
import type { Numbered } from '@parley/core/conversation/events.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Delivery } from '../delivery-port.ts';
import type { Engine } from '../engine.ts';
import { type Customer, type House, openHouse } from '../testing/engine-house.ts';
import { openBus } from './bus.ts';

let house: House;
let customer: Customer;
beforeEach(async () => {
  house = await openHouse();
  customer = await house.customer();
});
afterEach(() => house.stop());

const SILENT: Delivery = {
  events: () => undefined,
  hint: () => undefined,
  signOut: () => undefined,
  stopFollowing: () => undefined,
  mayBeBehind: () => undefined,
};

/** A second server, with what its sockets were told. */
async function neighbour() {
  const told = {
    events: [] as Numbered<unknown>[],
    hints: [] as Hint[],
    signedOut: [] as string[],
  };
  let look = (): void => undefined;
  const delivery: Partial<Delivery> = {
    events: (_stream, events) => {
      told.events.push(...events);
      look();
    },
    hint: (_to, hint) => {
      told.hints.push(hint);
      look();
    },
    signOut: (personId) => {
      told.signedOut.push(personId);
      look();
    },
  };
  const engine: Engine = await house.anotherEngine(delivery);
  const until = (met: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      look = () => {
        if (met()) resolve();
      };
      look();
    });
  return { engine, told, until };
}

/** Asks until the first server has heard of the second: it says hello when it starts. */
async function acquainted(met: () => boolean, say: () => Promise<unknown>): Promise<void> {
  while (!met()) {
    await say();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function say(text: string, messageId: string): Promise<unknown> {
  const { conversationId } = customer;
  return house.succeed(customer, 'send-message', { conversationId, messageId, text });
}

describe('two servers', () => {
  test('show each other what they stored, also what no notification can carry', async () => {
    const { told, until } = await neighbour();
    await acquainted(
      () => told.hints.length > 0,
      () => typing(true),
    );
    await say('short', 'm1');
    await say('ü'.repeat(4_000), 'm2');
    const texts = () => told.events.flatMap(({ data }) => (data as { text?: string }).text ?? []);
    await until(() => texts().length >= 2);
    expect(new Set(texts())).toEqual(new Set(['short', 'ü'.repeat(4_000)]));
  });

  test('pass on what no notification can carry, in the order it was said', async () => {
    const { told, until } = await neighbour();
    const ours = await openBus({
      database: house.database,
      delivery: SILENT,
      now: house.now,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      serverId: 'ours',
      eventsAfter: async () => [],
    });
    const { personId, tabId } = customer;
    const words = ['short', 'long, '.repeat(2_000), 'short again', 'ü'.repeat(4_000), 'the end'];
    const seen = () =>
      told.hints.flatMap((hint) => (hint.type === 'quality' ? [hint.because] : []));
    await ours.renew();
    for (const because of words) {
      const hint = {
        type: 'quality',
        callId: 'call',
        legId: 'leg',
        level: 'good',
        because,
      } as const;
      ours.hint({ tab: { personId, tabId } }, hint);
    }
    await until(() => seen().length === words.length);
    expect(seen()).toEqual(words);
    await ours.stop();
  });

  test('end the sockets of a person who was signed out on either of them', async () => {
    const { told, until } = await neighbour();
    await acquainted(
      () => told.hints.length > 0,
      () => typing(true),
    );
    house.engine().signOut('alex', 'revoked');
    await until(() => told.signedOut.length > 0);
    expect(told.signedOut).toEqual(['alex']);
  });
});

function typing(now: boolean): Promise<unknown> {
  const { conversationId } = customer;
  return house.succeed(customer, 'show-typing', { conversationId, typing: now });
}
