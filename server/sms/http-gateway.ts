import type { Millis } from '@parley/core/time.ts';
import type { Gateway, Outgoing, Sent } from './gateway.ts';
import { type Outside, type OutsideAnswer, retryAfterMsOf } from './outside.ts';
import { signedHeaders } from './signature.ts';
import type { GatewayConfig } from './sms-config.ts';
import { asSent } from './without-answer.ts';

type Parts = {
  readonly config: Extract<GatewayConfig, { kind: 'http' }>;
  readonly outside: Outside;
  readonly reportsUrl: string | null;
  readonly now: () => Millis;
};

/** Any program that takes an SMS as signed JSON and sends nothing twice under one id. */
export function createHttpGateway({ config, outside, reportsUrl, now }: Parts): Gateway {
  return {
    isIdempotent: true,
    keepsText: false,
    async send(sms) {
      const body = bodyOf(sms, config.from, reportsUrl);
      const seconds = Math.floor(now() / 1000);
      const headers = {
        'content-type': 'application/json',
        'idempotency-key': sms.id,
        ...signedHeaders(config.secret, { id: sms.id, seconds, body }),
      };
      return asSent(async () => sentOf(await outside.post(config.url, { headers, body })));
    },
    open: () => undefined,
    close: async () => undefined,
  };
}

function bodyOf(sms: Outgoing, from: string | null, reportsUrl: string | null): string {
  const { id, to, text, until } = sms;
  return JSON.stringify({ id, to, from, text, until, reportsUrl });
}

const KNOWN_ALREADY = 409;
const TOO_MANY = 429;
const UNAVAILABLE = 503;

function sentOf(answer: OutsideAnswer): Sent {
  const { status } = answer;
  const because = String(status);
  if ((status >= 200 && status < 300) || status === KNOWN_ALREADY) {
    return { outcome: 'taken', gatewayIds: [] };
  }
  if (status === TOO_MANY || status === UNAVAILABLE) {
    return { outcome: 'not-now', because, retryAfterMs: retryAfterMsOf(answer) };
  }
  return status >= 500 ? { outcome: 'unsure', because } : { outcome: 'refused', because };
}
