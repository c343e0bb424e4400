import { createHmac } from 'node:crypto';
import type { SmsOutbox } from '@parley/contracts/sms.ts';
import { afterEach, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../database/database.ts';
import { ask, problemOf, signInAs } from '../testing/http-client.ts';
import { startTestServer, TEST_SECRET, type TestServer } from '../testing/test-server.ts';
import { saying, startWebGateway, type WebGateway } from '../testing/web-gateway.ts';
import { REPLAY_MS, signedHeaders } from './signature.ts';
import { createSms } from './sms.ts';
import { readSmsConfig, type SmsConfig } from './sms-config.ts';

const SECRET = 'known to both of us, nobody else';
const REPORTS = '/api/v1/sms/reports';
const TOKEN = 'a token of Twilio';

/** A busy machine is slow, not wrong. */
const PATIENT = { timeout: 20_000 };

let server: TestServer;
let gateway: WebGateway | null = null;
let database: Database;

afterEach(async () => {
  await server.stop();
  await database.close();
  await gateway?.stop();
  gateway = null;
});

async function start(env: Readonly<Record<string, string>> = {}): Promise<SmsConfig> {
  const sms = readSmsConfig(env);
  server = await startTestServer({ sms });
  database = openDatabase(server.databaseUrl);
  return sms;
}

/** Queues one as a room does, beside the running server, which finds it by itself. */
async function queue(config: SmsConfig, agentId: string): Promise<string> {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const house = { database, config, secret: TEST_SECRET, publicUrl: server.url, log };
  const sms = createSms({ ...house, now: Date.now, random: () => `of_${agentId}` });
  const wanted = { roomId: 'room_1', conversationId: 'conv_none', agentId, country: 'DE' };
  const text = 'Shop: https://parley.example/r/ABCDEFG#secret';
  const queued = await sms.queueSms(database, { ...wanted, to: '+491712345678', text }, Date.now());
  if (!queued.ok) throw new Error(`it was refused: ${queued.code}`);
  return queued.smsId;
}

async function stateOf(smsId: string): Promise<string> {
  const text = 'SELECT state FROM sms_outbox WHERE id = $1';
  const [row] = await database.query<{ state: string }>({ text, values: [smsId] });
  return row?.state ?? 'none';
}

async function outboxAs(who: string): Promise<SmsOutbox['messages']> {
  const { cookie } = await signInAs(server, who);
  return ((await ask(server, '/api/v1/sms/outbox', { cookie })).body as SmsOutbox).messages;
}

describe('the outbox', () => {
  test('shows agents what they sent, administrators what everybody did, and nobody else anything', async () => {
    const config = await start();
    const { personId, cookie } = await signInAs(server, 'Alex');
    const smsId = await queue(config, personId);
    await expect.poll(() => stateOf(smsId), PATIENT).toBe('sent');
    const text = 'Shop: https://parley.example/r/ABCDEFG#secret';
    expect(await outboxAs('Alex')).toMatchObject([{ smsId, state: 'sent', text }]);
    expect(await outboxAs('Bo')).toEqual([]);
    const admin = server.signIns.find(({ name }) => !/^(Alex|Bo)/.test(name))?.name ?? '';
    expect((await outboxAs(admin)).map((each) => each.smsId)).toEqual([smsId]);
    const other = await ask(server, '/api/v1/sms/outbox?roomId=room_2', { cookie });
    expect(other.body).toEqual({ messages: [] });
    expect((await ask(server, '/api/v1/sms/outbox')).status).toBe(401);
    expect((await ask(server, '/api/v1/sms/about')).status).toBe(401);
    const about = await ask(server, '/api/v1/sms/about', { cookie });
    expect(about.body).toEqual({ gateway: 'outbox', countries: null });
  });

  test('takes no reports where no gateway is', async () => {
    await start();
    for (const path of [REPORTS, `${REPORTS}/twilio?sms=x`]) {
      expect((await ask(server, path, { method: 'POST', body: {} })).status).toBe(404);
    }
  });
});

describe('reports', () => {
  test('of one’s own gateway count when they are signed and fresh', async () => {
    gateway = await startWebGateway(saying(202, {}));
    const config = await start({
      PARLEY_SMS: 'http',
      PARLEY_SMS_HTTP_URL: gateway.url,
      PARLEY_SMS_HTTP_SECRET: SECRET,
      PARLEY_SMS_COUNTRIES: 'DE',
    });
    const smsId = await queue(config, 'agent_1');
    await expect.poll(() => stateOf(smsId), PATIENT).toBe('sent');
    const body = { id: smsId, state: 'delivered' };
    const signedAt = (at: number, secret = SECRET) => {
      const seconds = Math.floor(at / 1000);
      return signedHeaders(secret, { id: 'report_1', seconds, body: JSON.stringify(body) });
    };
    const report = (headers: Readonly<Record<string, string>>) =>
      ask(server, REPORTS, { method: 'POST', body, origin: null, headers });
    expect((await report({})).status).toBe(403);
    expect((await report(signedAt(Date.now() - REPLAY_MS - 2_000))).status).toBe(403);
    expect((await report(signedAt(Date.now(), 'another secret'))).status).toBe(403);
    expect(await stateOf(smsId)).toBe('sent');
    const right = signedAt(Date.now());
    expect((await report(right)).status).toBe(204);
    expect((await report(right)).status).toBe(204);
    expect(await stateOf(smsId)).toBe('delivered');
    const odd = '{"id":1}';
    const seconds = Math.floor(Date.now() / 1000);
    const oddly = await fetch(`${server.url}${REPORTS}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...signedHeaders(SECRET, { id: 'report_2', seconds, body: odd }),
      },
      body: odd,
    });
    expect(oddly.status).toBe(400);
  });

  test('of Twilio count when they bear its signature', async () => {
    gateway = await startWebGateway(saying(201, { sid: 'SM1', status: 'queued' }));
    const config = await start({
      PARLEY_SMS: 'twilio',
      PARLEY_SMS_TWILIO_URL: gateway.url,
      PARLEY_SMS_TWILIO_ACCOUNT: 'AC1',
      PARLEY_SMS_TWILIO_TOKEN: TOKEN,
      PARLEY_SMS_FROM: '+4930123456',
      PARLEY_SMS_COUNTRIES: 'DE',
      PARLEY_SMS_REPORTS_URL: 'https://reached.example',
    });
    const smsId = await queue(config, 'agent_1');
    await expect.poll(() => stateOf(smsId), PATIENT).toBe('sent');
    const asked = new URLSearchParams(gateway.asked[0]?.body);
    const callback = asked.get('StatusCallback') ?? '';
    expect(callback.startsWith(`https://reached.example${REPORTS}/twilio?`)).toBe(true);
    const report = async (status: string, token: string): Promise<number> => {
      const fields = { MessageSid: 'SM1', MessageStatus: status, To: '+491712345678' };
      const signed = Object.entries(fields).sort().flat().join('');
      const mac = createHmac('sha1', token).update(callback + signed);
      const { pathname, search } = new URL(callback);
      const answer = await fetch(`${server.url}${pathname}${search}`, {
        method: 'POST',
        headers: { 'x-twilio-signature': mac.digest('base64') },
        body: new URLSearchParams(fields),
      });
      return answer.status;
    };
    expect(await report('delivered', 'a wrong token')).toBe(403);
    expect(await stateOf(smsId)).toBe('sent');
    expect(await report('delivered', TOKEN)).toBe(204);
    expect(await report('sending', TOKEN)).toBe(204);
    expect(await report('undelivered', TOKEN)).toBe(204);
    expect(await stateOf(smsId)).toBe('delivered');
    const elsewhere = await ask(server, REPORTS, { method: 'POST', body: {} });
    expect(problemOf(elsewhere).code).toBe('not-found');
  });
});
