import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { acceptChat, chatting, viewOf, viewOfCustomer, write } from '../testing/chat-scene.ts';
import { type AgentSeat, type Customer, type House, openHouse } from '../testing/engine-house.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.stop());

const HOUR_MS = 3_600_000;

function wish(customer: Customer, said: object = {}) {
  const { conversationId, name } = customer;
  const asked = { way: 'web', name, number: null, country: null, topic: 'My order', at: null };
  return house.run(customer, 'request-callback', { conversationId, ...asked, ...said });
}

async function wished(name: string, said: object = {}): Promise<Customer> {
  const customer = await house.customer(name);
  const answer = await wish(customer, said);
  if (!answer.ok) throw new Error(answer.code);
  await house.quiet();
  return customer;
}

async function stateOf({ conversationId }: Customer): Promise<string | undefined> {
  return (await viewOf(house, conversationId)).callback?.state;
}

async function offeredTo(agent: AgentSeat): Promise<readonly string[]> {
  return (await house.desk(agent)).offers.map((offer) => offer.customerName);
}

/** Time in which this agent stays at the desk. */
async function waits(agent: AgentSeat, ms: number): Promise<void> {
  house.skip(ms);
  await house.renew(agent);
  await house.quiet();
}

test('the desk’s offer says that somebody wishes to be called back, how and about what', async () => {
  const alex = await house.readyAgent('Alex');
  await wished('Cleo', { way: 'phone', number: '030 901820', country: 'DE' });
  expect((await house.desk(alex)).offers).toMatchObject([
    {
      channel: 'chat',
      callId: null,
      isExpected: false,
      callback: { way: 'phone', name: 'Cleo', number: '+4930901820', topic: 'My order' },
    },
  ]);
});

test('who accepts it has it, says what became of it, and the customer sees all of that', async () => {
  const alex = await house.readyAgent('Alex');
  const cleo = await wished('Cleo');
  const { conversationId } = cleo;
  expect(await stateOf(cleo)).toBe('waiting');
  await acceptChat(house, alex);
  expect(await stateOf(cleo)).toBe('with-agent');
  const close = { conversationId, outcome: 'not-reached' };
  expect((await house.run(alex, 'close-callback', close)).ok).toBe(true);
  expect((await viewOfCustomer(house, cleo)).callback?.state).toBe('not-reached');
  const other = { conversationId, outcome: 'reached' };
  expect(await house.run(alex, 'close-callback', other)).toMatchObject({ code: 'bad-callback' });
});

test('a phone number that nobody can be called under is refused, and nothing waits', async () => {
  const cleo = await house.customer();
  for (const number of ['12', 'call me', '', null, '+1 900 555 0123']) {
    const answer = await wish(cleo, { way: 'phone', number, country: 'DE' });
    expect([number, answer]).toMatchObject([number, { code: 'bad-number' }]);
  }
  const whole = { way: 'phone', number: '+49 30 901820', country: null };
  expect((await wish(cleo, whole)).ok).toBe(true);
  expect((await viewOf(house, cleo.conversationId)).callback?.number).toBe('+4930901820');
});

test('a wish in the past or a month ahead is refused', async () => {
  const cleo = await house.customer();
  for (const at of [house.now() - 60_001, house.now() + 31 * 24 * HOUR_MS]) {
    expect(await wish(cleo, { at })).toMatchObject({ code: 'bad-callback' });
  }
});

test('an entry that does not offer it refuses it', async () => {
  await house.database.query(
    `UPDATE entries SET config = jsonb_set(config, '{buttons,callback}', 'false')`,
  );
  expect(await wish(await house.customer())).toMatchObject({ code: 'kind-switched-off' });
});

describe('a wish for later', () => {
  test('rings nobody before its time, and then at its place', async () => {
    const alex = await house.agent('Alex');
    const cleo = await wished('Cleo', { at: house.now() + HOUR_MS });
    house.skip(1_000);
    await wished('Nia');
    await house.engine().tabOpened(alex.personId, alex.tabId);
    await house.renew(alex);
    await house.succeed(alex, 'go-ready', {});
    await house.quiet();
    expect(await offeredTo(alex)).toEqual(['Nia']);
    await acceptChat(house, alex);
    await waits(alex, HOUR_MS - 1_001);
    expect(await offeredTo(alex)).toEqual([]);
    await house.succeed(alex, 'go-offline', {});
    const late = await wished('Late');
    await waits(alex, 1);
    await house.succeed(alex, 'go-ready', {});
    await house.quiet();
    expect(await offeredTo(alex)).toEqual(['Cleo']);
    expect([await stateOf(cleo), await stateOf(late)]).toEqual(['waiting', 'waiting']);
  });

  test('comes to the agent who has the chat by then, without ringing', async () => {
    const alex = await house.readyAgent('Alex');
    const cleo = await chatting(house, alex);
    expect((await wish(cleo, { at: house.now() + HOUR_MS })).ok).toBe(true);
    expect(await stateOf(cleo)).toBe('waiting');
    await waits(alex, HOUR_MS);
    expect(await stateOf(cleo)).toBe('with-agent');
  });

  test('stands in line although its chat was completed meanwhile, and outlives the server', async () => {
    const alex = await house.readyAgent('Alex');
    const cleo = await chatting(house, alex);
    const { conversationId } = cleo;
    await wish(cleo, { at: house.now() + HOUR_MS });
    await house.succeed(alex, 'complete-conversation', { conversationId });
    await house.engine().stop();
    const second = await house.anotherEngine();
    house.skip(HOUR_MS);
    await second.runDue();
    expect((await viewOf(house, conversationId)).chat.state).toBe('waiting');
  });
});

