import { setTimeout as pause } from 'node:timers/promises';
import type { Millis } from '@parley/core/time.ts';
import { codeOf, type Database } from '../database/database.ts';
import type { Log } from '../log.ts';
import { type Seal, sealOf } from '../secrets/seal.ts';
import { type DispatchParts, sendDue, tellNews } from './dispatch.ts';
import type { Gateway, Reported } from './gateway.ts';
import { codeSms } from './gsm7.ts';
import { createHttpGateway } from './http-gateway.ts';
import { readNumberOf } from './numbers.ts';
import { OneAtATime } from './one-at-a-time.ts';
import { nextDue, partBecame, queueRow, smsBecame, sweepSms, withdrawSms } from './outbox.ts';
import { createOutboxGateway } from './outbox-gateway.ts';
import { createOutside } from './outside.ts';
import { createSmppGateway } from './smpp-gateway.ts';
import type { SmsConfig } from './sms-config.ts';
import type { DeliveryReported, SmsPort } from './sms-port.ts';
import { fillIn } from './text.ts';
import { createTwilioGateway } from './twilio.ts';

/** SMS with whatever carries them. */
export type Sms = SmsPort & {
  readonly config: SmsConfig;
  readonly seal: Seal;
  /** Where gateways report to; null when they cannot reach us. */
  readonly reportsUrl: string | null;
  /** Begins to send, and to tell rooms what became of their SMS. */
  start(reported: DeliveryReported): void;
  /** What a gateway reports under our own id; repeated or late news changes nothing. */
  became(id: string, became: Reported): Promise<void>;
  /** Sends and tells everything that is due now. */
  runDue(): Promise<void>;
  sweep(): Promise<void>;
  stop(): Promise<void>;
};

export type SmsParts = {
  readonly database: Database;
  readonly config: SmsConfig;
  readonly secret: string;
  readonly publicUrl: string;
  readonly now: () => Millis;
  readonly random: () => string;
  readonly log: Log;
};

/** What the outbox's seal is for: texts carry links with their secrets. */
const OUTBOX = 'parley sms outbox';

const DEFAULT_LIFE_MS = 15 * 60_000;
/** Finds what other servers queued or left, and what was queued in a transaction that took its time. */
const LOOK_MS = 1_000;
/** By then the transaction that queued has usually committed. */
const SOON_MS = 50;
/** A change that tells a room of its SMS lasts about as long. */
const HELD_MS = 10;

/** How long a gateway that is slow to answer is waited for at the end; its SMS is looked at by the next server. */
const PARTING_MS = 4_000;

export const REPORTS_PATH = '/api/v1/sms/reports';

export function createSms(parts: SmsParts): Sms {
  const { database, config, now, log } = parts;
  const seal = sealOf(parts.secret, OUTBOX);
  const reportsUrl = reportsUrlOf(parts);
  const report: ReportPart = async (gatewayId, became) => {
    if (await partBecame(database, { gatewayId, became }, now())) telling.wake();
  };
  const gateway = gatewayOf(parts, { reportsUrl, report });
  const dispatch: DispatchParts = { database, gateway, seal, now, log };
  let tellRooms: DeliveryReported | null = null;
  const failed = (error: unknown): void =>
    log.warn({ code: codeOf(error) }, 'SMS were not looked at; they are looked at again');
  const telling = new OneAtATime(async () => {
    if (tellRooms !== null) await tellNews(dispatch, tellRooms);
  }, failed);
  const sending = new OneAtATime(async () => {
    if (await sendAll(dispatch)) telling.wake();
  }, failed);
  let soon: NodeJS.Timeout | undefined;
  let looks: NodeJS.Timeout | undefined;
  const look = (): void => {
    sending.wake();
    telling.wake();
  };

  return {
    config,
    seal,
    reportsUrl,
    ...writingOf(parts, seal, () => {
      clearTimeout(soon);
      if (tellRooms !== null) soon = setTimeout(() => sending.wake(), SOON_MS).unref();
    }),
    start(reported) {
      tellRooms = reported;
      gateway.open();
      look();
      looks = setInterval(look, LOOK_MS).unref();
    },
    async became(id, became) {
      if (await smsBecame(database, { id, became }, now())) telling.wake();
    },
    async runDue() {
      await sending.run();
      await telling.run();
    },
    sweep: () => sweepSms(database, now()),
    async stop() {
      clearTimeout(soon);
      clearInterval(looks);
      const stopped = Promise.all([sending.stop(), telling.stop()]);
      await Promise.race([stopped, pause(PARTING_MS, null, { ref: false })]);
      await gateway.close();
    },
  };
}

/**
 * Those that fall due meanwhile are sent in the same turn. What is due and cannot be taken is held
 * by whoever tells its room about it, or takes it, in this moment: it is looked at again at once.
 */
async function sendAll(dispatch: DispatchParts): Promise<boolean> {
  let worked = false;
  for (let held = 0; held < LOOK_MS / HELD_MS; ) {
    const next = await nextDue(dispatch.database);
    if (next === null || next > dispatch.now()) return worked;
    if (await sendDue(dispatch)) {
      worked = true;
    } else {
      held += 1;
      await pause(HELD_MS);
    }
  }
  return worked;
}

/** An address that gateways can reach: the one named for it, or our own when it is no test's. */
function reportsUrlOf({ config, publicUrl }: SmsParts): string | null {
  if (config.reportsUrl !== null) return `${config.reportsUrl}${REPORTS_PATH}`;
  return publicUrl.startsWith('https:') ? `${publicUrl}${REPORTS_PATH}` : null;
}

type ReportPart = (gatewayId: string, became: Reported) => Promise<void>;

type ForGateways = { readonly reportsUrl: string | null; readonly report: ReportPart };

function gatewayOf(parts: SmsParts, { reportsUrl, report }: ForGateways): Gateway {
  const { now, log } = parts;
  const config = parts.config.gateway;
  switch (config.kind) {
    case 'outbox':
      return createOutboxGateway();
    case 'twilio':
      return createTwilioGateway({ config, outside: outsideTo(config.url), reportsUrl, now });
    case 'http':
      return createHttpGateway({ config, outside: outsideTo(config.url), reportsUrl, now });
    case 'smpp':
      return createSmppGateway({ config, log, now, partBecame: report });
  }
}

/** The host stands in the operator's own settings. */
function outsideTo(url: string) {
  return createOutside([new URL(url).hostname]);
}

function writingOf({ config, random }: SmsParts, seal: Seal, queued: () => void): SmsPort {
  return {
    async queueSms(tx, wanted, now) {
      const read = readNumberOf(wanted.to, wanted.country, config.countries);
      if (!read.ok) return read;
      const id = `sms_${random()}`;
      const retryAfterMs = await queueRow(
        tx,
        {
          id,
          wanted: { ...wanted, to: read.to, country: read.country },
          sealed: seal.close(wanted.text),
          parts: codeSms(wanted.text).parts.length,
          until: wanted.until ?? now + DEFAULT_LIFE_MS,
          caps: config.caps,
        },
        now,
      );
      if (retryAfterMs > 0) return { ok: false, code: 'sms-capped', retryAfterMs };
      queued();
      return { ok: true, smsId: id };
    },
    withdraw: withdrawSms,
    readNumber: (typed, country) => readNumberOf(typed, country, config.countries),
    textFor: (words) => fillIn(config.text, words),
  };
}
