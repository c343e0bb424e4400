import { afterEach, beforeEach, expect, test } from 'vitest';
import { callScene } from '../testing/call-scene.ts';
import { chatting, viewOf, viewOfCustomer, write } from '../testing/chat-scene.ts';
import { type AgentSeat, type Customer, type House, openHouse } from '../testing/engine-house.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.stop());

const OUTCOMES = ['accepted', 'declined', 'unsupported-browser', 'no-microphone'] as const;

async function asked(agent: AgentSeat, { conversationId }: Customer): Promise<string> {
  const { requestId } = await house.succeed(agent, 'ask-for-video', { conversationId });
  return requestId;
}

function answer(customer: Customer, requestId: string, outcome: string) {
  const { conversationId } = customer;
  return house.run(customer, 'answer-video-request', { conversationId, requestId, outcome });
}

function startVideo(customer: Customer, requestId: string, kind = 'video') {
  const { conversationId } = customer;
  return house.run(customer, 'start-call', { conversationId, kind, requestId });
}

test('the question stands in the customer’s chat with the agent’s name and nothing else of them', async () => {
  const alex = await house.readyAgent('Alex');
  const cleo = await chatting(house, alex);
  const requestId = await asked(alex, cleo);
  const { videoRequest } = await viewOfCustomer(house, cleo);
  expect(videoRequest).toEqual({
    id: requestId,
    agentId: '',
    agentName: 'Alex',
    at: house.now(),
    until: house.now() + 60_000,
    outcome: null,
  });
});

test.each(OUTCOMES)(
  'the agent sees that the customer’s answer was %s, and it is one answer',
  async (outcome) => {
    const alex = await house.readyAgent('Alex');
    const cleo = await chatting(house, alex);
    const requestId = await asked(alex, cleo);
    expect((await answer(cleo, requestId, outcome)).ok).toBe(true);
    expect((await answer(cleo, requestId, outcome)).ok).toBe(true);
    expect((await viewOf(house, cleo.conversationId)).videoRequest).toMatchObject({ outcome });
    const said = (await house.facts(cleo.conversationId)).filter((one) => one.startsWith('video-'));
    expect(said).toEqual(['video-requested', 'video-request-closed']);
    const other = outcome === 'declined' ? 'accepted' : 'declined';
    expect(await answer(cleo, requestId, other)).toMatchObject({ code: 'request-closed' });
  },
);

test('after a minute nobody waits for the answer any more', async () => {
  const alex = await house.readyAgent('Alex');
  const cleo = await chatting(house, alex);
  const requestId = await asked(alex, cleo);
  await house.renew(alex);
  await house.pass(59_999);
  expect((await viewOf(house, cleo.conversationId)).videoRequest?.outcome).toBeNull();
  await house.renew(alex);
  await house.pass(1);
  expect((await viewOf(house, cleo.conversationId)).videoRequest?.outcome).toBe('unanswered');
  expect(await answer(cleo, requestId, 'accepted')).toMatchObject({ code: 'request-closed' });
});

test('a yes after which no call begins is over after a minute, and the agent sees it', async () => {
  const alex = await house.readyAgent('Alex');
  const cleo = await chatting(house, alex);
  const requestId = await asked(alex, cleo);
  await answer(cleo, requestId, 'accepted');
  await house.renew(alex);
  await house.pass(59_999);
  expect((await viewOf(house, cleo.conversationId)).videoRequest?.outcome).toBe('accepted');
  await house.renew(alex);
  await house.pass(1);
  expect((await viewOf(house, cleo.conversationId)).videoRequest?.outcome).toBe('unanswered');
  expect(await startVideo(cleo, requestId)).toMatchObject({ code: 'request-closed' });
});

test('the agent takes it back, and an answer comes too late', async () => {
  const alex = await house.readyAgent('Alex');
  const cleo = await chatting(house, alex);
  const { conversationId } = cleo;
  const requestId = await asked(alex, cleo);
  await house.succeed(alex, 'withdraw-video-request', { conversationId });
  expect((await viewOf(house, conversationId)).videoRequest?.outcome).toBe('withdrawn');
  expect(await answer(cleo, requestId, 'accepted')).toMatchObject({ code: 'request-closed' });
  const again = await house.run(alex, 'withdraw-video-request', { conversationId });
  expect(again).toMatchObject({ code: 'request-closed' });
});

test('asked twice it is one question', async () => {
  const alex = await house.readyAgent('Alex');
  const cleo = await chatting(house, alex);
  const first = await asked(alex, cleo);
  expect(await asked(alex, cleo)).toBe(first);
  const facts = await house.facts(cleo.conversationId);
  expect(facts.filter((one) => one === 'video-requested')).toHaveLength(1);
});

