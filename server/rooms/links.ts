import type { Millis } from '@parley/core/time.ts';
import type { Database, Tx } from '../database/database.ts';
import type { LinkKeys, LinkWords } from './link-keys.ts';

/** A link as it is made: of a room in a conversation, or an invitation to its agent. */
export type NewLink = {
  readonly id: string;
  readonly agentId: string;
  readonly until: Millis;
} & (
  | { readonly kind: 'room'; readonly conversationId: string }
  | { readonly kind: 'invitation'; readonly uses: 'one' | 'any'; readonly note: string }
);

const TRIES = 5;

/** What makes links: the keys, how long their codes are, and when. */
export type LinkMaking = {
  readonly keys: LinkKeys;
  readonly codeLength: number;
  readonly now: Millis;
};

/**
 * Makes a code that nobody has. The link is dead until its room is stored: a room that never comes into being
 * leaves a link that opens nothing.
 */
export async function makeLink(tx: Tx, making: LinkMaking, link: NewLink): Promise<LinkWords> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const words = making.keys.make(making.codeLength);
    if (await insert(tx, { ...making, words }, link)) return words;
  }
  throw new Error('every code that was drawn is taken');
}

async function insert(
  tx: Tx,
  { keys, words, now }: LinkMaking & { readonly words: LinkWords },
  link: NewLink,
): Promise<boolean> {
  const { codeHash, secretHash, sealed } = keys.rowFor(words);
  const isRoom = link.kind === 'room';
  const made = await tx.query({
    name: 'make_link',
    text: `INSERT INTO room_links (id, kind, code_hash, secret_hash, sealed, agent_id,
        conversation_id, uses, note, made_at, until)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
      ON CONFLICT (code_hash) DO NOTHING RETURNING id`,
    values: [
      ...[link.id, link.kind, codeHash, secretHash, sealed, link.agentId],
      ...(isRoom ? [link.conversationId, 'one', ''] : [null, link.uses, link.note]),
      ...[now, link.until],
    ],
  });
  return made.length > 0;
}

/** Takes back a link whose room did not come into being. */
export async function dropLink(tx: Tx, id: string): Promise<void> {
  await tx.query({ text: 'DELETE FROM room_links WHERE id = $1', values: [id] });
}

/** The link of a room once more; null when it is gone or was made under another secret. */
export async function wordsOf(tx: Tx, keys: LinkKeys, id: string): Promise<LinkWords | null> {
  const [row] = await tx.query<{ sealed: Buffer }>({
    name: 'sealed_link',
    text: 'SELECT sealed FROM room_links WHERE id = $1',
    values: [id],
  });
  return row === undefined ? null : keys.unseal(row.sealed);
}

/** An invitation as its agent sees it in the list. */
export type InvitationRow = {
  readonly invitationId: string;
  readonly uses: 'one' | 'any';
  readonly until: Millis;
  readonly note: string;
  readonly sealed: Buffer;
  readonly cancelledAt: Millis | null;
  readonly visits: number;
  readonly isUsed: boolean;
};

/** A one-off invitation is used up when a call of one of its visits was answered and is over. */
export const IS_USED = `l.uses = 'one' AND EXISTS (
  SELECT 1 FROM room_visits AS v JOIN conversations AS o ON o.id = v.conversation_id
  WHERE v.link_id = l.id AND o.value->'room'->'state'->>'name' = 'disconnected'
    AND o.value->'room'->'state'->>'isOpen' = 'false')`;

const MOST_LISTED = 100;

export async function invitationsOf(tx: Tx, agentId: string): Promise<readonly InvitationRow[]> {
  return tx.query<InvitationRow>({
    name: 'invitations_of',
    text: `SELECT l.id AS "invitationId", l.uses, l.until, l.note, l.sealed,
        l.cancelled_at AS "cancelledAt", ${IS_USED} AS "isUsed",
        (SELECT count(*) FROM room_visits AS v JOIN conversations AS o ON o.id = v.conversation_id
          WHERE v.link_id = l.id)::integer AS visits
      FROM room_links AS l WHERE l.agent_id = $1 AND l.kind = 'invitation'
      ORDER BY l.made_at DESC LIMIT ${MOST_LISTED}`,
    values: [agentId],
  });
}

/** Whether there was such an invitation of this agent that could still be cancelled. */
export async function cancelInvitation(
  tx: Tx,
  { id, agentId }: { readonly id: string; readonly agentId: string },
  now: Millis,
): Promise<boolean> {
  const rows = await tx.query({
    text: `UPDATE room_links SET cancelled_at = coalesce(cancelled_at, $3)
      WHERE id = $1 AND agent_id = $2 AND kind = 'invitation' RETURNING id`,
    values: [id, agentId, now],
  });
  return rows.length > 0;
}

/** No code comes again while somebody may still have it in a message. */
const KEPT_MS = 30 * 24 * 3_600_000;

export async function forgetOldLinks(database: Database, now: Millis): Promise<void> {
  await database.query({
    text: 'DELETE FROM room_links WHERE until < $1',
    values: [now - KEPT_MS],
  });
}
