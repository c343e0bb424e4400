import { leavingEnds } from '@parley/core/call/room-call.ts';
import { roomTaskId } from '@parley/core/presence/presence.ts';
import type { Changes } from '../changes/changes.ts';
import { draftOf, withConversation } from '../changes/draft.ts';
import { decidedFrom } from '../command-context.ts';
import type { Database } from '../database/database.ts';

/** The conversations in whose rooms an agent waits who is rung for a call of another one. */
export async function emptyRoomsOf(
  database: Database,
  agentId: string,
  offerId: string,
): Promise<readonly string[]> {
  const rows = await database.query<{ conversationId: string }>({
    name: 'empty_rooms_of',
    text: `SELECT tasks.conversation_id AS "conversationId" FROM tasks, offers
      WHERE tasks.agent_id = $1 AND tasks.contact_id LIKE $3 AND tasks.state = 'active'
        AND offers.id = $2 AND offers.agent_id = $1 AND offers.call_id IS NOT NULL
        AND offers.conversation_id <> tasks.conversation_id`,
    values: [agentId, offerId, `${roomTaskId('')}%`],
  });
  return rows.map(({ conversationId }) => conversationId);
}

/**
 * Whoever goes into another call no longer waits in an empty room; its link lives on. That happens where a guest
 * brought no more than the room's code: they have a conversation of their own.
 */
export async function leaveEmptyRooms(
  changes: Changes,
  agentId: string,
  conversationIds: readonly string[],
): Promise<void> {
  for (const conversationId of conversationIds) {
    await changes.change({ conversationId, agents: [agentId] }, (loaded, now) => {
      const draft = draftOf(loaded);
      // Somebody came in meanwhile: it is not empty any more.
      if (leavingEnds(draft.call, agentId) !== null) return { ok: true, draft, answer: {} };
      return decidedFrom(withConversation(draft, { type: 'leave-room', agentId }, now), {});
    });
  }
}
