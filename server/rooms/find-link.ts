import type { Call } from '@parley/core/call/call.ts';
import type { Conversation } from '@parley/core/conversation/conversation.ts';
import type { Room } from '@parley/core/conversation/room.ts';
import { linkOpens } from '@parley/core/conversation/room-rules.ts';
import type { Millis } from '@parley/core/time.ts';
import type { Tx } from '../database/database.ts';
import { isSecretOf, type LinkKeys } from './link-keys.ts';
import { IS_USED } from './links.ts';

/** What somebody brings: the code, and the secret unless the code was typed. */
export type Proof = { readonly code: string; readonly secret: string | null };

/** Why a link opens nothing; who has no secret is told the first alone. */
export type DeadLink = 'link-not-valid' | 'link-expired' | 'link-used' | 'link-cancelled';

/** What a link that lives leads to. */
export type LiveLink = {
  readonly id: string;
  readonly agentId: string;
  readonly agentName: string;
  /** The guest brought the secret: they are who the link was given to. */
  readonly bySecret: boolean;
  readonly until: Millis;
} & (
  | {
      readonly kind: 'room';
      readonly conversation: Conversation;
      readonly room: Room;
      /** The call that goes on in its conversation. */
      readonly call: Call | null;
    }
  | { readonly kind: 'invitation'; readonly uses: 'one' | 'any' }
);

export type FoundLink =
  | { readonly ok: true; readonly link: LiveLink }
  | { readonly ok: false; readonly code: DeadLink };

type Row = {
  readonly id: string;
  readonly kind: 'room' | 'invitation';
  readonly secretHash: Buffer;
  readonly agentId: string;
  readonly agentName: string | null;
  readonly uses: 'one' | 'any';
  readonly until: Millis;
  readonly cancelledAt: Millis | null;
  readonly isUsed: boolean;
  readonly conversation: Conversation | null;
  readonly call: Call | null;
};

const BY_CODE = `SELECT l.id, l.kind, l.secret_hash AS "secretHash", l.agent_id AS "agentId",
    s.name AS "agentName", l.uses, l.until, l.cancelled_at AS "cancelledAt",
    ${IS_USED} AS "isUsed", c.value AS conversation, k.value AS call
  FROM room_links AS l LEFT JOIN staff AS s ON s.id = l.agent_id
  LEFT JOIN conversations AS c ON c.id = l.conversation_id
  LEFT JOIN calls AS k ON k.conversation_id = c.id AND k.phase <> 'ended'
  WHERE l.code_hash = $1`;

/** Looks a link up by one statement and one comparison, whatever is wrong with it; changes nothing. */
export async function findLink(
  tx: Tx,
  keys: LinkKeys,
  { proof, now }: { readonly proof: Proof; readonly now: Millis },
): Promise<FoundLink> {
  const [row] = await tx.query<Row>({
    name: 'link_by_code',
    text: BY_CODE,
    values: [keys.hashOfTyped(proof.code)],
  });
  const bySecret = isSecretOf(row?.secretHash ?? null, proof.secret);
  const found = row === undefined ? DEAD : judged(row, bySecret, now);
  // A secret that is not this link's is a guess, and learns as much as one.
  if (proof.secret !== null && !bySecret) return DEAD;
  return found.ok || bySecret ? found : DEAD;
}

const DEAD: FoundLink = { ok: false, code: 'link-not-valid' };

function judged(row: Row, bySecret: boolean, now: Millis): FoundLink {
  const { id, kind, agentId, uses, until } = row;
  const base = { id, agentId, agentName: row.agentName ?? '', bySecret, until };
  if (kind === 'invitation') {
    const dead = whyInvitationIsDead(row, now);
    return dead === null ? { ok: true, link: { ...base, kind, uses } } : { ok: false, code: dead };
  }
  const { conversation, call } = row;
  const room = conversation?.room ?? null;
  if (conversation === null || room === null) return DEAD;
  const dead = whyRoomIsDead(room, id, now);
  if (dead !== null) return { ok: false, code: dead };
  const { agentId: servedBy, agentName } = room;
  return {
    ok: true,
    link: { ...base, kind, agentId: servedBy, agentName, conversation, room, call },
  };
}

function whyInvitationIsDead(
  { cancelledAt, isUsed, until }: Row,
  now: Millis,
): Exclude<DeadLink, 'link-not-valid'> | null {
  if (cancelledAt !== null) return 'link-cancelled';
  if (isUsed) return 'link-used';
  return until <= now ? 'link-expired' : null;
}

/** By the clock, however late its timer is; a newer room of the conversation has taken the place of an older. */
function whyRoomIsDead(
  room: Room,
  linkId: string,
  now: Millis,
): Exclude<DeadLink, 'link-not-valid'> | null {
  if (room.id !== linkId) return 'link-used';
  if (linkOpens(room, now)) return null;
  const { state } = room;
  if (state.name === 'cancelled') return 'link-cancelled';
  return state.name === 'disconnected' && !state.isOpen ? 'link-used' : 'link-expired';
}
