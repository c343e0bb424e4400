import { createHmac } from 'node:crypto';
import type { Millis } from '@parley/core/time.ts';
import { z } from 'zod';
import type { Gateway, Outgoing, Reported, Sent } from './gateway.ts';
import { type Outside, type OutsideAnswer, retryAfterMsOf } from './outside.ts';
import { isSame } from './signature.ts';
import type { GatewayConfig } from './sms-config.ts';
import { asSent } from './without-answer.ts';

type TwilioConfig = Extract<GatewayConfig, { kind: 'twilio' }>;

type Parts = {
  readonly config: TwilioConfig;
  readonly outside: Outside;
  /** Where Twilio reports to; null when it cannot reach us. */
  readonly reportsUrl: string | null;
  readonly now: () => Millis;
};

/** Its REST interface of 2010, as it still is. */
export function createTwilioGateway({ config, outside, reportsUrl, now }: Parts): Gateway {
  const { url, account, token } = config;
  const messages = `${url}/2010-04-01/Accounts/${encodeURIComponent(account)}/Messages.json`;
  const authorization = `Basic ${Buffer.from(`${account}:${token}`).toString('base64')}`;
  return {
    // Its messages take no key of ours: the same asked twice is sent twice.
    isIdempotent: false,
    keepsText: false,
    async send(sms) {
      const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' };
      const body = formOf(sms, { config, reportsUrl, now: now() });
      return asSent(async () => sentOf(await outside.post(messages, { headers, body })));
    },
    open: () => undefined,
    close: async () => undefined,
  };
}

const LONGEST_VALIDITY_SECONDS = 36_000;

type FormParts = {
  readonly config: TwilioConfig;
  readonly reportsUrl: string | null;
  readonly now: Millis;
};

function formOf(sms: Outgoing, { config, reportsUrl, now }: FormParts): string {
  const seconds = Math.ceil((sms.until - now) / 1000);
  const form = new URLSearchParams({
    To: sms.to,
    [config.from.startsWith('MG') ? 'MessagingServiceSid' : 'From']: config.from,
    Body: sms.text,
    ValidityPeriod: String(Math.min(LONGEST_VALIDITY_SECONDS, Math.max(1, seconds))),
  });
  if (reportsUrl !== null) form.set('StatusCallback', callbackUrl(reportsUrl, sms.id));
  return form.toString();
}

/** Where Twilio reports what became of one SMS; the address is part of what it signs. */
export function callbackUrl(reportsUrl: string, smsId: string): string {
  return `${reportsUrl}/twilio?sms=${encodeURIComponent(smsId)}`;
}

const taken = z.object({ sid: z.string().max(64) });
const problem = z.object({ code: z.number() });

const TOO_MANY = 429;
const NOT_US = [401, 403];

function sentOf(answer: OutsideAnswer): Sent {
  const { status } = answer;
  if (status === 200 || status === 201) {
    // What cannot be read was taken all the same: reports come under our own id.
    return taken.safeParse(jsonOf(answer.body)).success
      ? { outcome: 'taken', gatewayIds: [] }
      : { outcome: 'unsure', because: 'unreadable' };
  }
  const because = `${status}/${problem.safeParse(jsonOf(answer.body)).data?.code ?? 0}`;
  if (status === TOO_MANY) {
    return { outcome: 'not-now', because, retryAfterMs: retryAfterMsOf(answer) };
  }
  // A wrong token is mended by the operator, perhaps in time.
  if (NOT_US.includes(status)) return { outcome: 'not-now', because, retryAfterMs: null };
  return status >= 500 ? { outcome: 'unsure', because } : { outcome: 'refused', because };
}

/** The JSON of an answer; null when it is none. */
export function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Whether a report comes from Twilio: `X-Twilio-Signature` over the address and the sorted fields. */
export function isFromTwilio(
  token: string,
  {
    url,
    fields,
    given,
  }: { url: string; fields: URLSearchParams; given: string | readonly string[] | undefined },
): boolean {
  if (typeof given !== 'string') return false;
  const sorted = [...fields].sort(([a], [b]) => (a < b ? -1 : Number(a > b)));
  const text = url + sorted.map(([name, value]) => name + value).join('');
  return isSame(given, createHmac('sha1', token).update(text, 'utf8').digest('base64'));
}

/** What Twilio's word means; null for what says nothing new. */
export function twilioState(word: string): Reported | null {
  switch (word) {
    case 'sent':
      return 'sent';
    case 'delivered':
    case 'read':
      return 'delivered';
    case 'undelivered':
    case 'failed':
    case 'canceled':
      return 'failed';
    default:
      return null;
  }
}
