import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MOBILE, openSmsHouse, type SmsHouse } from '../testing/sms-house.ts';
import { breakingOff, saying, startWebGateway, type WebGateway } from '../testing/web-gateway.ts';
import { createOutside } from './outside.ts';
import { isSigned } from './signature.ts';

const SECRET = 'known to both of us, nobody else';

let house: SmsHouse;
let gateway: WebGateway;

afterEach(async () => {
  await house.stop();
  await gateway.stop();
});

describe('Twilio', () => {
  beforeEach(async () => {
    gateway = await startWebGateway(saying(201, { sid: 'SM1', status: 'queued' }));
    house = await openSmsHouse({
      PARLEY_SMS: 'twilio',
      PARLEY_SMS_TWILIO_URL: gateway.url,
      PARLEY_SMS_TWILIO_ACCOUNT: 'AC1',
      PARLEY_SMS_TWILIO_TOKEN: 'a token',
      PARLEY_SMS_FROM: '+4930123456',
      PARLEY_SMS_COUNTRIES: 'DE',
    });
  });

  test('is asked as its REST interface wants it', async () => {
    const smsId = await house.queued();
    await house.pass(0);
    const [asked] = gateway.asked;
    expect(asked?.path).toBe('/2010-04-01/Accounts/AC1/Messages.json');
    expect(asked?.headers.authorization).toBe(
      `Basic ${Buffer.from('AC1:a token').toString('base64')}`,
    );
    expect(Object.fromEntries(new URLSearchParams(asked?.body))).toEqual({
      To: MOBILE,
      From: '+4930123456',
      Body: 'Shop invites you to a video call: https://parley.example/r/ABCDEFG#secret',
      ValidityPeriod: '900',
      StatusCallback: `https://parley.example/api/v1/sms/reports/twilio?sms=${smsId}`,
    });
    expect(await house.state(smsId)).toBe('sent');
  });

  test('that is asked too often is asked again when it says so, and no sooner', async () => {
    gateway.next.push(saying(429, { code: 20429 }, { 'retry-after': '30' }));
    const smsId = await house.queued();
    await house.pass(0);
    await house.pass(29_000);
    expect([gateway.asked.length, await house.state(smsId)]).toEqual([1, 'queued']);
    await house.pass(1_000);
    expect([gateway.asked.length, await house.state(smsId)]).toEqual([2, 'sent']);
  });

  test('that refuses a number makes the SMS fail at once', async () => {
    gateway.next.push(saying(400, { code: 21211, message: 'Invalid To' }));
    const smsId = await house.queued();
    await house.pass(0);
    await house.pass(60_000);
    expect([gateway.asked.length, await house.state(smsId)]).toEqual([1, 'failed']);
    expect(house.told.at(-1)).toEqual({ roomId: 'room_1', delivery: 'failed' });
  });

  test('that breaks off is asked once more and never a third time; then nobody knows', async () => {
    gateway.answer = breakingOff;
    const smsId = await house.queued();
    for (let minute = 0; minute < 5; minute += 1) await house.pass(60_000);
    expect([gateway.asked.length, await house.state(smsId)]).toEqual([2, 'unknown']);
    expect(house.told.at(-1)?.delivery).toBe('unknown');
  });

  test('that broke off and reports all the same is not asked again', async () => {
    gateway.next.push(breakingOff);
    const smsId = await house.queued();
    await house.pass(0);
    await house.sms.became(smsId, 'delivered');
    await house.pass(60_000);
    expect([gateway.asked.length, await house.state(smsId)]).toEqual([1, 'delivered']);
  });

  test('whose report overtakes its answer is believed', async () => {
    gateway.answer = (asked, response) => {
      const callback = new URLSearchParams(asked.body).get('StatusCallback') ?? '';
      const id = new URL(callback).searchParams.get('sms') ?? '';
      void house.sms
        .became(id, 'delivered')
        .then(() => saying(201, { sid: 'SM1', status: 'queued' })(asked, response));
    };
    const smsId = await house.queued();
    await house.pass(0);
    await house.pass(60_000);
    expect([gateway.asked.length, await house.state(smsId)]).toEqual([1, 'delivered']);
  });

  test('that does not know our token is asked again until the link would be dead', async () => {
    gateway.answer = saying(401, { code: 20003 });
    const smsId = await house.queued();
    await house.pass(0);
    expect(await house.state(smsId)).toBe('queued');
    for (let minute = 0; minute < 16; minute += 1) await house.pass(60_000);
    expect(await house.state(smsId)).toBe('failed');
    expect(gateway.asked.length).toBeGreaterThan(3);
    const words = JSON.stringify(house.warnings);
    expect(words).toContain('401/20003');
    for (const secret of ['secret', 'a token', MOBILE]) expect(words).not.toContain(secret);
  });
});

