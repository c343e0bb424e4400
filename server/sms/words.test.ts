import { describe, expect, test } from 'vitest';
import { sealOf } from '../secrets/seal.ts';
import { codeSms } from './gsm7.ts';
import { readNumberOf } from './numbers.ts';
import { isInner } from './outside.ts';
import { isSigned, REPLAY_MS, signatureOf, signedHeaders } from './signature.ts';
import { encodePdu, NotSmpp, PduReader } from './smpp-pdu.ts';
import { receiptIn } from './smpp-receipt.ts';
import { readSmsConfig } from './sms-config.ts';
import { fillIn } from './text.ts';
import { isFromTwilio } from './twilio.ts';

describe('the length of an SMS', () => {
  const lengths: readonly [string, string, { alphabet: string; parts: number }][] = [
    ['plain letters fill one message with 160', 'a'.repeat(160), { alphabet: 'gsm-7', parts: 1 }],
    ['one more makes two parts', 'a'.repeat(161), { alphabet: 'gsm-7', parts: 2 }],
    ['two parts hold 306', 'a'.repeat(306), { alphabet: 'gsm-7', parts: 2 }],
    ['and not 307', 'a'.repeat(307), { alphabet: 'gsm-7', parts: 3 }],
    ['umlauts belong to the alphabet', 'ä'.repeat(160), { alphabet: 'gsm-7', parts: 1 }],
    ['a euro takes the room of two', '€'.repeat(80), { alphabet: 'gsm-7', parts: 1 }],
    ['so 81 of them are two parts', '€'.repeat(81), { alphabet: 'gsm-7', parts: 2 }],
    [
      'an accent outside of it makes all of it wide',
      'ł'.repeat(70),
      { alphabet: 'ucs-2', parts: 1 },
    ],
    ['and 71 two parts', 'ł'.repeat(71), { alphabet: 'ucs-2', parts: 2 }],
    ['a smiley takes the room of two', '🙂'.repeat(35), { alphabet: 'ucs-2', parts: 1 }],
    ['an escape is no letter', '\u001b', { alphabet: 'ucs-2', parts: 1 }],
  ];
  test.each(lengths)('%s', (_case, text, expected) => {
    const { alphabet, parts } = codeSms(text);
    expect({ alphabet, parts: parts.length }).toEqual(expected);
  });

  test('no character is cut in two where a part ends', () => {
    const euros = codeSms(`a${'€'.repeat(100)}`);
    expect(euros.parts.map((part) => part.at(-1))).toEqual([0x65, 0x65]);
    const smileys = codeSms(`a${'🙂'.repeat(50)}`);
    const texts = smileys.parts.map((part) => Buffer.from(part).swap16().toString('utf16le'));
    expect(texts.every((text) => text.isWellFormed())).toBe(true);
    expect(texts.join('')).toBe(`a${'🙂'.repeat(50)}`);
  });

  test('letters have the codes of GSM 03.38', () => {
    expect([...(codeSms('@Δ aé[ü').parts[0] ?? [])]).toEqual([0, 16, 32, 97, 5, 27, 60, 126]);
  });
});

describe('a telephone number', () => {
  const numbers: readonly [string, { typed: string; country: string; to: string | null }][] = [
    [
      'is completed with the country chosen',
      { typed: '0171 2345678', country: 'DE', to: '+491712345678' },
    ],
    ['may bring its own country', { typed: '+44 7400 123456', country: 'DE', to: '+447400123456' }],
    [
      'may be written with zeros',
      { typed: '0044 7400 123456', country: 'DE', to: '+447400123456' },
    ],
    [
      'of a country that is not allowed is refused',
      { typed: '+18765090123', country: 'US', to: null },
    ],
    ['that costs who calls it is refused', { typed: '0900 1234567', country: 'DE', to: null }],
    [
      'that somebody rents to be called dearly is refused',
      { typed: '07012345678', country: 'GB', to: null },
    ],
    ['with a branch is refused', { typed: '+49 171 2345678 ext 5', country: 'DE', to: null }],
    ['that is too short is refused', { typed: '0171', country: 'DE', to: null }],
    ['that is none is refused', { typed: 'call me', country: 'DE', to: null }],
    ['of no country is refused', { typed: '0171 2345678', country: 'ZZ', to: null }],
  ];
  test.each(numbers)('%s', (_case, { typed, country, to }) => {
    const read = readNumberOf(typed, country, ['DE', 'GB', 'US']);
    expect(read.ok ? read.to : null).toBe(to);
  });
});

