import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Millis } from '@parley/core/time.ts';

/** How old, or how far ahead, a signed message may be. */
export const REPLAY_MS = 5 * 60_000;

/** A message as the Standard Webhooks specification signs it: its id, its second, its body. */
export type Signed = {
  readonly id: string;
  readonly seconds: number;
  readonly body: string;
};

/** The base64 of the secret after `whsec_`, or the secret's own characters. */
function keyOf(secret: string): Buffer {
  return secret.startsWith('whsec_')
    ? Buffer.from(secret.slice('whsec_'.length), 'base64')
    : Buffer.from(secret, 'utf8');
}

/** The signature, as `webhook-signature` carries it. */
export function signatureOf(secret: string, { id, seconds, body }: Signed): string {
  const mac = createHmac('sha256', keyOf(secret)).update(`${id}.${seconds}.${body}`);
  return `v1,${mac.digest('base64')}`;
}

/** The headers that go with a signed message. */
export function signedHeaders(secret: string, signed: Signed): Readonly<Record<string, string>> {
  return {
    'webhook-id': signed.id,
    'webhook-timestamp': String(signed.seconds),
    'webhook-signature': signatureOf(secret, signed),
  };
}

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Whether a message was signed with the secret, and not too long ago; several signatures may stand side by side. */
export function isSigned(
  secret: string,
  { headers, body }: { readonly headers: Headers; readonly body: string },
  now: Millis,
): boolean {
  const id = headers['webhook-id'];
  const seconds = Number(headers['webhook-timestamp']);
  const given = headers['webhook-signature'];
  if (typeof id !== 'string' || typeof given !== 'string') return false;
  if (!Number.isSafeInteger(seconds) || Math.abs(now - seconds * 1000) > REPLAY_MS) return false;
  const right = signatureOf(secret, { id, seconds, body });
  return given.split(' ').some((each) => isSame(each, right));
}

/** Compares without telling by its time how much was right. */
export function isSame(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
