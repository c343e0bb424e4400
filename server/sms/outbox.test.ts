import { afterEach, describe, expect, test } from 'vitest';
import { MOBILE, openSmsHouse, type SmsHouse } from '../testing/sms-house.ts';
import { saying, startWebGateway, type WebGateway } from '../testing/web-gateway.ts';
import { messagesSeenBy } from './outbox-view.ts';

const HOUR_MS = 3_600_000;

let house: SmsHouse;
let gateway: WebGateway | null = null;

afterEach(async () => {
  await house.stop();
  await gateway?.stop();
  gateway = null;
});

async function withGateway(): Promise<WebGateway> {
  gateway = await startWebGateway(saying(202, {}));
  house = await openSmsHouse({
    PARLEY_SMS: 'http',
    PARLEY_SMS_HTTP_URL: gateway.url,
    PARLEY_SMS_HTTP_SECRET: 'known to both of us, nobody else',
    PARLEY_SMS_COUNTRIES: 'DE,GB',
  });
  return gateway;
}

describe('without a gateway', () => {
  test('an SMS stays in the outbox, and whoever wrote it reads it there', async () => {
    house = await openSmsHouse();
    const smsId = await house.queued();
    await house.pass(0);
    const { database, sms } = house;
    const seen = await messagesSeenBy(
      { database, seal: sms.seal },
      { agentId: 'agent_1', roomId: 'room_1' },
    );
    const text = 'Shop invites you to a video call: https://parley.example/r/ABCDEFG#secret';
    expect(seen).toMatchObject([{ smsId, to: MOBILE, state: 'sent', parts: 1, text }]);
    expect(house.told).toEqual([{ roomId: 'room_1', delivery: 'sent' }]);
    const others = { agentId: 'agent_2', roomId: null };
    expect(await messagesSeenBy({ database, seal: sms.seal }, others)).toEqual([]);
  });

  test('the link stands nowhere in the database that a copy of it would give away', async () => {
    house = await openSmsHouse();
    await house.queued();
    const [row] = await house.database.query<{ words: string }>(
      `SELECT sms_outbox::text || encode(text, 'escape') AS words FROM sms_outbox`,
    );
    expect(row?.words).toContain(MOBILE);
    expect(row?.words).not.toContain('secret');
  });
});

describe('caps', () => {
  const FEW = {
    PARLEY_SMS_PER_AGENT: '3',
    PARLEY_SMS_PER_NUMBER: '2',
    PARLEY_SMS_PER_COUNTRY: '4',
    PARLEY_SMS_PER_HOUR: '5',
  };
  const numbers = ['+491712345671', '+491712345672', '+491712345673', '+491712345674'];

  test('of a number say when the next SMS may go there, and let it go then', async () => {
    house = await openSmsHouse(FEW);
    await house.queued();
    await house.pass(60_000);
    await house.queued();
    const capped = { ok: false, code: 'sms-capped', retryAfterMs: HOUR_MS - 60_000 };
    expect(await house.queue()).toEqual(capped);
    expect(await house.queue({ agentId: 'agent_2' })).toEqual(capped);
    await house.pass(HOUR_MS - 60_000);
    expect(await house.queue()).toMatchObject({ ok: true });
    expect(await house.queue()).toMatchObject({ ok: false, retryAfterMs: 60_000 });
  });

  test('of an agent, a country and the house hold at once', async () => {
    house = await openSmsHouse(FEW);
    for (const to of numbers.slice(0, 3)) await house.queued({ to });
    expect(await house.queue({ to: numbers[3] ?? '' })).toMatchObject({ code: 'sms-capped' });
    await house.queued({ to: numbers[3] ?? '', agentId: 'agent_2' });
    const german = { to: '+491712345675', agentId: 'agent_3' };
    expect(await house.queue(german)).toMatchObject({ code: 'sms-capped' });
    await house.queued({ to: '+447400123456', country: 'GB', agentId: 'agent_3' });
    const british = { to: '+447400123457', country: 'GB', agentId: 'agent_4' };
    expect(await house.queue(british)).toMatchObject({ code: 'sms-capped' });
  });

  test('hold for many who ask at the same moment', async () => {
    house = await openSmsHouse({ PARLEY_SMS_PER_HOUR: '5' });
    const asked = Array.from({ length: 20 }, (_each, index) =>
      house.queue({ to: `+4917123456${10 + index}`, agentId: `agent_${index}` }),
    );
    const answers = await Promise.all(asked);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(5);
  });

  test('count nothing that was not written: a change that fails takes its SMS along', async () => {
    house = await openSmsHouse({ PARLEY_SMS_PER_NUMBER: '1' });
    const { database, sms, now } = house;
    const failing = database.transaction(async (tx) => {
      const wanted = { roomId: 'r', conversationId: 'c', agentId: 'a', country: 'DE', text: 'x' };
      await sms.queueSms(tx, { ...wanted, to: MOBILE }, now());
      throw new Error('the room could not be made');
    });
    await expect(failing).rejects.toThrow('could not be made');
    expect(await house.queue()).toMatchObject({ ok: true });
  });

  test('come after the number: one that cannot be written to is refused as such', async () => {
    house = await openSmsHouse();
    expect(await house.queue({ to: '+49171' })).toEqual({ ok: false, code: 'bad-number' });
  });
});

