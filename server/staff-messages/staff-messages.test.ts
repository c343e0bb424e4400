import type { Colleagues, MailboxFact } from '@parley/contracts/staff-messages.ts';
import type { Who } from '@parley/core/access/can.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AgentSeat, eventsOf, type House, openHouse } from '../testing/engine-house.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.stop());

/** A text is its own id: written twice it is the same message. */
function write(from: AgentSeat, to: AgentSeat, text: string) {
  return house.run(from, 'message-colleague', { personId: to.personId, messageId: text, text });
}

async function thread(reader: AgentSeat, other: AgentSeat, before: number | null = null) {
  return house.succeed(reader, 'read-staff-messages', { personId: other.personId, before });
}

async function known(reader: AgentSeat, other: AgentSeat): Promise<Colleagues['people'][number]> {
  const { people } = await house.succeed(reader, 'read-colleagues', {});
  const found = people.find((one) => one.id === other.personId);
  if (found === undefined) throw new Error('the colleague is not in the list');
  return found;
}

async function mailbox({ personId }: AgentSeat): Promise<readonly MailboxFact[]> {
  const events = await eventsOf(house.database, `mailbox:${personId}`);
  return events.map((event) => event.data as MailboxFact);
}

/** The same seat with another role. */
async function as(role: 'supervisor' | 'admin', seat: AgentSeat): Promise<AgentSeat> {
  await house.database.query({
    text: 'UPDATE staff SET role = $1 WHERE id = $2',
    values: [role, seat.personId],
  });
  return { ...seat, who: { role, personId: seat.personId, queueIds: [] } };
}

test('what two colleagues write from both sides at once has one order for both, and is stored once', async () => {
  const [alex, bo] = [await house.agent('Alex'), await house.agent('Bo')];
  const wanted = Array.from({ length: 12 }, (_, n) => `${n}`);
  await Promise.all(
    wanted.flatMap((text) => [write(alex, bo, `a${text}`), write(bo, alex, `b${text}`)]),
  );
  const again = await write(alex, bo, 'a3');
  const { messages } = await thread(alex, bo);
  expect(messages.map((one) => one.seq)).toEqual(messages.map((_, index) => index + 1));
  expect(messages).toHaveLength(24);
  expect(again).toMatchObject({
    data: { seq: messages.find((one) => one.text === 'a3')?.seq },
  });
  expect(await thread(bo, alex)).toEqual({ messages, more: false });
  for (const seat of [alex, bo]) {
    const told = (await mailbox(seat)).flatMap((fact) =>
      fact.type === 'staff-message' ? [fact.message] : [],
    );
    expect(told).toEqual(messages);
  }
});

test('each sees what is new to them, and that the other has read it', async () => {
  const [alex, bo] = [await house.agent('Alex'), await house.agent('Bo')];
  await write(alex, bo, 'Lunch?');
  await write(alex, bo, 'At noon?');
  expect(await known(bo, alex)).toMatchObject({ unread: 2, last: { text: 'At noon?' } });
  expect(await known(alex, bo)).toMatchObject({ unread: 0, theirRead: 0 });
  await house.succeed(bo, 'mark-colleague-read', { personId: alex.personId, upTo: 99 });
  await house.succeed(bo, 'mark-colleague-read', { personId: alex.personId, upTo: 1 });
  expect(await known(bo, alex)).toMatchObject({ unread: 0, ownRead: 2 });
  expect(await known(alex, bo)).toMatchObject({ theirRead: 2 });
  const marks = (await mailbox(alex)).filter((fact) => fact.type === 'staff-read');
  expect(marks).toEqual([{ type: 'staff-read', withId: bo.personId, byId: bo.personId, upTo: 2 }]);
});

test('a long thread is read page by page, backwards', async () => {
  const [alex, bo] = [await house.agent('Alex'), await house.agent('Bo')];
  for (let n = 1; n <= 60; n += 1) await write(alex, bo, `${n}`);
  const newest = await thread(bo, alex);
  expect([newest.messages[0]?.text, newest.messages.length, newest.more]).toEqual(['11', 50, true]);
  const older = await thread(bo, alex, newest.messages[0]?.seq ?? 0);
  expect([older.messages.map((one) => one.text).at(-1), older.more]).toEqual(['10', false]);
});

test('a third colleague, an administrator and a customer learn nothing of it', async () => {
  const [alex, bo, cy] = [
    await house.agent('Alex'),
    await house.agent('Bo'),
    await house.agent('Cy'),
  ];
  const ada = await as('admin', await house.agent('Ada'));
  const cleo = await house.customer();
  await write(alex, bo, 'Between us');
  expect((await thread(cy, alex)).messages).toEqual([]);
  expect((await house.succeed(cy, 'read-colleagues', {})).people).toMatchObject([
    { last: null },
    { last: null },
  ]);
  const seats: readonly (readonly [AgentSeat['who'], typeof ada | typeof cleo])[] = [
    [ada.who, ada],
    [cleo.who, cleo],
  ];
  for (const [who, seat] of seats) {
    for (const name of ['read-colleagues', 'read-staff-messages', 'message-colleague'] as const) {
      const data = { personId: alex.personId, before: null, messageId: 'odd', text: 'odd' };
      expect(await house.run(seat, name, data)).toMatchObject({ code: 'not-allowed' });
    }
    expect(await read(who, alex)).toMatchObject({ code: 'not-allowed' });
  }
  expect(await read(cy.who, alex)).toMatchObject({ code: 'not-allowed' });
  expect(await read(bo.who, bo)).toMatchObject({ ok: true });
});

function read(who: Who, { personId }: AgentSeat) {
  return house.follow(who, `mailbox:${personId}`);
}

test('supervisors are written to as colleagues are; nobody else is, and nobody writes to themselves', async () => {
  const alex = await house.agent('Alex');
  const sam = await as('supervisor', await house.agent('Sam'));
  const ada = await as('admin', await house.agent('Ada'));
  expect(await write(alex, sam, 'May I go early?')).toMatchObject({ ok: true });
  expect(await write(sam, alex, 'Yes')).toMatchObject({ ok: true });
  for (const odd of [ada, alex]) {
    expect(await write(alex, odd, 'Hello?')).toMatchObject({ code: 'not-found' });
  }
  expect((await house.succeed(alex, 'read-colleagues', {})).people).toMatchObject([
    { name: 'Sam', role: 'supervisor', unread: 1 },
  ]);
});

test('that a colleague writes is told to the one they write to', async () => {
  const [alex, bo] = [await house.agent('Alex'), await house.agent('Bo')];
  const typing = { personId: bo.personId, typing: true };
  await house.succeed(alex, 'show-colleague-typing', typing);
  expect(house.hints).toContainEqual({
    to: { personId: bo.personId },
    hint: { type: 'colleague-typing', personId: alex.personId, typing: true },
  });
  const cleo = await house.customer();
  const odd = { personId: cleo.personId, typing: true };
  expect(await house.run(alex, 'show-colleague-typing', odd)).toMatchObject({ code: 'not-found' });
});

test('a message is read on every server, and one sees who is there', async () => {
  const [alex, bo] = [await house.agent('Alex'), await house.readyAgent('Bo')];
  await write(alex, bo, 'First');
  const second = await house.anotherEngine();
  const answer = await second.follow(bo.who, `mailbox:${bo.personId}`, 0);
  expect(answer).toMatchObject({ events: [{ data: { message: { text: 'First' } } }] });
  expect((await known(alex, bo)).isHere).toBe(true);
  expect((await known(bo, alex)).isHere).toBe(false);
});
