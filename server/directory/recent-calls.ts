import type { RecentCalls } from '@parley/contracts/directory.ts';
import type { Tx } from '../database/database.ts';

const SHOWN = 50;

/** An agent's own last calls that are over; a colleague is reached under the number they have today. */
export async function recentCallsOf(tx: Tx, agentId: string): Promise<RecentCalls> {
  const rows = await tx.query<RecentCalls[number]>({
    text: `SELECT call_id AS "callId", conversation_id AS "conversationId", at, direction, kind,
             other_name AS "otherName", coalesce(staff.internal_number::text, number) AS number,
             outcome, talk_ms AS "talkMs"
           FROM recent_calls LEFT JOIN staff ON staff.id = other_id
           WHERE agent_id = $1 AND talk_ms IS NOT NULL
           ORDER BY at DESC, recent_calls.id DESC LIMIT $2`,
    values: [agentId, SHOWN],
  });
  return [...rows];
}
