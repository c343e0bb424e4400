import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { removeUnsentPhotos } from '../files/unsent-photos.ts';
import { chatting, viewOf, viewOfCustomer } from '../testing/chat-scene.ts';
import { type AgentSeat, type Customer, type House, openHouse } from '../testing/engine-house.ts';
import { pictureFile } from '../testing/picture-scene.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.stop());

const BERLIN = { latitude: 52.52000812, longitude: 13.40495449, accuracyMetres: 18.4 };

type What = 'photo' | 'location';

async function asked(agent: AgentSeat, customer: Customer, what: What): Promise<string> {
  const { conversationId } = customer;
  return (await house.succeed(agent, 'ask-customer', { conversationId, what })).requestId;
}

function photoOf(customer: Customer): Promise<string> {
  const { conversationId } = customer;
  return pictureFile(house, customer, { conversationId, source: 'photo' });
}

function sendPhoto(customer: Customer, requestId: string, fileId: string) {
  const { conversationId } = customer;
  const said = { conversationId, requestId, fileId, messageId: `msg_${fileId}` };
  return house.run(customer, 'send-photo', said);
}

function sendPosition(customer: Customer, requestId: string, position: object = BERLIN) {
  const { conversationId } = customer;
  return house.run(customer, 'send-position', { conversationId, requestId, position });
}

async function scene(): Promise<{ alex: AgentSeat; cleo: Customer }> {
  const alex = await house.readyAgent('Alex');
  return { alex, cleo: await chatting(house, alex) };
}

test('the customer sees who asks for what and until when, and nothing else of the agent', async () => {
  const { alex, cleo } = await scene();
  const requestId = await asked(alex, cleo, 'photo');
  expect((await viewOfCustomer(house, cleo)).requests).toEqual([
    {
      id: requestId,
      what: 'photo',
      agentId: '',
      agentName: 'Alex',
      at: house.now(),
      until: house.now() + 600_000,
      ...{ outcome: null, obstacle: null, fileId: null, position: null },
    },
  ]);
});

test('pressed twice it is one request, and a photo beside a position is two', async () => {
  const { alex, cleo } = await scene();
  const first = await asked(alex, cleo, 'photo');
  expect(await asked(alex, cleo, 'photo')).toBe(first);
  await asked(alex, cleo, 'location');
  const facts = await house.facts(cleo.conversationId);
  expect(facts.filter((one) => one === 'customer-asked')).toHaveLength(2);
});

test('whoever asks again and again is told to wait', async () => {
  const { alex, cleo } = await scene();
  const { conversationId } = cleo;
  for (let turn = 0; turn < 3; turn += 1) {
    const requestId = await asked(alex, cleo, 'photo');
    await house.succeed(cleo, 'decline-customer-request', { conversationId, requestId });
  }
  const fourth = await house.run(alex, 'ask-customer', { conversationId, what: 'photo' });
  expect(fourth).toMatchObject({ code: 'too-many' });
  house.skip(10_000);
  await asked(alex, cleo, 'photo');
});

