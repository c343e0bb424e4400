import type { Millis } from '@parley/core/time.ts';
import { codeOf, type Database } from '../database/database.ts';
import type { Log } from '../log.ts';
import type { Seal } from '../secrets/seal.ts';
import type { Gateway, Sent } from './gateway.ts';
import {
  noteAgain,
  noteOver,
  noteSent,
  noteSmsTold,
  type TakenSms,
  takeDue,
  tellLater,
  type Untold,
  untold,
} from './outbox.ts';
import type { DeliveryReported } from './sms-port.ts';

export type DispatchParts = {
  readonly database: Database;
  readonly gateway: Gateway;
  readonly seal: Seal;
  readonly now: () => Millis;
  readonly log: Log;
};

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
const TELL_AGAIN_MS = 5_000;
/** How often what cannot be recognised by its gateway may be sent. */
const UNSURE_TRIES = 2;

/** Sends everything that is due; answers whether there was anything. */
export async function sendDue(parts: DispatchParts): Promise<boolean> {
  const taken = await takeDue(parts.database, parts.now());
  await Promise.all(taken.map((sms) => sendOne(parts, sms)));
  return taken.length > 0;
}

async function sendOne(parts: DispatchParts, sms: TakenSms): Promise<void> {
  const { database, gateway, log, now } = parts;
  const { id } = sms;
  try {
    const wasUnsure = sms.unsure > 1;
    if (isGivenUp(sms, gateway, now())) {
      await noteOver(database, { id, became: wasUnsure ? 'unknown' : 'failed' }, now());
      return;
    }
    await note(parts, sms, await carry(parts, sms));
  } catch (error) {
    // The lease stands: once it is over this SMS is looked at again.
    log.warn({ sms: id, code: codeOf(error) }, 'an SMS was not sent and stays due');
  }
}

function isGivenUp(sms: TakenSms, gateway: Gateway, now: Millis): boolean {
  return sms.until <= now || (!gateway.isIdempotent && sms.unsure > UNSURE_TRIES);
}

async function carry({ gateway, seal }: DispatchParts, sms: TakenSms): Promise<Sent> {
  const text = sms.text === null ? null : seal.open(sms.text);
  if (text === null) return { outcome: 'refused', because: 'sealed-by-another-secret' };
  const { id, to, until } = sms;
  return gateway.send({ id, to, text, until });
}

async function note(parts: DispatchParts, sms: TakenSms, sent: Sent): Promise<void> {
  const { database, gateway, log, now } = parts;
  const { id } = sms;
  if (sent.outcome === 'taken') {
    const { keepsText } = gateway;
    await noteSent(database, { id, gatewayIds: sent.gatewayIds, keepsText }, now());
    return;
  }
  log.warn({ sms: id, outcome: sent.outcome, because: sent.because }, 'an SMS was not taken');
  if (sent.outcome === 'refused') {
    await noteOver(database, { id, became: 'failed' }, now());
    return;
  }
  const isSurelyUnsent = sent.outcome === 'not-now';
  const wished = isSurelyUnsent ? sent.retryAfterMs : null;
  const at = Math.min(now() + waitMs(sms.tries, wished), Math.max(sms.until, now()));
  await noteAgain(database, sms, { at, isSurelyUnsent });
}

/** Twice as long after each try, and never sooner than the gateway asks for. */
function waitMs(tries: number, wishedMs: number | null): number {
  const own = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(tries - 1, 10));
  return Math.max(own, wishedMs ?? 0);
}

/** Tells the rooms' conversations what became of their SMS; answers whether there was anything. */
export async function tellNews(parts: DispatchParts, reported: DeliveryReported): Promise<boolean> {
  const { database, now } = parts;
  for (let told = 0; ; told += 1) {
    const hasTold = await database.transaction(async (tx) => {
      const news = await untold(tx, now());
      if (news === null) return false;
      const isHeard =
        (news.isOutdated && news.state !== 'delivered') || (await tell(parts, news, reported));
      if (isHeard) await noteSmsTold(tx, news);
      else await tellLater(tx, news, now() + TELL_AGAIN_MS);
      return true;
    });
    if (!hasTold) return told > 0;
  }
}

async function tell(
  { log }: DispatchParts,
  news: Untold,
  reported: DeliveryReported,
): Promise<boolean> {
  try {
    await reported(news.conversationId, news.roomId, news.state);
    return true;
  } catch (error) {
    log.warn({ code: codeOf(error) }, 'news of an SMS was not told and is told again');
    return false;
  }
}