describe('a gateway of one’s own', () => {
  beforeEach(async () => {
    gateway = await startWebGateway(saying(202, {}));
    house = await openSmsHouse({
      PARLEY_SMS: 'http',
      PARLEY_SMS_HTTP_URL: `${gateway.url}/send`,
      PARLEY_SMS_HTTP_SECRET: SECRET,
      PARLEY_SMS_COUNTRIES: 'DE',
    });
  });

  test('gets the SMS as JSON that it can prove to be ours', async () => {
    const smsId = await house.queued();
    await house.pass(0);
    const [asked] = gateway.asked;
    if (asked === undefined) throw new Error('nothing was sent');
    expect(asked.path).toBe('/send');
    expect(isSigned(SECRET, asked, house.now())).toBe(true);
    expect(isSigned('another secret of that length', asked, house.now())).toBe(false);
    expect(asked.headers['idempotency-key']).toBe(smsId);
    expect(JSON.parse(asked.body)).toEqual({
      id: smsId,
      to: MOBILE,
      from: null,
      text: 'Shop invites you to a video call: https://parley.example/r/ABCDEFG#secret',
      until: house.now() + 900_000,
      reportsUrl: 'https://parley.example/api/v1/sms/reports',
    });
  });

  test('that breaks off again and again is asked under the same id until it answers', async () => {
    gateway.next.push(breakingOff, saying(500, {}), breakingOff, saying(503, {}));
    const smsId = await house.queued();
    for (let minute = 0; minute < 5; minute += 1) await house.pass(60_000);
    const keys = gateway.asked.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toEqual([smsId, smsId, smsId, smsId, smsId]);
    expect(await house.state(smsId)).toBe('sent');
  });

  test('that is not there at first gets the SMS when it is', async () => {
    await gateway.stop();
    const smsId = await house.queued();
    await house.pass(0);
    expect(await house.state(smsId)).toBe('queued');
    expect(JSON.stringify(house.warnings)).toContain('ECONNREFUSED');
    gateway = await startWebGateway(saying(202, {}));
    const moved = house.another({
      PARLEY_SMS: 'http',
      PARLEY_SMS_HTTP_URL: gateway.url,
      PARLEY_SMS_HTTP_SECRET: SECRET,
      PARLEY_SMS_COUNTRIES: 'DE',
    });
    await house.sms.stop();
    await house.pass(60_000);
    await moved.runDue();
    expect([gateway.asked.length, await house.state(smsId)]).toEqual([1, 'sent']);
  });

  test('that sends us elsewhere is not followed', async () => {
    gateway.next.push((_asked, response) => {
      response.writeHead(307, { location: 'http://127.0.0.1:1/steal' });
      response.end();
    });
    const smsId = await house.queued();
    await house.pass(0);
    expect([gateway.asked.length, await house.state(smsId)]).toEqual([1, 'failed']);
  });

  test('whose sender died is asked by another server, under the same id', async () => {
    const [smsId] = [await house.queued()];
    // A process took it and was killed: its lease stands, and nothing was noted of how it went.
    await house.database.query({
      text: 'UPDATE sms_outbox SET due_at = $1, tries = 1, unsure = 1',
      values: [house.now() + 60_000],
    });
    await house.pass(59_000);
    expect(gateway.asked).toEqual([]);
    await house.pass(1_000);
    expect(gateway.asked.map(({ headers }) => headers['idempotency-key'])).toEqual([smsId]);
  });
});

test('machines inside are reached only by an address that the operator named', async () => {
  house = await openSmsHouse();
  gateway = await startWebGateway(saying(202, {}));
  const posting = { headers: {}, body: '{}' };
  const port = new URL(gateway.url).port;
  const stranger = createOutside(['sms.example']);
  for (const host of ['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]']) {
    const failing = stranger.post(`http://${host}:${port}/`, posting);
    await expect(failing).rejects.toMatchObject({ code: 'inner-address', mayHaveArrived: false });
  }
  expect(gateway.asked).toEqual([]);
  const answer = await createOutside(['127.0.0.1']).post(gateway.url, posting);
  expect(answer.status).toBe(202);
});
