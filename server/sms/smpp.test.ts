import { afterEach, beforeEach, expect, test } from 'vitest';
import { type SmppPeer, startSmppPeer } from '../testing/smpp-peer.ts';
import { openSmsHouse, type SmsHouse } from '../testing/sms-house.ts';

const THROTTLED = 0x58;
const BAD_NUMBER = 0x0b;

/** A busy machine is slow, not wrong. */
const PATIENT = { timeout: 20_000 };

let house: SmsHouse;
let peer: SmppPeer;

beforeEach(async () => {
  peer = await startSmppPeer();
  house = await openSmsHouse(environment());
  await expect.poll(peer.bound, PATIENT).toBe(1);
});

afterEach(async () => {
  await house.stop();
  await peer.stop();
});

function environment() {
  return {
    PARLEY_SMS: 'smpp',
    PARLEY_SMS_SMPP_URL: peer.url,
    PARLEY_SMS_FROM: 'Shop',
    PARLEY_SMS_COUNTRIES: 'DE',
  };
}

test('an SMS reaches the gateway as it was written, and its receipt reaches the room', async () => {
  const text = 'Grüße aus Köln: https://parley.example/r/ABCDEFG#s_~ {€}';
  const smsId = await house.queued({ text });
  await house.pass(0);
  const [taken] = peer.taken;
  expect(taken?.text).toBe(text);
  expect(taken?.unit).toMatchObject({
    source_addr: 'Shop',
    source_addr_ton: 5,
    destination_addr: '491712345678',
    dest_addr_ton: 1,
    data_coding: 0,
    registered_delivery: 1,
  });
  expect(await house.state(smsId)).toBe('sent');
  await peer.receipt('m1', 'DELIVRD');
  expect(await house.state(smsId)).toBe('delivered');
  await expect.poll(() => house.told.at(-1)?.delivery, PATIENT).toBe('delivered');
});

test('letters of any script are carried', async () => {
  const text = 'Zażółć gęślą jaźń 🙂';
  await house.queued({ text });
  await house.pass(0);
  expect(peer.taken[0]?.text).toBe(text);
  expect(peer.taken[0]?.unit.data_coding).toBe(8);
});

test('a long SMS is put together again, and is delivered when all of it is', async () => {
  const text = `${'Ein langer Text. '.repeat(12)}Ende`;
  const smsId = await house.queued({ text });
  await house.pass(0);
  expect(peer.taken.map((each) => each.text).join('')).toBe(text);
  const headers = peer.taken.map(({ udh }) => udh ?? '');
  expect(headers.map((each) => each.slice(-4))).toEqual(['0201', '0202']);
  expect(new Set(headers.map((each) => each.slice(0, -4))).size).toBe(1);
  await peer.receipt('m2', 'DELIVRD');
  expect(await house.state(smsId)).toBe('sent');
  await peer.receipt('m1', 'DELIVRD');
  expect(await house.state(smsId)).toBe('delivered');
});

test('a receipt that comes before the answer to what was sent is kept', async () => {
  peer.beforeAnswer = (id) => peer.receipt(id, 'DELIVRD');
  const smsId = await house.queued();
  await house.pass(0);
  expect(await house.state(smsId)).toBe('delivered');
});

test('receipts out of order do not take back that an SMS arrived', async () => {
  const smsId = await house.queued();
  await house.pass(0);
  for (const word of ['DELIVRD', 'ENROUTE', 'ACCEPTD', 'UNKNOWN']) await peer.receipt('m1', word);
  expect(await house.state(smsId)).toBe('delivered');
  await peer.receipt('m77', 'UNDELIV');
  expect(await house.state(smsId)).toBe('delivered');
});

test('one part that could not be delivered fails the SMS', async () => {
  const smsId = await house.queued({ text: 'x'.repeat(200) });
  await house.pass(0);
  await peer.receipt('m1', 'DELIVRD');
  await peer.receipt('m2', 'UNDELIV');
  expect(await house.state(smsId)).toBe('failed');
});

test('a gateway that is asked too often is asked again later', async () => {
  peer.moods.push({ status: THROTTLED }, { status: THROTTLED });
  const smsId = await house.queued();
  await house.pass(0);
  expect([peer.taken.length, await house.state(smsId)]).toEqual([0, 'queued']);
  await house.pass(60_000);
  await house.pass(60_000);
  expect([peer.taken.length, await house.state(smsId)]).toEqual([1, 'sent']);
});

test('a gateway that is asked too often in the middle gets only the rest again', async () => {
  peer.moods.push('take', { status: THROTTLED });
  const text = 'y'.repeat(200);
  const smsId = await house.queued({ text });
  await house.pass(0);
  expect(peer.taken.map((each) => each.text).join('')).toBe(text);
  expect(await house.state(smsId)).toBe('sent');
});

test('a number that the gateway does not know fails the SMS at once', async () => {
  peer.moods.push({ status: BAD_NUMBER });
  const smsId = await house.queued();
  await house.pass(0);
  await house.pass(60_000);
  expect([peer.taken.length, await house.state(smsId)]).toEqual([0, 'failed']);
});

test('a line that breaks before the answer is taken up again, and the SMS sent once more at most', async () => {
  peer.moods.push('drop', 'drop');
  const smsId = await house.queued();
  await house.pass(0);
  await expect.poll(peer.bound, PATIENT).toBe(2);
  await house.pass(60_000);
  await expect.poll(peer.bound, PATIENT).toBe(3);
  await house.pass(60_000);
  await house.pass(60_000);
  expect([peer.taken.length, await house.state(smsId)]).toEqual([2, 'unknown']);
  expect(house.told.at(-1)?.delivery).toBe('unknown');
});

test('while nobody answers the SMS waits, and it goes when the line is there again', async () => {
  peer.hangUp();
  await house.queued();
  await house.pass(0);
  await expect.poll(peer.bound, PATIENT).toBe(2);
  await house.pass(60_000);
  expect(peer.taken).toHaveLength(1);
  await peer.enquire();
});

test('a server that is killed and starts again knows the receipts of what the other one sent', async () => {
  const smsId = await house.queued();
  await house.pass(0);
  await house.sms.stop();
  house.another();
  await expect.poll(peer.bound, PATIENT).toBe(2);
  await peer.receipt('m1', 'DELIVRD');
  expect(await house.state(smsId)).toBe('delivered');
});
