import {
  type Colleague,
  type MailboxEvent,
  STAFF_MESSAGES,
  type StaffMessage,
} from '@parley/contracts/staff-messages.ts';
import type { Millis } from '@parley/core/time.ts';
import type { Tx } from '../database/database.ts';

/** What a message came to: its place, and what the two are told; a repeated one tells nothing. */
type Written = {
  readonly seq: number;
  readonly at: Millis;
  readonly events: readonly MailboxEvent[];
};

/** A message on its way from one member of staff to another. */
export type NewStaffMessage = {
  readonly fromId: string;
  readonly toId: string;
  readonly messageId: string;
  readonly text: string;
  readonly at: Millis;
};

/** Stores a message once; null where there is nobody to write to. */
export async function writeMessage(tx: Tx, message: NewStaffMessage): Promise<Written | null> {
  const [row] = await tx.query<{ written: Written | null }>({
    name: 'write_staff_message',
    text: 'SELECT write_staff_message($1) AS written',
    values: [JSON.stringify(message)],
  });
  return row?.written ?? null;
}

/** Whether this is somebody one can write to. */
export async function isColleague(tx: Tx, personId: string): Promise<boolean> {
  const found = await tx.query({
    name: 'is_colleague',
    text: "SELECT 1 FROM staff WHERE id = $1 AND role IN ('agent', 'supervisor')",
    values: [personId],
  });
  return found.length > 0;
}

type Read = { readonly readerId: string; readonly otherId: string; readonly upTo: number };

/** Moves a reader's mark on; answers what both are told. */
export async function markRead(
  tx: Tx,
  { readerId, otherId, upTo }: Read,
  now: Millis,
): Promise<readonly MailboxEvent[]> {
  const [row] = await tx.query<{ events: readonly MailboxEvent[] }>({
    name: 'mark_staff_read',
    text: 'SELECT mark_staff_read($1, $2, $3, $4) AS events',
    values: [readerId, otherId, upTo, now],
  });
  return row?.events ?? [];
}

/** The newest messages of two, or those before a number, in their order. */
export async function readMessages(
  tx: Tx,
  two: readonly [string, string],
  before: number | null,
): Promise<{ readonly messages: readonly StaffMessage[]; readonly more: boolean }> {
  const found = await tx.query<StaffMessage>({
    name: 'staff_messages_of',
    text: `SELECT seq, message_id AS "messageId", author_id AS "authorId", text, at
      FROM staff_messages
      WHERE first_id = least($1::text, $2::text) AND second_id = greatest($1::text, $2::text)
        AND ($3::bigint IS NULL OR seq < $3)
      ORDER BY seq DESC LIMIT ${STAFF_MESSAGES + 1}`,
    values: [...two, before],
  });
  const messages = found.slice(0, STAFF_MESSAGES).toReversed();
  return { messages, more: found.length > STAFF_MESSAGES };
}

type Known = { readonly mailboxSeq: number; readonly people: readonly Colleague[] };

/** Whom one can write to, read at one instant together with the place in one's mailbox. */
export async function readColleagues(tx: Tx, personId: string, now: Millis): Promise<Known> {
  const [row] = await tx.query<Known>({
    name: 'colleagues_of',
    text: COLLEAGUES,
    values: [personId, now],
  });
  return row ?? { mailboxSeq: 0, people: [] };
}

/** How many colleagues one answer names; whoever was written to comes first. */
const PEOPLE = 500;

const COLLEAGUES = `
  WITH threads AS (
    SELECT CASE WHEN first_id = $1 THEN second_id ELSE first_id END AS other_id,
      first_id, second_id, last_seq,
      CASE WHEN first_id = $1 THEN first_read ELSE second_read END AS own_read,
      CASE WHEN first_id = $1 THEN second_read ELSE first_read END AS their_read
    FROM staff_threads WHERE $1 IN (first_id, second_id)),
  people AS (
    SELECT s.id, s.name, s.role, coalesce(t.own_read, 0) AS own_read,
      coalesce(t.their_read, 0) AS their_read, m.at,
      CASE WHEN m.seq IS NULL THEN NULL ELSE jsonb_build_object('seq', m.seq,
        'messageId', m.message_id, 'authorId', m.author_id, 'text', m.text, 'at', m.at) END AS last,
      (SELECT count(*) FROM staff_messages AS u
        WHERE u.first_id = t.first_id AND u.second_id = t.second_id
          AND u.seq > t.own_read AND u.author_id = s.id) AS unread,
      EXISTS (SELECT 1 FROM tabs JOIN servers ON servers.id = tabs.server_id
        WHERE tabs.person_id = s.id AND tabs.connected AND servers.until > $2) AS is_here
    FROM staff AS s LEFT JOIN threads AS t ON t.other_id = s.id
      LEFT JOIN staff_messages AS m
        ON m.first_id = t.first_id AND m.second_id = t.second_id AND m.seq = t.last_seq
    WHERE s.id <> $1 AND s.role IN ('agent', 'supervisor')
    ORDER BY m.at DESC NULLS LAST, s.name, s.id LIMIT ${PEOPLE})
  SELECT coalesce((SELECT last_seq FROM streams WHERE stream = 'mailbox:' || $1), 0) AS "mailboxSeq",
    coalesce((SELECT jsonb_agg(jsonb_build_object('id', id, 'name', name, 'role', role,
      'isHere', is_here, 'last', last, 'unread', unread, 'ownRead', own_read,
      'theirRead', their_read) ORDER BY at DESC NULLS LAST, name, id) FROM people), '[]') AS people`;
