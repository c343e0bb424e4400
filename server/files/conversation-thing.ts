import type { Thing, Who } from '@parley/core/access/can.ts';
import type { Database } from '../database/database.ts';

/** What the rules need of a conversation; null when there is none of that name. A customer's own is known from their proof. */
export async function conversationThing(
  database: Database,
  who: Who,
  conversationId: string,
): Promise<Thing | null> {
  if (who.role === 'customer' || who.role === 'nobody') return { conversationId };
  const [row] = await database.query<{ queueId: string; agentIds: string[] }>({
    name: 'readers_of',
    text: 'SELECT queue_id AS "queueId", agent_ids AS "agentIds" FROM conversations WHERE id = $1',
    values: [conversationId],
  });
  return row === undefined ? null : { conversationId, ...row };
}