describe('a photo', () => {
  test('that the customer sends stands in the chat of both, once', async () => {
    const { alex, cleo } = await scene();
    const requestId = await asked(alex, cleo, 'photo');
    const id = await photoOf(cleo);
    expect((await sendPhoto(cleo, requestId, id)).ok).toBe(true);
    expect((await sendPhoto(cleo, requestId, id)).ok).toBe(true);
    for (const view of [
      await viewOf(house, cleo.conversationId),
      await viewOfCustomer(house, cleo),
    ]) {
      expect(view.requests).toMatchObject([{ outcome: 'sent', fileId: id }]);
      expect(view.messages.filter(({ file }) => file?.id === id)).toMatchObject([
        { author: { role: 'customer' } },
      ]);
    }
  });

  test('is the customer’s own, of this conversation, and made for it', async () => {
    const { alex, cleo } = await scene();
    const eve = await house.customer('Eve');
    const requestId = await asked(alex, cleo, 'photo');
    const { conversationId } = cleo;
    const agents = await pictureFile(house, alex, { conversationId, source: 'photo' });
    const other = await pictureFile(house, cleo, { conversationId, source: 'upload' });
    for (const fileId of [await photoOf(eve), agents, other, 'file_none']) {
      expect(await sendPhoto(cleo, requestId, fileId)).toMatchObject({ code: 'not-found' });
    }
    expect((await viewOf(house, cleo.conversationId)).requests).toMatchObject([{ outcome: null }]);
  });

  test('comes too late once the agent has taken the request back', async () => {
    const { alex, cleo } = await scene();
    const { conversationId } = cleo;
    const requestId = await asked(alex, cleo, 'photo');
    await house.succeed(alex, 'withdraw-customer-request', { conversationId, what: 'photo' });
    const id = await photoOf(cleo);
    expect(await sendPhoto(cleo, requestId, id)).toMatchObject({ code: 'request-closed' });
  });
});

describe('a photo that is uploaded and not sent', () => {
  /** Whether it can still be read by anybody. */
  async function isLeft(fileId: string): Promise<boolean> {
    const text = `SELECT 1 FROM files WHERE id = $1 AND state = 'ready'`;
    return (await house.database.query({ text, values: [fileId] })).length > 0;
  }

  test('goes when the customer declines, and nobody is told that it was there', async () => {
    const { alex, cleo } = await scene();
    const { conversationId } = cleo;
    const requestId = await asked(alex, cleo, 'photo');
    const id = await photoOf(cleo);
    await house.succeed(cleo, 'decline-customer-request', { conversationId, requestId });
    expect(await isLeft(id)).toBe(false);
    await house.succeed(cleo, 'remove-file', { conversationId, fileId: id });
    const facts = await house.facts(conversationId);
    expect(facts).not.toContain('file-added');
    expect(facts).not.toContain('file-removed');
  });

  test('goes when the agent takes the question back', async () => {
    const { alex, cleo } = await scene();
    await asked(alex, cleo, 'photo');
    const id = await photoOf(cleo);
    const { conversationId } = cleo;
    await house.succeed(alex, 'withdraw-customer-request', { conversationId, what: 'photo' });
    expect(await isLeft(id)).toBe(false);
  });

  test('is let be while it is asked for, and goes once nobody asks any more', async () => {
    const { alex, cleo } = await scene();
    await asked(alex, cleo, 'photo');
    const id = await photoOf(cleo);
    await removeUnsentPhotos(house.database, house.now());
    expect(await isLeft(id)).toBe(true);
    await house.succeed(alex, 'complete-conversation', { conversationId: cleo.conversationId });
    await removeUnsentPhotos(house.database, house.now());
    expect(await isLeft(id)).toBe(false);
  });

  test('is no file for the agent: they neither send, draw on nor remove it', async () => {
    const { alex, cleo } = await scene();
    const { conversationId } = cleo;
    await asked(alex, cleo, 'photo');
    const fileId = await photoOf(cleo);
    const message = { conversationId, fileId, messageId: 'msg_taken', text: '' };
    expect(await house.run(alex, 'send-file', message)).toMatchObject({ code: 'not-found' });
    for (const name of ['open-picture', 'remove-file'] as const) {
      const refused = await house.run(alex, name, { conversationId, fileId });
      expect(refused).toMatchObject({ code: 'not-found' });
    }
    expect(await isLeft(fileId)).toBe(true);
    expect((await viewOf(house, conversationId)).files).toEqual([]);
  });

  test('stays for both once it was sent, and its removal is told', async () => {
    const { alex, cleo } = await scene();
    const { conversationId } = cleo;
    const id = await photoOf(cleo);
    await sendPhoto(cleo, await asked(alex, cleo, 'photo'), id);
    await removeUnsentPhotos(house.database, house.now());
    expect(await isLeft(id)).toBe(true);
    expect((await viewOf(house, conversationId)).files).toMatchObject([{ id }]);
    await house.succeed(alex, 'remove-file', { conversationId, fileId: id });
    expect((await viewOf(house, conversationId)).files).toEqual([]);
  });
});