test('with the conversation the question is over', async () => {
  const alex = await house.readyAgent('Alex');
  const cleo = await chatting(house, alex);
  await asked(alex, cleo);
  await house.succeed(alex, 'complete-conversation', { conversationId: cleo.conversationId });
  expect((await viewOf(house, cleo.conversationId)).videoRequest?.outcome).toBe('withdrawn');
});

test('a customer who accepted calls the agent who asked and nobody else, with the agent’s picture alone', async () => {
  const alex = await house.readyAgent('Alex');
  const cleo = await chatting(house, alex);
  const bo = await house.readyAgent('Bo');
  const requestId = await asked(alex, cleo);
  await answer(cleo, requestId, 'accepted');
  const started = await startVideo(cleo, requestId);
  if (!started.ok) throw new Error(started.code);
  await house.quiet();
  expect((await house.desk(bo)).offers).toEqual([]);
  const scene = callScene(house);
  expect(await scene.offerAt(alex)).toMatchObject({ kind: 'video', isExpected: true });
  const callId = await scene.answer(alex);
  const call = await house.call(callId);
  expect(call).toMatchObject({ origin: 'escalation-room', boundToAgentId: alex.personId });
  const pictures = call.legs.map((leg) => [leg.name, leg.picture.source]);
  expect(pictures).toEqual([
    ['Cleo', 'none'],
    ['Alex', 'camera'],
  ]);
});

test('a call that its agent declines rests and comes back to them, to be answered by hand, not to a colleague', async () => {
  const alex = await house.readyAgent('Alex');
  const cleo = await chatting(house, alex);
  const bo = await house.readyAgent('Bo');
  const requestId = await asked(alex, cleo);
  await answer(cleo, requestId, 'accepted');
  await startVideo(cleo, requestId);
  await house.quiet();
  const { offerId } = await callScene(house).offerAt(alex);
  await house.succeed(alex, 'decline-offer', { offerId });
  await house.renew(alex);
  await house.renew(bo);
  await house.pass(10_000);
  expect((await house.desk(bo)).offers).toEqual([]);
  expect((await house.desk(alex)).offers).toMatchObject([{ kind: 'video', isExpected: false }]);
});

test('a yes is good for one call, of the kind that was asked for, and not for ever', async () => {
  const alex = await house.readyAgent('Alex');
  const cleo = await chatting(house, alex);
  const requestId = await asked(alex, cleo);
  expect(await startVideo(cleo, requestId)).toMatchObject({ code: 'request-closed' });
  await answer(cleo, requestId, 'accepted');
  expect(await startVideo(cleo, 'ask_other')).toMatchObject({ code: 'request-closed' });
  expect(await startVideo(cleo, requestId, 'audio')).toMatchObject({ code: 'bad-input' });
  const started = await startVideo(cleo, requestId);
  if (!started.ok) throw new Error(started.code);
  const { callId, legId } = started.data;
  await house.succeed(cleo, 'end-call', { callId, legId });
  expect(await startVideo(cleo, requestId)).toMatchObject({ code: 'request-closed' });
  const second = await asked(alex, cleo);
  await answer(cleo, second, 'accepted');
  house.skip(120_001);
  expect(await startVideo(cleo, second)).toMatchObject({ code: 'request-closed' });
});

test('who serves a second conversation, or is in a call here, is told why there is no video', async () => {
  const alex = await house.readyAgent('Alex');
  const cleo = await chatting(house, alex);
  const nia = await chatting(house, alex, 'Nia');
  const { conversationId } = cleo;
  expect(await house.run(alex, 'ask-for-video', { conversationId })).toMatchObject({
    code: 'too-many-conversations',
  });
  await house.succeed(alex, 'complete-conversation', { conversationId: nia.conversationId });
  await house.succeed(cleo, 'start-call', { conversationId, kind: 'audio' });
  expect(await house.run(alex, 'ask-for-video', { conversationId })).toMatchObject({
    code: 'in-call',
  });
});

test('nobody asks in a chat that is not theirs, and no customer answers for another', async () => {
  const alex = await house.readyAgent('Alex');
  const cleo = await chatting(house, alex);
  const bo = await house.readyAgent('Bo');
  const eve = await house.customer('Eve');
  await write(house, eve);
  const { conversationId } = cleo;
  expect(await house.run(bo, 'ask-for-video', { conversationId })).toMatchObject({
    code: 'not-allowed',
  });
  const requestId = await asked(alex, cleo);
  const foreign = { conversationId, requestId, outcome: 'accepted' };
  expect(await house.run(eve, 'answer-video-request', foreign)).toMatchObject({
    code: 'not-allowed',
  });
  expect(await startVideo(eve, requestId)).toMatchObject({ code: 'request-closed' });
});
