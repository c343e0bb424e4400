import { randomUUID } from 'node:crypto';
import type { CommandAnswer, CommandName } from '@parley/contracts/socket.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type AgentSeat,
  eventsOf,
  type House,
  openHouse,
  type Seat,
} from '../testing/engine-house.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse({ failuresAreDue: true });
});
afterEach(() => house.stop());

/** As a page does: the same command under the same id until it is answered. */
async function insist(seat: Seat, name: CommandName, data: object): Promise<CommandAnswer> {
  const commandId = randomUUID();
  for (;;) {
    const answer = await house.run({ ...seat, commandId }, name, data);
    if (answer.ok || answer.code !== 'try-again') return answer;
  }
}

/** Breaks connections to the database in the middle of whatever they do. */
async function breakConnections(): Promise<void> {
  // Breaking may break the breaking one's own connection: the next try breaks others.
  await house.database
    .query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND random() < 0.6`,
    )
    .catch(() => undefined);
}

async function quietAgain(): Promise<void> {
  for (;;) {
    try {
      await house.quiet();
      return;
    } catch (error) {
      // The pool still finds connections that were broken; each try clears one.
      if (!(error instanceof Error)) throw error;
    }
  }
}

test('a database that drops its connections again and again loses nothing and leaves nobody stuck', async () => {
  const agents: AgentSeat[] = [];
  for (const name of ['Alex', 'Bo', 'Cem']) agents.push(await house.readyAgent(name));
  let breaking = true;
  const breaker = (async () => {
    while (breaking) {
      await breakConnections();
      for (let turn = 0; turn < 40; turn += 1) await new Promise((r) => setImmediate(r));
    }
  })();

  const customers = await Promise.all(Array.from({ length: 8 }, (_, n) => open(`Customer ${n}`)));
  await Promise.all(
    customers.map(async (customer) => {
      const { conversationId } = customer;
      for (let n = 0; n < 12; n += 1) {
        const said = { conversationId, messageId: `m${n}`, text: `line ${n}` };
        expect(await insist(customer, 'send-message', said)).toMatchObject({ ok: true });
        if (n % 4 !== 3) continue;
        const asked = { conversationId, kind: 'audio' };
        const started = await insist(customer, 'start-call', asked);
        if (!started.ok) throw new Error(`a call was refused: ${started.code}`);
        const ended = await insist(customer, 'end-call', started.data as object);
        expect(ended).toMatchObject({ ok: true });
      }
    }),
  );
  breaking = false;
  await breaker;
  await quietAgain();
  // What died between a commit and its effects is carried out by whoever comes next.
  for (const agent of agents) await insist(agent, 'renew-lease', LEASE);
  house.skip(3_100);
  await quietAgain();

  for (const { conversationId } of customers) {
    const events = await eventsOf(house.database, `conversation:${conversationId}`);
    expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1));
    const facts = await house.facts(conversationId);
    expect(facts.filter((fact) => fact === 'message-sent')).toHaveLength(12);
    expect(facts.filter((fact) => fact === 'call-started')).toHaveLength(3);
    expect(facts.filter((fact) => fact === 'call-ended')).toHaveLength(3);
  }
  expect(await house.database.query(`SELECT 1 FROM contacts WHERE call_id IS NOT NULL`)).toEqual(
    [],
  );
  // Every agent rings with one of the chats that wait, or serves none.
  const reserved = await house.database.query(
    `SELECT agent_id FROM tasks WHERE state = 'reserved'`,
  );
  expect(reserved).toHaveLength(agents.length);
});

const LEASE = { canRing: true, microphone: 'allowed' };

async function open(name: string) {
  for (;;) {
    try {
      return await house.customer(name);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
    }
  }
}
