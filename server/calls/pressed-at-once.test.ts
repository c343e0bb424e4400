import { type CommandName, commands } from '@parley/contracts/socket.ts';
import type { Call } from '@parley/core/call/call.ts';
import { type Flow, PLAYER } from '@parley/core/flows.ts';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type CallScene, CLEAN, callScene } from '../testing/call-scene.ts';
import { type AgentSeat, type Customer, type House, openHouse } from '../testing/engine-house.ts';

let house: House;
let scene: CallScene;
beforeEach(async () => {
  house = await openHouse();
  scene = callScene(house);
});
afterEach(() => house.stop());

const VERBS = [
  'transfer-call',
  'consult',
  'consult',
  'swap-call',
  'merge-call',
  'complete-transfer',
  'cancel-consult',
  'hold-call',
  'resume-call',
  'answer-offer',
  'answer-offer',
  'answer-offer',
  'decline-offer',
  'forward-offer',
  'dial',
  'end-call',
] as const satisfies readonly CommandName[];

/** One press: who, what, on which of the live calls, and aimed at whom. */
const PRESS = fc.record({
  by: fc.nat(),
  verb: fc.constantFrom(...VERBS),
  on: fc.nat(),
  at: fc.nat(),
  onQueue: fc.boolean(),
});
type Press = typeof PRESS extends fc.Arbitrary<infer One> ? One : never;

function one<Item>(items: readonly Item[], index: number): Item | undefined {
  return items[index % Math.max(1, items.length)];
}

async function liveCalls(): Promise<readonly Call[]> {
  const rows = await house.database.query<{ value: Call }>(
    `SELECT value FROM calls WHERE phase <> 'ended' ORDER BY started_at, id`,
  );
  return rows.map((row) => row.value);
}

async function carryOut(press: Press, agents: readonly AgentSeat[]): Promise<string> {
  const seat = one(agents, press.by);
  const aim = one(agents, press.at);
  if (seat === undefined || aim === undefined) throw new Error('nobody is there');
  const mine = (await liveCalls()).flatMap((call) =>
    call.legs
      .filter((leg) => leg.personId === seat.personId)
      .map((leg) => ({ callId: call.id, legId: leg.id })),
  );
  const [offer] = (await house.desk(seat)).offers;
  const to = press.onQueue
    ? { type: 'queue', queueId: 'support' }
    : { type: 'agent', agentId: aim.personId };
  const data = { to, kind: 'audio', offerId: offer?.offerId ?? 'none', ...one(mine, press.on) };
  const sent = commands[press.verb].data.safeParse(data);
  if (!sent.success) return 'not-in-call';
  const answer = await house.run(seat, press.verb, sent.data);
  return answer.ok ? 'ok' : answer.code;
}

/** Who is busy with which call, by the legs and by the tasks: both must say the same. */
async function expectTrue(): Promise<void> {
  const calls = await liveCalls();
  const legs = calls.flatMap((call) =>
    call.legs
      .filter((leg) => leg.role === 'agent')
      .map((leg) => `${leg.name} ${leg.personId} ${call.id}`),
  );
  const tasks = await house.database.query<{ name: string; agent: string; call: string }>(
    `SELECT staff.name, agent_id AS agent, contact_id AS call
     FROM tasks JOIN staff ON staff.id = agent_id WHERE channel <> 'chat'`,
  );
  expect(tasks.map(({ name, agent, call }) => `${name} ${agent} ${call}`).sort()).toEqual(
    legs.sort(),
  );
  for (const call of calls) {
    const customer = call.legs.find((leg) => leg.role === 'customer');
    const heard = edgesOf(call).some((flow) => flow.to === customer?.id);
    expect([call.phase, call.beside, heard || customer === undefined]).toMatchObject([
      {},
      {},
      true,
    ]);
  }
  expect(talking(calls)).toEqual([...new Set(talking(calls))]);
}

function edgesOf(call: Call): readonly Flow[] {
  return house.node.plan(call.id)?.flows ?? [];
}

/** Each agent as often as there are calls in which they talk: nobody talks in two at once. */
function talking(calls: readonly Call[]): readonly string[] {
  return calls
    .flatMap((call) =>
      call.legs
        .filter((leg) => leg.role === 'agent')
        .filter(({ id }) =>
          edgesOf(call).some(({ from, to }) => from === id || (to === id && from !== PLAYER)),
        )
        .map((leg) => leg.name),
    )
    .sort();
}

async function customersHangUp(customers: readonly Customer[]): Promise<void> {
  const calls = await liveCalls();
  for (const customer of customers) {
    const own = calls.find((call) => call.conversationId === customer.conversationId);
    if (own !== undefined) await scene.press(customer, 'end-call', { callId: own.id });
  }
}

async function goHome(agents: readonly AgentSeat[], customers: readonly Customer[]): Promise<void> {
  await customersHangUp(customers);
  // Whoever ends a consult still has the line.
  for (let press = 0; press < 3; press += 1) {
    for (const call of await liveCalls()) {
      for (const seat of agents) await scene.press(seat, 'end-call', { callId: call.id });
    }
    await house.quiet();
  }
  for (const seat of agents) {
    for (const { conversationId } of (await house.desk(seat)).conversations) {
      await house.succeed(seat, 'complete-conversation', { conversationId });
    }
  }
}

test('whatever three agents press at once in their calls, on two servers, nobody is stuck and no customer is alone in silence', async () => {
  await house.anotherEngine();
  const agents = [
    await house.readyAgent('Alex'),
    await house.readyAgent('Bo'),
    await house.readyAgent('Cy'),
  ];
  const rounds = fc.sample(fc.array(PRESS, { minLength: 4, maxLength: 8 }), {
    numRuns: 60,
    seed: 11,
  });
  const came = new Map<string, number>();
  const customers: Customer[] = [];
  for (const [index, presses] of rounds.entries()) {
    if (index % 8 === 0) {
      const customer = await house.customer(`Cleo ${index}`);
      const { conversationId } = customer;
      await house.succeed(customer, 'start-call', { conversationId, kind: 'audio' });
      await house.quiet();
      customers.push(customer);
    }
    for (const code of await Promise.all(presses.map((press) => carryOut(press, agents)))) {
      came.set(code, (came.get(code) ?? 0) + 1);
    }
    await house.quiet();
    await expectTrue();
  }
  // Enough of it was carried out to mean something, and nothing failed.
  expect(came.get('ok') ?? 0).toBeGreaterThan(30);
  expect(came.get('try-again')).toBe(undefined);
  await goHome(agents, customers);
  await house.quiet();
  for (const seat of agents) expect(await scene.clean(seat)).toEqual(CLEAN);
});