describe('with a gateway', () => {
  test('two servers send an SMS once, and its text is forgotten', async () => {
    const { asked } = await withGateway();
    const other = house.another();
    const smsIds = await Promise.all(
      Array.from({ length: 4 }, (_each, index) => house.queued({ to: `+49171234567${index}` })),
    );
    await Promise.all([house.sms.runDue(), other.runDue()]);
    expect(asked.map(({ body }) => JSON.parse(body).id).sort()).toEqual([...smsIds].sort());
    const left = await house.database.query('SELECT 1 FROM sms_outbox WHERE text IS NOT NULL');
    expect(left).toEqual([]);
  });

  test('news that comes late or twice takes nothing back', async () => {
    await withGateway();
    const smsId = await house.queued();
    await house.pass(0);
    for (const became of ['delivered', 'sent', 'unknown', 'failed', 'delivered'] as const) {
      await house.sms.became(smsId, became);
    }
    await house.pass(0);
    expect(await house.state(smsId)).toBe('delivered');
    expect(house.told.map(({ delivery }) => delivery)).toEqual(['sent', 'delivered']);
  });

  test('a room hears of its newest SMS; that an older one arrived is news all the same', async () => {
    await withGateway();
    const heard = () => house.told.map(({ delivery }) => delivery);
    const first = await house.queued();
    await house.pass(1);
    const second = await house.queued();
    await house.pass(1);
    await house.sms.became(first, 'failed');
    await house.pass(1);
    expect(heard()).toEqual(['sent', 'sent']);
    await house.sms.became(first, 'delivered');
    await house.pass(1);
    await house.sms.became(second, 'failed');
    await house.pass(1);
    expect(heard().slice(2)).toEqual(['delivered', 'failed']);
  });

  test('what a room is being told of in this moment is sent all the same', async () => {
    const { asked } = await withGateway();
    const smsId = await house.queued();
    let passed: Promise<void> | undefined;
    await house.database.transaction(async (telling) => {
      await telling.query('SELECT FROM sms_outbox FOR UPDATE');
      passed = house.pass(0);
      // Time enough for the sender to look and find it held.
      for (let looks = 0; looks < 30; looks += 1) await telling.query('SELECT 1');
      expect(asked).toEqual([]);
    });
    await passed;
    expect([asked.length, await house.state(smsId)]).toEqual([1, 'sent']);
  });

  test('what waits for a gateway is not sent once its link is taken back', async () => {
    const { asked, next } = await withGateway();
    next.push(saying(503, {}));
    const smsId = await house.queued();
    await house.pass(0);
    expect(asked).toHaveLength(1);
    await house.sms.withdraw(house.database, 'room_1');
    await house.pass(120_000);
    expect(asked).toHaveLength(1);
    expect(await house.state(smsId)).toBe('failed');
  });

  test('what a conversation could not be told is told again', async () => {
    await withGateway();
    await house.sms.stop();
    const told: string[] = [];
    const other = house.another();
    other.start(async (_conversationId, _roomId, delivery) => {
      told.push(delivery);
      if (told.length === 1) throw new Error('the database was away');
    });
    await house.queued();
    await other.runDue();
    expect(told).toEqual(['sent']);
    await house.pass(5_000);
    await other.runDue();
    expect(told).toEqual(['sent', 'sent']);
  });

  test('an SMS that is a month old is forgotten, with the number it went to', async () => {
    await withGateway();
    const smsId = await house.queued();
    await house.pass(31 * 24 * HOUR_MS);
    await house.sms.sweep();
    expect(await house.state(smsId)).toBe('none');
  });
});