describe('the place in line', () => {
  test('is the one of the call that the customer gave up for it', async () => {
    const cleo = await house.customer('Cleo');
    const { conversationId } = cleo;
    const started = await house.succeed(cleo, 'start-call', { conversationId, kind: 'audio' });
    house.skip(1_000);
    await wished('Nia');
    house.skip(1_000);
    expect((await wish(cleo)).ok).toBe(true);
    await house.quiet();
    expect((await house.call(started.callId)).phase.name).toBe('ended');
    const alex = await house.readyAgent('Alex');
    await house.quiet();
    expect(await offeredTo(alex)).toEqual(['Cleo']);
  });

  test('is kept when the wish is changed, when an agent lets it pass, and when one gives it back', async () => {
    const cleo = await wished('Cleo');
    house.skip(1_000);
    const nia = await wished('Nia');
    house.skip(1_000);
    await wish(cleo, { topic: 'Another order' });
    const alex = await house.readyAgent('Alex');
    await house.quiet();
    expect(await offeredTo(alex)).toEqual(['Cleo']);
    const [offer] = (await house.desk(alex)).offers;
    await house.succeed(alex, 'decline-offer', { offerId: offer?.offerId });
    await house.quiet();
    expect(await offeredTo(alex)).toEqual(['Nia']);
    const bo = await house.readyAgent('Bo');
    await house.quiet();
    expect((await house.desk(bo)).offers).toMatchObject([
      { customerName: 'Cleo', callback: { topic: 'Another order' } },
    ]);
    await acceptChat(house, bo);
    // Bo vanishes: after a while the chat goes back into line, and the wish with it.
    await waits(alex, 200_000);
    expect([await stateOf(cleo), await stateOf(nia)]).toEqual(['waiting', 'waiting']);
    const contacts = await house.database.query<{ name: string }>(
      `SELECT value->'customer'->>'name' AS name FROM contacts
       JOIN conversations ON conversations.id = conversation_id ORDER BY since`,
    );
    expect(contacts.map(({ name }) => name)).toEqual(['Cleo', 'Nia']);
  });

  test('does not get lost when the customer closes the page', async () => {
    const cleo = await wished('Cleo');
    await house.engine().tabOpened(cleo.personId, cleo.tabId);
    await house.engine().tabClosed(cleo.personId, cleo.tabId);
    house.skip(24 * HOUR_MS);
    await house.quiet();
    const alex = await house.readyAgent('Alex');
    await house.quiet();
    expect(await offeredTo(alex)).toEqual(['Cleo']);
  });
});

describe('cancelling', () => {
  test('takes the customer out of the line, and frees the agent whom it rings', async () => {
    const alex = await house.readyAgent('Alex');
    const cleo = await wished('Cleo');
    expect(await offeredTo(alex)).toEqual(['Cleo']);
    const { conversationId } = cleo;
    await house.succeed(cleo, 'cancel-callback', { conversationId });
    await house.quiet();
    expect(await offeredTo(alex)).toEqual([]);
    const seen = await viewOfCustomer(house, cleo);
    expect([seen.chat.state, seen.callback?.state]).toEqual(['none', 'cancelled']);
    const next = await wished('Nia');
    expect(await offeredTo(alex)).toEqual([next.name]);
  });

  test('leaves in line whoever has also written', async () => {
    const cleo = await wished('Cleo');
    await write(house, cleo);
    await house.succeed(cleo, 'cancel-callback', { conversationId: cleo.conversationId });
    const alex = await house.readyAgent('Alex');
    await house.quiet();
    expect((await house.desk(alex)).offers).toMatchObject([
      { customerName: 'Cleo', callback: null },
    ]);
  });

  test('is refused where there is nothing to cancel, and to everybody else', async () => {
    const cleo = await house.customer();
    const { conversationId } = cleo;
    const nothing = await house.run(cleo, 'cancel-callback', { conversationId });
    expect(nothing).toMatchObject({ code: 'bad-callback' });
    await wish(cleo);
    const eve = await house.customer('Eve');
    expect(await house.run(eve, 'cancel-callback', { conversationId })).toMatchObject({
      code: 'not-allowed',
    });
    expect(await wish({ ...eve, conversationId })).toMatchObject({ code: 'not-allowed' });
  });
});