describe('the text', () => {
  const words = { business: 'Shop\n& Co', url: 'https://p.example/r/A#s', reference: 'AB-12345' };
  const template = '{business}: {link}[ (no. {reference})]';

  test('says who writes, the link and the reference', () => {
    expect(fillIn(template, words)).toBe('Shop & Co: https://p.example/r/A#s (no. AB-12345)');
  });
  test('leaves out what belongs to a reference that is not there', () => {
    expect(fillIn(template, { ...words, reference: null })).toBe(
      'Shop & Co: https://p.example/r/A#s',
    );
  });
  test('does not fill in what somebody wrote into a name', () => {
    expect(fillIn('{business} {link}', { ...words, business: '{link}$&' })).toBe(
      '{link}$& https://p.example/r/A#s',
    );
  });
  test('is closed to whoever has only the database', () => {
    const sealed = sealOf('a secret', 'outbox').close('the link');
    expect(sealed.includes('the link')).toBe(false);
    expect(sealOf('a secret', 'outbox').open(sealed)).toBe('the link');
    expect(sealOf('another', 'outbox').open(sealed)).toBeNull();
  });
});

describe('signatures', () => {
  test('are those of the Standard Webhooks specification', () => {
    const signature = signatureOf('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      seconds: 1_614_265_330,
      body: '{"test": 2432232314}',
    });
    expect(signature).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  test('are good for the body they were made for, and for five minutes', () => {
    const signed = { id: 'one', seconds: 1_000, body: '{}' };
    const headers = signedHeaders('secret', signed);
    const at = 1_000_000;
    expect(isSigned('secret', { headers, body: '{}' }, at)).toBe(true);
    expect(isSigned('secret', { headers, body: '{}' }, at + REPLAY_MS)).toBe(true);
    expect(isSigned('secret', { headers, body: '{}' }, at + REPLAY_MS + 1)).toBe(false);
    expect(isSigned('secret', { headers, body: '{ }' }, at)).toBe(false);
    expect(isSigned('other', { headers, body: '{}' }, at)).toBe(false);
    const moved = { ...headers, 'webhook-timestamp': '1001' };
    expect(isSigned('secret', { headers: moved, body: '{}' }, at)).toBe(false);
    expect(isSigned('secret', { headers: {}, body: '{}' }, at)).toBe(false);
  });

  test('of Twilio are those that its documentation shows', () => {
    const fields = new URLSearchParams({
      CallSid: 'CA1234567890ABCDE',
      Caller: '+14158675309',
      Digits: '1234',
      From: '+14158675309',
      To: '+18005551212',
    });
    const url = 'https://mycompany.com/myapp.php?foo=1&bar=2';
    const given = 'RSOYDt4T1cUTdK1PDd93/VVr8B8=';
    expect(isFromTwilio('12345', { url, fields, given })).toBe(true);
    expect(isFromTwilio('12346', { url, fields, given })).toBe(false);
    expect(isFromTwilio('12345', { url, fields, given: undefined })).toBe(false);
  });
});

test('addresses of this machine and its neighbours are inner ones', () => {
  const inner = ['127.0.0.1', '10.1.2.3', '192.168.0.1', '169.254.169.254', '::1', 'fd00::2'];
  expect([...inner, '::ffff:10.0.0.1', '0.0.0.0', 'fe80::1'].every(isInner)).toBe(true);
  expect(['8.8.8.8', '2001:4860:4860::8888', '172.32.0.1'].some(isInner)).toBe(false);
});

describe('SMPP', () => {
  const pdu = { command: 0x15, status: 0, sequence: 7, body: Buffer.from('abc') };

  test('units are found however the bytes arrive', () => {
    const bytes = Buffer.concat([encodePdu(pdu), encodePdu({ ...pdu, sequence: 8 })]);
    const reader = new PduReader();
    const found = [...bytes].flatMap((byte) => reader.read(Buffer.from([byte])));
    expect(found.map(({ sequence, body }) => [sequence, String(body)])).toEqual([
      [7, 'abc'],
      [8, 'abc'],
    ]);
  });

  test('what is no SMPP is not waited for', () => {
    expect(() => new PduReader().read(Buffer.from('HTTP/1.1 400 Bad Request'))).toThrow(NotSmpp);
  });

  test('a receipt that is cut short says nothing and breaks nothing', () => {
    const whole = Buffer.from('000101340001013500040000000000000000', 'hex');
    for (let length = 0; length <= whole.length; length += 1) {
      expect(receiptIn(whole.subarray(0, length))).toBeNull();
    }
  });
});

describe('the settings of SMS', () => {
  const COUNTRIES = { PARLEY_SMS_COUNTRIES: 'DE, at' };
  const HTTP = {
    PARLEY_SMS: 'http',
    PARLEY_SMS_HTTP_URL: 'https://sms.example/send',
    PARLEY_SMS_HTTP_SECRET: 'x'.repeat(24),
    ...COUNTRIES,
  };

  test('keep everything in the house when nothing is said', () => {
    expect(readSmsConfig({})).toMatchObject({ gateway: { kind: 'outbox' }, countries: null });
  });
  test('name a gateway and where SMS may go', () => {
    expect(readSmsConfig(HTTP)).toMatchObject({
      gateway: { kind: 'http', url: 'https://sms.example/send', from: null },
      countries: ['DE', 'AT'],
    });
    const smpp = { PARLEY_SMS: 'smpp', PARLEY_SMS_FROM: 'Shop', ...COUNTRIES };
    const url = 'smpps://me:p%40ss@smsc.example';
    expect(readSmsConfig({ ...smpp, PARLEY_SMS_SMPP_URL: url }).gateway).toEqual({
      kind: 'smpp',
      host: 'smsc.example',
      port: 3550,
      tls: true,
      systemId: 'me',
      password: 'p@ss',
      from: 'Shop',
    });
  });

  const wrong: readonly [string, Record<string, string>, RegExp][] = [
    ['a gateway that is none', { PARLEY_SMS: 'fax' }, /must be outbox, twilio, http or smpp/],
    ['no countries', { PARLEY_SMS_COUNTRIES: '' }, /PARLEY_SMS_COUNTRIES is not set/],
    ['a country that is none', { PARLEY_SMS_COUNTRIES: 'DE,XX' }, /"XX" is none/],
    ['no address', { PARLEY_SMS_HTTP_URL: '' }, /PARLEY_SMS_HTTP_URL is not set/],
    ['a password in an address', { PARLEY_SMS_HTTP_URL: 'http://a:b@c' }, /must be an address/],
    ['a short secret', { PARLEY_SMS_HTTP_SECRET: 'short' }, /at least 24/],
    ['a sender that is none', { PARLEY_SMS_FROM: 'our company' + ' here' }, /PARLEY_SMS_FROM/],
    ['a cap of none', { PARLEY_SMS_PER_AGENT: '0' }, /PARLEY_SMS_PER_AGENT must be a number/],
    ['a text without a link', { PARLEY_SMS_TEXT: 'Hello' }, /must contain \{link\}/],
    ['Twilio without a token', { PARLEY_SMS: 'twilio' }, /PARLEY_SMS_TWILIO_ACCOUNT is not set/],
    [
      'another address than SMPP',
      { PARLEY_SMS: 'smpp', PARLEY_SMS_SMPP_URL: 'https://x' },
      /must look like smpp:/,
    ],
  ];
  test.each(wrong)('with %s are refused in one sentence', (_case, env, words) => {
    expect(() => readSmsConfig({ ...HTTP, ...env })).toThrow(words);
  });
});
