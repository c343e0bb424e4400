import { afterEach, beforeEach, expect, test } from 'vitest';
import { callScene } from '../testing/call-scene.ts';
import { viewOf } from '../testing/chat-scene.ts';
import { type Customer, type House, openHouse } from '../testing/engine-house.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.stop());

function say(customer: Customer, about: string, said: { callId?: string; rating: number }) {
  const { conversationId } = customer;
  const { callId = null, rating } = said;
  const comment = rating > 3 ? 'Kind and quick' : 'The picture froze';
  return house.run(customer, 'give-feedback', { conversationId, about, callId, rating, comment });
}

async function feedbackOn({ conversationId }: Customer) {
  const { feedback } = await viewOf(house, conversationId);
  return feedback.map(({ about, rating, comment }) => [about, rating, comment]);
}

test('what a customer thought of a call stands in the conversation, also after it was completed', async () => {
  const alex = await house.readyAgent('Alex');
  const { callId, customer } = await callScene(house).talking([alex]);
  await callScene(house).does(alex, 'end-call', { callId });
  const { conversationId } = customer;
  await house.succeed(alex, 'complete-conversation', { conversationId });
  expect((await say(customer, 'call', { callId, rating: 5 })).ok).toBe(true);
  expect(await feedbackOn(customer)).toEqual([['call', 5, 'Kind and quick']]);
});

test('within the hour it is said anew and stands once; later it stands', async () => {
  const alex = await house.readyAgent('Alex');
  const { callId, customer } = await callScene(house).talking([alex]);
  await say(customer, 'call', { callId, rating: 5 });
  house.skip(3_600_000);
  expect((await say(customer, 'call', { callId, rating: 2 })).ok).toBe(true);
  expect(await feedbackOn(customer)).toEqual([['call', 2, 'The picture froze']]);
  house.skip(3_600_001);
  const late = await say(customer, 'call', { callId, rating: 4 });
  expect(late).toMatchObject({ code: 'request-closed' });
  expect(await feedbackOn(customer)).toEqual([['call', 2, 'The picture froze']]);
});

test('said of an old call while another goes on, it changes nothing about who is in that one', async () => {
  const alex = await house.readyAgent('Alex');
  const scene = callScene(house);
  const { callId, customer } = await scene.talking([alex]);
  await scene.does(alex, 'end-call', { callId });
  const { conversationId } = customer;
  await house.succeed(alex, 'complete-conversation', { conversationId });
  await house.succeed(customer, 'start-call', { conversationId, kind: 'audio' });
  await house.quiet();
  await scene.answer(alex);
  expect((await say(customer, 'call', { callId, rating: 4 })).ok).toBe(true);
  expect(await scene.tasks(alex)).toEqual(['chat active', 'voice active']);
  expect((await house.follow(alex.who, `conversation:${conversationId}`)).ok).toBe(true);
});

test('a call and its chat are two things to have thought about', async () => {
  const alex = await house.readyAgent('Alex');
  const { callId, customer } = await callScene(house).talking([alex]);
  await say(customer, 'call', { callId, rating: 1 });
  await say(customer, 'chat', { rating: 5 });
  expect(await feedbackOn(customer)).toEqual([
    ['call', 1, 'The picture froze'],
    ['chat', 5, 'Kind and quick'],
  ]);
});

test('nobody speaks about a call of somebody else, no agent speaks for a customer, and a call has to be named', async () => {
  const alex = await house.readyAgent('Alex');
  const { callId, customer } = await callScene(house).talking([alex]);
  const { conversationId } = customer;
  const nia = await house.customer('Nia');
  expect(await say(nia, 'call', { callId, rating: 1 })).toMatchObject({ code: 'not-found' });
  expect(await say(customer, 'call', { rating: 1 })).toMatchObject({ code: 'bad-input' });
  const gone = await say(customer, 'call', { callId: 'call_none', rating: 1 });
  expect(gone).toMatchObject({ code: 'not-found' });
  const own = { conversationId, about: 'chat', callId: null, rating: 5, comment: 'I am great' };
  expect(await house.run(alex, 'give-feedback', own)).toMatchObject({ code: 'not-allowed' });
  expect(await feedbackOn(customer)).toEqual([]);
});
