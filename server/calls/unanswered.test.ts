import { afterEach, beforeEach, expect, test } from 'vitest';
import { type CallScene, callScene } from '../testing/call-scene.ts';
import { type House, openHouse } from '../testing/engine-house.ts';

let house: House;
let scene: CallScene;
beforeEach(async () => {
  house = await openHouse();
  scene = callScene(house);
});
afterEach(() => house.stop());

test('an offer that is not answered goes to the next agent when it has rung out, the customer keeps the place, and who let it ring is paused', async () => {
  const [alex, bo] = [await house.readyAgent('Alex'), await house.readyAgent('Bo')];
  const customer = await house.customer();
  const since = house.now();
  const { callId } = await scene.ring(customer);
  await scene.offerAt(alex);
  for (const seat of [alex, bo]) await house.renew(seat);
  await house.pass(10_000);
  for (const seat of [alex, bo]) await house.renew(seat);
  await house.pass(10_000);
  const [desk, offer] = [await house.desk(alex), await scene.offerAt(bo)];
  expect(desk.offers).toEqual([]);
  expect(desk.presence?.wish).toMatchObject({ state: 'paused', by: 'policy' });
  expect(offer).toMatchObject({ callId, waitingSince: since });
});

test("an offer that is not answered is nobody's fault when its end came while no server was there", async () => {
  const alex = await house.readyAgent('Alex');
  await scene.ring(await house.customer());
  const { offerId } = await scene.offerAt(alex);
  house.skip(23_000);
  await house.renew(alex);
  await house.quiet();
  await house.pass(15_000);
  await house.renew(alex);
  expect((await scene.offerAt(alex)).offerId).not.toBe(offerId);
});

test('an offer that is not answered goes to the next agent at once when it is declined, and who declined stays ready', async () => {
  const [alex, bo] = [await house.readyAgent('Alex'), await house.readyAgent('Bo')];
  const { callId } = await scene.ring(await house.customer());
  await house.succeed(alex, 'decline-offer', { offerId: (await scene.offerAt(alex)).offerId });
  await house.quiet();
  expect((await scene.offerAt(bo)).callId).toBe(callId);
  expect((await house.desk(alex)).presence?.wish.state).toBe('ready');
});

test('an offer that is not answered goes to the next agent as soon as the vanished one cannot be reloading any more', async () => {
  const [alex, bo] = [await house.readyAgent('Alex'), await house.readyAgent('Bo')];
  const { callId } = await scene.ring(await house.customer());
  await scene.offerAt(alex);
  await house.engine().tabClosed(alex.personId, alex.tabId);
  await house.renew(bo);
  await house.pass(7_900);
  expect((await house.desk(bo)).offers).toEqual([]);
  await house.renew(bo);
  await house.pass(200);
  expect((await scene.offerAt(bo)).callId).toBe(callId);
  expect((await house.desk(alex)).offers).toEqual([]);
});

test('an offer that is not answered goes on ringing at an agent who only reloads the page', async () => {
  const alex = await house.readyAgent('Alex');
  const { callId } = await scene.ring(await house.customer());
  await house.engine().tabClosed(alex.personId, alex.tabId);
  await house.pass(2_000);
  await house.engine().tabOpened(alex.personId, alex.tabId);
  await house.renew(alex);
  await house.pass(7_000);
  const offer = await scene.offerAt(alex);
  expect(offer.callId).toBe(callId);
  await house.succeed(alex, 'answer-offer', { offerId: offer.offerId });
});
