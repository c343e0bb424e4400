import { afterEach, beforeEach, expect, test } from 'vitest';
import { removeLeftPictures } from '../files/left-pictures.ts';
import { chatting, viewOf } from '../testing/chat-scene.ts';
import { type AgentSeat, type Customer, type House, openHouse } from '../testing/engine-house.ts';
import { pictureFile } from '../testing/picture-scene.ts';

let house: House;
let alex: AgentSeat;
let customer: Customer;
beforeEach(async () => {
  house = await openHouse();
  alex = await house.readyAgent('Alex');
  customer = await chatting(house, alex);
});
afterEach(() => house.stop());

/** A picture that was frozen or flattened long ago. */
function pictureOf(
  by: AgentSeat | Customer,
  source: 'screenshot' | 'drawing' | 'upload',
): Promise<string> {
  return pictureFile(house, by, { conversationId: customer.conversationId, source });
}

async function shareFile(fileId: string): Promise<string> {
  const { conversationId } = customer;
  return (await house.succeed(alex, 'open-picture', { conversationId, fileId })).pictureId;
}

/** What is left of these files after the server has looked for what nobody needs. */
async function leftOf(...fileIds: readonly string[]): Promise<readonly string[]> {
  const { database } = house;
  const facts = house.engine().files;
  await removeLeftPictures({ database, facts, now: () => house.now() });
  const rows = await database.query<{ id: string }>({
    text: `SELECT id FROM files WHERE id = ANY ($1) AND state = 'ready'`,
    values: [fileIds],
  });
  return fileIds.filter((id) => rows.some((row) => row.id === id));
}

test('the file under a shared picture is not removed while both draw on it, and is when the picture is deleted', async () => {
  const { conversationId } = customer;
  const fileId = await pictureOf(alex, 'upload');
  const on = { conversationId, pictureId: await shareFile(fileId) };
  const asked = { conversationId, fileId };
  expect(await house.run(alex, 'remove-file', asked)).toEqual({ ok: false, code: 'drawn-on' });
  expect((await viewOf(house, conversationId)).picture?.fileId).toBe(fileId);
  await house.succeed(customer, 'delete-picture', on);
  await house.succeed(alex, 'remove-file', asked);
  expect(await house.run(alex, 'open-picture', asked)).toMatchObject({ code: 'not-found' });
});

test('a frozen picture that lost against the other side’s goes by itself; the shared one stays, also when it is deleted', async () => {
  const { conversationId } = customer;
  const [won, lost] = [
    await pictureOf(alex, 'screenshot'),
    await pictureOf(customer, 'screenshot'),
  ];
  const on = { conversationId, pictureId: await shareFile(won) };
  expect(await leftOf(won, lost)).toEqual([won]);
  expect(await house.facts(conversationId)).toContain('file-removed');
  await house.succeed(alex, 'delete-picture', on);
  expect(await leftOf(won, lost)).toEqual([won]);
});

test('a flattened picture that nobody sent goes by itself; one that was sent stays in the chat', async () => {
  const { conversationId } = customer;
  const [sent, left] = [await pictureOf(customer, 'drawing'), await pictureOf(customer, 'drawing')];
  const pictureId = await shareFile(await pictureOf(alex, 'upload'));
  const message = { conversationId, pictureId, fileId: sent, messageId: 'm1' };
  await house.succeed(customer, 'send-picture', message);
  expect(await leftOf(sent, left)).toEqual([sent]);
  const { messages } = await viewOf(house, conversationId);
  expect(messages.at(-1)?.file).toMatchObject({ id: sent, isRemoved: false });
});

test('what was frozen a moment ago is let be, and so is whatever an agent uploaded', async () => {
  const [fresh, upload] = [await pictureOf(alex, 'screenshot'), await pictureOf(alex, 'upload')];
  const text = 'UPDATE files SET touched_at = $2 WHERE id = $1';
  await house.database.query({ text, values: [fresh, house.now()] });
  expect(await leftOf(fresh, upload)).toEqual([fresh, upload]);
});