describe('a position', () => {
  test('comes rounded to both, once', async () => {
    const { alex, cleo } = await scene();
    const requestId = await asked(alex, cleo, 'location');
    expect((await sendPosition(cleo, requestId)).ok).toBe(true);
    expect((await sendPosition(cleo, requestId, { ...BERLIN, latitude: 1 })).ok).toBe(true);
    const position = { latitude: 52.520008, longitude: 13.404954, accuracyMetres: 19 };
    for (const view of [
      await viewOf(house, cleo.conversationId),
      await viewOfCustomer(house, cleo),
    ]) {
      expect(view.requests).toMatchObject([{ outcome: 'sent', position }]);
    }
    const facts = await house.facts(cleo.conversationId);
    expect(facts.filter((one) => one === 'customer-request-closed')).toHaveLength(1);
  });

  test('what stood in the way is told to the agent, and the request waits on', async () => {
    const { alex, cleo } = await scene();
    const { conversationId } = cleo;
    const requestId = await asked(alex, cleo, 'location');
    const said = { conversationId, requestId, obstacle: 'denied' };
    await house.succeed(cleo, 'report-position-obstacle', said);
    expect((await viewOf(house, conversationId)).requests).toMatchObject([
      { outcome: null, obstacle: 'denied' },
    ]);
    expect((await sendPosition(cleo, requestId)).ok).toBe(true);
  });
});

test('declined, the agent sees it, and a change of mind needs a new request', async () => {
  const { alex, cleo } = await scene();
  const { conversationId } = cleo;
  const requestId = await asked(alex, cleo, 'location');
  await house.succeed(cleo, 'decline-customer-request', { conversationId, requestId });
  expect((await viewOf(house, conversationId)).requests).toMatchObject([{ outcome: 'declined' }]);
  expect(await sendPosition(cleo, requestId)).toMatchObject({ code: 'request-closed' });
});

test('after ten minutes nobody waits for it any more, also when the server began anew', async () => {
  const { alex, cleo } = await scene();
  const requestId = await asked(alex, cleo, 'photo');
  await house.renew(alex);
  await house.engine().stop();
  const second = await house.anotherEngine();
  // However long it takes, the agent is still there.
  await house.database.query('UPDATE leases SET until = until + 3600000');
  house.skip(600_000);
  await second.runDue();
  expect((await viewOf(house, cleo.conversationId)).requests).toMatchObject([
    { id: requestId, outcome: 'unanswered' },
  ]);
});

test('with the conversation it is over', async () => {
  const { alex, cleo } = await scene();
  await asked(alex, cleo, 'photo');
  await house.succeed(alex, 'complete-conversation', { conversationId: cleo.conversationId });
  expect((await viewOf(house, cleo.conversationId)).requests).toMatchObject([
    { outcome: 'withdrawn' },
  ]);
});

test('nobody asks in a chat that is not theirs, and nobody answers for the customer', async () => {
  const { alex, cleo } = await scene();
  const bo = await house.readyAgent('Bo');
  const eve = await house.customer('Eve');
  const { conversationId } = cleo;
  const foreign = { conversationId, what: 'location' };
  expect(await house.run(bo, 'ask-customer', foreign)).toMatchObject({ code: 'not-allowed' });
  const requestId = await asked(alex, cleo, 'location');
  const decline = { conversationId, requestId };
  for (const seat of [eve, alex, bo]) {
    expect(await house.run(seat, 'decline-customer-request', decline)).toMatchObject({
      code: 'not-allowed',
    });
  }
  expect(await sendPosition({ ...eve, conversationId }, requestId)).toMatchObject({
    code: 'not-allowed',
  });
});
