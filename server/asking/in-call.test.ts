import { afterEach, beforeEach, expect, test } from 'vitest';
import { callScene } from '../testing/call-scene.ts';
import { type House, openHouse } from '../testing/engine-house.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.stop());

function hintsOf(type: string) {
  return house.hints.filter(({ hint }) => hint.type === type);
}

async function customerLeg(callId: string): Promise<string> {
  const { legs } = await house.call(callId);
  return legs.find((leg) => leg.role === 'customer')?.id ?? '';
}

test('the customer is asked on the page that carries the call, and the agent learns the answer', async () => {
  const alex = await house.readyAgent('Alex');
  const scene = callScene(house);
  const { callId, customer } = await scene.talking([alex], 'video');
  const asked = await scene.press(alex, 'ask-in-call', { callId, what: 'turn-camera-on' });
  if (!asked.ok) throw new Error(asked.code);
  const { askId } = asked.data as { askId: string };
  const { personId, tabId } = customer;
  expect(hintsOf('asked')).toEqual([
    {
      to: { tab: { personId, tabId } },
      hint: { type: 'asked', callId, askId, what: 'turn-camera-on', agentName: 'Alex' },
    },
  ]);
  const camera = (await house.call(callId)).legs.map((leg) => leg.picture.source);
  const legId = await customerLeg(callId);
  await house.succeed(customer, 'answer-in-call', { callId, legId, askId, agreed: true });
  expect(hintsOf('ask-answered')).toEqual([
    {
      to: { personId: alex.personId },
      hint: { type: 'ask-answered', callId, askId, agreed: true },
    },
  ]);
  // Only the customer's own page turns anything on or off.
  expect((await house.call(callId)).legs.map((leg) => leg.picture.source)).toEqual(camera);
});

test('nobody is asked on hold, by an agent beside the line, or by the customer themselves', async () => {
  const alex = await house.readyAgent('Alex');
  const bo = await house.readyAgent('Bo');
  const scene = callScene(house);
  const { callId, customer } = await scene.talking([alex]);
  const ask = { callId, what: 'mute' };
  expect(await scene.press(bo, 'ask-in-call', ask)).toMatchObject({ code: 'not-allowed' });
  const self = { ...ask, legId: await customerLeg(callId) };
  expect(await house.run(customer, 'ask-in-call', self)).toMatchObject({ code: 'not-allowed' });
  await scene.does(alex, 'hold-call', { callId });
  expect(await scene.press(alex, 'ask-in-call', ask)).toMatchObject({ code: 'not-answered' });
  expect(hintsOf('asked')).toEqual([]);
});

test('a fourth question within seconds is refused with the time to wait', async () => {
  const alex = await house.readyAgent('Alex');
  const scene = callScene(house);
  const { callId } = await scene.talking([alex]);
  const ask = { callId, what: 'mute' };
  for (let count = 0; count < 3; count += 1) {
    expect((await scene.press(alex, 'ask-in-call', ask)).ok).toBe(true);
  }
  expect(await scene.press(alex, 'ask-in-call', ask)).toEqual({
    ok: false,
    code: 'too-many',
    facts: { retryAfterMs: 10_000 },
  });
  house.skip(10_000);
  expect((await scene.press(alex, 'ask-in-call', ask)).ok).toBe(true);
});

test('an agent cannot answer in the customer’s place', async () => {
  const alex = await house.readyAgent('Alex');
  const scene = callScene(house);
  const { callId } = await scene.talking([alex]);
  const answer = { callId, askId: 'ask_1', agreed: true };
  expect(await scene.press(alex, 'answer-in-call', answer)).toMatchObject({ code: 'not-allowed' });
  const legId = await customerLeg(callId);
  const theirs = await house.run(alex, 'answer-in-call', { ...answer, legId });
  expect(theirs).toMatchObject({ code: 'not-allowed' });
  expect(hintsOf('ask-answered')).toEqual([]);
});
