import { type AskOne, askedTogether } from '../database/asked-together.ts';
import type { Database } from '../database/database.ts';

/** Whose a conversation is now; null when there is none of that name. */
export type AgentIdsIn = AskOne<readonly string[]>;

/** Looks at once while nobody looks, and in one statement for all who want to know meanwhile. */
export function readAgentIds(database: Database): AgentIdsIn {
  return askedTogether(async (ids) => {
    const rows = await database.query<{ id: string; agentIds: readonly string[] }>({
      name: 'agents_of',
      text: 'SELECT id, agent_ids AS "agentIds" FROM conversations WHERE id = ANY($1)',
      values: [ids],
    });
    return new Map(rows.map((row) => [row.id, row.agentIds]));
  });
}
