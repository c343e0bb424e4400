import type { Database } from '../database/database.ts';

/** Whose a conversation is now; null when there is none of that name. */
export type AgentIdsIn = (conversationId: string) => Promise<readonly string[] | null>;

type Asked = {
  readonly conversationId: string;
  readonly answer: (agentIds: readonly string[] | null) => void;
  readonly fail: (error: unknown) => void;
};

/** Asks at once while nobody asks, and in one statement for all who ask meanwhile. */
export function readAgentIds(database: Database): AgentIdsIn {
  let waiting: Asked[] = [];
  let isAsking = false;

  const ask = async (): Promise<void> => {
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      await answerAll(database, group);
    }
    isAsking = false;
  };

  return (conversationId) =>
    new Promise((answer, fail) => {
      waiting.push({ conversationId, answer, fail });
      if (isAsking) return;
      isAsking = true;
      void ask();
    });
}

async function answerAll(database: Database, group: readonly Asked[]): Promise<void> {
  const ids = [...new Set(group.map((one) => one.conversationId))];
  try {
    const rows = await database.query<{ id: string; agentIds: readonly string[] }>({
      name: 'agents_of',
      text: 'SELECT id, agent_ids AS "agentIds" FROM conversations WHERE id = ANY($1)',
      values: [ids],
    });
    const found = new Map(rows.map((row) => [row.id, row.agentIds]));
    for (const { conversationId, answer } of group) answer(found.get(conversationId) ?? null);
  } catch (error) {
    for (const { fail } of group) fail(error);
  }
}
