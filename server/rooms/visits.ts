import type { Conversation } from '@parley/core/conversation/conversation.ts';
import { isOpen } from '@parley/core/conversation/room-rules.ts';
import type { Millis } from '@parley/core/time.ts';
import type { Tx } from '../database/database.ts';
import type { LiveLink } from './find-link.ts';

/** Who asks to be let in by an invitation, or by a code without its secret. */
export type Visitor = { readonly link: LiveLink; readonly tabId: string };

/** What came of earlier visits by this link. */
export type Visits = {
  /** Where this visitor came in before and can still go. */
  readonly open: { readonly conversationId: string; readonly roomId: string } | null;
  /** How often this visitor came: the next visit is the one after it, however often Join is pressed. */
  readonly before: number;
  /** Visitors of this link who are there now. */
  readonly present: number;
};

type Row = {
  readonly conversationId: string;
  readonly tabId: string;
  readonly bySecret: boolean;
  readonly value: Conversation;
};

const LATEST = 200;

export async function visitsOf(tx: Tx, { link, tabId }: Visitor): Promise<Visits> {
  const rows = await tx.query<Row>({
    name: 'visits_of',
    text: `SELECT v.conversation_id AS "conversationId", v.tab_id AS "tabId",
        v.by_secret AS "bySecret", c.value
      FROM room_visits AS v JOIN conversations AS c ON c.id = v.conversation_id
      WHERE v.link_id = $1 ORDER BY v.at DESC LIMIT ${LATEST}`,
    values: [link.id],
  });
  const theirs = rows.filter((row) => isOf(row, link, tabId));
  const [last] = theirs;
  const room = last?.value.room ?? null;
  return {
    open:
      last !== undefined && room !== null && isOpen(room)
        ? { conversationId: last.conversationId, roomId: room.id }
        : null,
    before: theirs.length,
    present: rows.filter(({ value }) => value.room !== null && isOpen(value.room)).length,
  };
}

/** Visits by this link whose guests wait and have not been answered. */
export async function waitingVisitsOf(
  tx: Tx,
  linkId: string,
): Promise<readonly { readonly conversationId: string; readonly roomId: string }[]> {
  const rows = await tx.query<Pick<Row, 'conversationId' | 'value'>>({
    name: 'waiting_visits_of',
    text: `SELECT v.conversation_id AS "conversationId", c.value
      FROM room_visits AS v JOIN conversations AS c ON c.id = v.conversation_id
      WHERE v.link_id = $1 AND c.value -> 'room' -> 'guest' ->> 'state' = 'waiting'`,
    values: [linkId],
  });
  return rows.flatMap(({ conversationId, value: { room } }) =>
    room !== null && isOpen(room) ? [{ conversationId, roomId: room.id }] : [],
  );
}

/** Under which name a visit is one, however often it is asked for; all devices share a one-off invitation. */
export function visitName({ link, tabId }: Visitor, before: number): string {
  const who = isShared(link) ? 'once' : tabId;
  return `${link.bySecret ? 'guest' : 'code'}:${who}:${before}`;
}

function isOf(row: Row, link: LiveLink, tabId: string): boolean {
  return row.bySecret === link.bySecret && (isShared(link) || row.tabId === tabId);
}

function isShared(link: LiveLink): boolean {
  return link.kind === 'invitation' && link.uses === 'one' && link.bySecret;
}

/** Written before the visit's conversation is. */
export async function noteVisit(
  tx: Tx,
  conversationId: string,
  { link, tabId, now }: Visitor & { readonly now: Millis },
): Promise<void> {
  await tx.query({
    name: 'note_visit',
    text: `INSERT INTO room_visits (conversation_id, link_id, tab_id, by_secret, at)
      VALUES ($1, $2, $3, $4, $5)`,
    values: [conversationId, link.id, tabId, link.bySecret, now],
  });
}

/** It did not come into being. */
export async function dropVisit(tx: Tx, conversationId: string): Promise<void> {
  await tx.query({
    text: 'DELETE FROM room_visits WHERE conversation_id = $1',
    values: [conversationId],
  });
}
