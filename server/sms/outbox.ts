import type { Delivery } from '@parley/core/conversation/room.ts';
import type { Millis } from '@parley/core/time.ts';
import type { Database, Tx } from '../database/database.ts';
import type { Reported } from './gateway.ts';
import type { SmsCaps } from './sms-config.ts';
import type { SmsWanted } from './sms-port.ts';

/** How long whoever sends an SMS counts as alive. */
const LEASE_MS = 60_000;

const BATCH = 8;
const KEPT_MS = 30 * 24 * 3_600_000;

/** An SMS that this process took to send. */
export type TakenSms = {
  readonly id: string;
  readonly to: string;
  readonly text: Buffer | null;
  readonly until: Millis;
  readonly tries: number;
  /** With this try counted. */
  readonly unsure: number;
};

type Queueing = {
  readonly id: string;
  readonly wanted: SmsWanted;
  readonly sealed: Buffer;
  readonly parts: number;
  readonly until: Millis;
  readonly caps: SmsCaps;
};

/** Answers for how many ms a cap stands in the way; 0 when the SMS was queued. */
export async function queueRow(tx: Tx, queueing: Queueing, now: Millis): Promise<number> {
  const { id, wanted, sealed, parts, until, caps } = queueing;
  const { roomId, conversationId, agentId, to, country } = wanted;
  const sms = { id, roomId, conversationId, agentId, to, country, parts, until };
  const [row] = await tx.query<{ wait: number }>({
    text: 'SELECT queue_sms($1, $2, $3, $4) AS wait',
    values: [JSON.stringify(sms), sealed, JSON.stringify(caps), now],
  });
  return row?.wait ?? 0;
}

/** Takes what is due; nobody else takes it before the lease is over. */
export function takeDue(database: Database, now: Millis): Promise<readonly TakenSms[]> {
  return database.query<TakenSms>({
    name: 'take_sms',
    text: `UPDATE sms_outbox SET due_at = $2, tries = tries + 1, unsure = unsure + 1
      WHERE id IN (SELECT id FROM sms_outbox WHERE due_at <= $1
        ORDER BY due_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
      RETURNING id, recipient AS "to", text, until, tries, unsure`,
    values: [now, now + LEASE_MS],
  });
}

/** What waits is not sent any more; its room is over, and is told nothing. */
export async function withdrawSms(tx: Tx, roomId: string): Promise<void> {
  await tx.query({
    text: `UPDATE sms_outbox SET state = 'failed', told = 'failed', due_at = NULL, text = NULL
      WHERE room_id = $1 AND state = 'queued'`,
    values: [roomId],
  });
}

/** The gateway has it. */
export async function noteSent(
  database: Database,
  sms: { readonly id: string; readonly gatewayIds: readonly string[]; readonly keepsText: boolean },
  now: Millis,
): Promise<void> {
  await database.query({
    text: 'SELECT sms_sent($1, $2, $3)',
    values: [sms.id, sms.gatewayIds, now],
  });
  if (!sms.keepsText) await forgetText(database, sms.id);
}

/** It will not be sent any more. */
export async function noteOver(
  database: Database,
  { id, became }: { readonly id: string; readonly became: 'failed' | 'unknown' },
  now: Millis,
): Promise<void> {
  await smsBecame(database, { id, became }, now);
}

/** It is tried again; unless somebody else took it meanwhile. */
export async function noteAgain(
  database: Database,
  { id, tries }: TakenSms,
  again: { readonly at: Millis; readonly isSurelyUnsent: boolean },
): Promise<void> {
  await database.query({
    text: `UPDATE sms_outbox SET due_at = $3, unsure = unsure - $4
      WHERE id = $1 AND tries = $2 AND due_at IS NOT NULL`,
    values: [id, tries, again.at, again.isSurelyUnsent ? 1 : 0],
  });
}

/** What a gateway reports under our own id; answers whether that was news. */
export async function smsBecame(
  database: Database,
  { id, became }: { readonly id: string; readonly became: Reported },
  now: Millis,
): Promise<boolean> {
  const [row] = await database.query<{ isNew: boolean }>({
    text: 'SELECT sms_became($1, $2, $3) AS "isNew"',
    values: [id, became, now],
  });
  await forgetText(database, id);
  return row?.isNew ?? false;
}

/** What a gateway reports of a part under its own name for it. */
export async function partBecame(
  database: Database,
  { gatewayId, became }: { readonly gatewayId: string; readonly became: Reported },
  now: Millis,
): Promise<boolean> {
  const [row] = await database.query<{ isNew: boolean }>({
    text: 'SELECT sms_part_became($1, $2, $3) AS "isNew"',
    values: [gatewayId, became, now],
  });
  return row?.isNew ?? false;
}

async function forgetText(database: Database, id: string): Promise<void> {
  await database.query({ text: 'UPDATE sms_outbox SET text = NULL WHERE id = $1', values: [id] });
}

/** When the next SMS falls due, if any is left to send. */
export async function nextDue(database: Database): Promise<Millis | null> {
  const [row] = await database.query<{ next: Millis | null }>({
    name: 'next_sms',
    text: 'SELECT min(due_at) AS next FROM sms_outbox WHERE due_at IS NOT NULL',
  });
  return row?.next ?? null;
}

/** What a room's conversation has not been told yet. */
export type Untold = {
  readonly id: string;
  readonly roomId: string;
  readonly conversationId: string;
  readonly state: Delivery;
  /** A later SMS of the same room speaks for it. */
  readonly isOutdated: boolean;
};

/** Locks one SMS of which there is news, so that two servers do not tell it in the wrong order. */
export async function untold(tx: Tx, now: Millis): Promise<Untold | null> {
  const [row] = await tx.query<Untold>({
    name: 'untold_sms',
    text: `SELECT id, room_id AS "roomId", conversation_id AS "conversationId", state,
        EXISTS (SELECT FROM sms_outbox AS later WHERE later.room_id = sms_outbox.room_id
          AND later.created_at > sms_outbox.created_at) AS "isOutdated"
      FROM sms_outbox WHERE told <> state AND tell_at <= $1
      ORDER BY tell_at LIMIT 1 FOR UPDATE SKIP LOCKED`,
    values: [now],
  });
  return row ?? null;
}

export async function noteSmsTold(tx: Tx, { id, state }: Untold): Promise<void> {
  await tx.query({ text: 'UPDATE sms_outbox SET told = $2 WHERE id = $1', values: [id, state] });
}

export async function tellLater(tx: Tx, { id }: Untold, at: Millis): Promise<void> {
  await tx.query({ text: 'UPDATE sms_outbox SET tell_at = $2 WHERE id = $1', values: [id, at] });
}

/** Forgets to whom was written a month ago, and what was said of parts nobody claimed. */
export async function sweepSms(database: Database, now: Millis): Promise<void> {
  const values = [now - KEPT_MS];
  await database.query({ text: 'DELETE FROM sms_outbox WHERE created_at < $1', values });
  await database.query({
    text: 'DELETE FROM sms_parts WHERE sms_id IS NULL AND at < $1',
    values,
  });
}
