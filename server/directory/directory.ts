import { type AgentFound, DIRECTORY_ROWS, type QueueFound } from '@parley/contracts/directory.ts';
import { obstacle } from '@parley/core/presence/presence.ts';
import { standing } from '@parley/core/presence/standing.ts';
import type { Millis } from '@parley/core/time.ts';
import { type AgentRow, agentFrom, type LoadedAgent } from '../changes/loaded.ts';
import type { Tx } from '../database/database.ts';
import { isFound, type Search } from './search.ts';

type Named = { readonly id: string; readonly name: string; readonly number: number };

/** Colleagues with a call bar, but not whoever asks; before anything is typed the willing come first. */
export async function findAgents(
  tx: Tx,
  { search, askedBy }: { readonly search: Search; readonly askedBy: string },
  now: Millis,
): Promise<readonly AgentFound[]> {
  const all = await tx.query<Named>({
    text: `SELECT staff.id, staff.name, staff.internal_number AS number
           FROM staff LEFT JOIN agents ON agents.agent_id = staff.id
           WHERE staff.agent_type = 'webrtc' AND staff.id <> $1
           ORDER BY ($2 AND coalesce(agents.presence->'wish'->>'state', '') = 'ready') DESC,
             staff.name, staff.id`,
    values: [askedBy, search.by === 'nothing'],
  });
  const found = all.filter((one) => isFound(search, one)).slice(0, DIRECTORY_ROWS);
  const agents = await agentsNow(tx, idsOf(found), now);
  return found.map(({ id, name, number }): AgentFound => {
    const stands = agents.get(id);
    if (stands === undefined) throw new Error('an agent was not read');
    const { state, since, reason } = standing(stands, now);
    return { id, name, internalNumber: number, state, stateSince: since, reason };
  });
}

/** Queues with who waits in them and who could take a call of theirs. */
export async function findQueues(
  tx: Tx,
  search: Search,
  now: Millis,
): Promise<readonly QueueFound[]> {
  const all = await tx.query<Named>(
    'SELECT id, name, internal_number AS number FROM queues ORDER BY name, id',
  );
  const found = all.filter((one) => isFound(search, one)).slice(0, DIRECTORY_ROWS);
  const lines = await linesOf(tx, idsOf(found));
  const members = await willingMembers(tx, idsOf(found));
  const agents = await agentsNow(tx, [...new Set(members.map((one) => one.agentId))], now);
  const free = members.filter(({ agentId }) => isFree(agents.get(agentId), now));
  return found.map(({ id, name, number }) => {
    const line = lines.get(id);
    return {
      id,
      name,
      internalNumber: number,
      waiting: line?.waiting ?? 0,
      longestWaitMs: line === undefined ? 0 : Math.max(0, now - line.first),
      readyAgents: free.filter((one) => one.queueId === id).length,
    };
  });
}

function idsOf(found: readonly Named[]): readonly string[] {
  return found.map((one) => one.id);
}

function isFree(agent: LoadedAgent | undefined, now: Millis): boolean {
  return agent !== undefined && obstacle(agent, { channel: 'voice' }, now) === null;
}

async function agentsNow(
  tx: Tx,
  ids: readonly string[],
  now: Millis,
): Promise<ReadonlyMap<string, LoadedAgent>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.query<{ agent: AgentRow }>({
    text: 'SELECT agent_now(id) AS agent FROM unnest($1::text[]) AS id',
    values: [ids],
  });
  return new Map(rows.map(({ agent }) => [agent.agentId, agentFrom(agent, now)]));
}

type Line = { readonly queueId: string; readonly waiting: number; readonly first: Millis };

async function linesOf(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Line>> {
  const lines = await tx.query<Line>({
    text: `SELECT queue_id AS "queueId", count(*) AS waiting, min(since) AS first
           FROM contacts WHERE queue_id = ANY($1) GROUP BY queue_id`,
    values: [ids],
  });
  return new Map(lines.map((line) => [line.queueId, line]));
}

function willingMembers(
  tx: Tx,
  ids: readonly string[],
): Promise<readonly { readonly queueId: string; readonly agentId: string }[]> {
  return tx.query({
    text: `SELECT member.queue_id AS "queueId", member.staff_id AS "agentId"
           FROM queue_members AS member JOIN agents ON agents.agent_id = member.staff_id
           WHERE member.queue_id = ANY($1) AND agents.presence->'wish'->>'state' = 'ready'`,
    values: [ids],
  });
}
