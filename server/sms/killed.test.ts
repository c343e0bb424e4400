import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from 'vitest';
import { type SmppPeer, startSmppPeer } from '../testing/smpp-peer.ts';
import { MOBILE, openSmsHouse, type SmsHouse } from '../testing/sms-house.ts';
import { freePort, TEST_SECRET } from '../testing/test-server.ts';
import { saying, startWebGateway, type WebGateway } from '../testing/web-gateway.ts';

type Environment = Readonly<Record<string, string>>;

const NEVER = (): Promise<void> => new Promise<void>(() => undefined);
const COUNTRIES = { PARLEY_SMS_COUNTRIES: 'DE' };

/** A busy machine is slow, not wrong. */
const PATIENT = { timeout: 20_000 };

let house: SmsHouse;
const ends: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** The product itself, as a process that can be killed; ready when it answers. */
async function startServer(env: Environment): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../main.ts')], {
    env: {
      ...{ PATH: process.env.PATH, DATABASE_URL: house.databaseUrl, PARLEY_SECRET: TEST_SECRET },
      ...{ PORT: String(await freePort()), ...env },
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const isGone = once(child, 'exit');
  ends.push(async () => {
    child.kill('SIGKILL');
    await isGone;
  });
  await once(createInterface(child.stdout), 'line');
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
  // The time after which whoever was sending counts as dead.
  await house.database.query('UPDATE sms_outbox SET due_at = created_at WHERE due_at IS NOT NULL');
}

/** A house whose own sender rests: only the processes send. */
async function openHouse(): Promise<void> {
  house = await openSmsHouse();
  await house.sms.stop();
  ends.push(() => house.stop());
}

async function httpGateway(): Promise<WebGateway> {
  const gateway = await startWebGateway(saying(202, {}));
  ends.push(() => gateway.stop());
  return gateway;
}

async function smppPeer(): Promise<SmppPeer> {
  const peer = await startSmppPeer();
  ends.push(() => peer.stop());
  return peer;
}

test('a server killed while the gateway takes an SMS: the next one sends it under the same id', async () => {
  await openHouse();
  const gateway = await httpGateway();
  const env = {
    PARLEY_SMS: 'http',
    PARLEY_SMS_HTTP_URL: gateway.url,
    PARLEY_SMS_HTTP_SECRET: 'known to both of us, nobody else',
    ...COUNTRIES,
  };
  gateway.next.push(() => undefined);
  const smsId = await house.queued();
  const first = await startServer(env);
  await expect.poll(() => gateway.asked.length, PATIENT).toBe(1);
  await kill(first);
  expect(await house.state(smsId)).toBe('queued');
  await startServer(env);
  await expect.poll(() => house.state(smsId), PATIENT).toBe('sent');
  const keys = gateway.asked.map(({ headers }) => headers['idempotency-key']);
  expect(keys).toEqual([smsId, smsId]);
});

test('over SMPP it is sent once more and never a third time, however often servers are killed', async () => {
  await openHouse();
  const peer = await smppPeer();
  const env = {
    PARLEY_SMS: 'smpp',
    PARLEY_SMS_SMPP_URL: peer.url,
    PARLEY_SMS_FROM: 'Shop',
    ...COUNTRIES,
  };
  peer.beforeAnswer = NEVER;
  const smsId = await house.queued();
  for (const times of [1, 2]) {
    const server = await startServer(env);
    await expect.poll(() => peer.taken.length, PATIENT).toBe(times);
    await kill(server);
  }
  await startServer(env);
  await expect.poll(() => house.state(smsId), PATIENT).toBe('unknown');
  expect(peer.taken).toHaveLength(2);
  expect(peer.taken.every(({ unit }) => `+${unit.destination_addr}` === MOBILE)).toBe(true);
});
