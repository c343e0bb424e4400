import {
  LEASE_MS,
  type Lease,
  liveLeases,
  RELOAD_MS,
  type Task,
} from '@parley/core/presence/presence.ts';
import type { Millis } from '@parley/core/time.ts';
import type { Changes, Decided } from '../changes/changes.ts';
import { type DraftOutcome, draftOf, withCall, withConversation } from '../changes/draft.ts';
import { type AgentRow, agentFrom, type Loaded, type LoadedAgent } from '../changes/loaded.ts';
import type { Database } from '../database/database.ts';
import type { Carrier } from '../jobs/jobs.ts';

/** How long an agent may have no page before their chats go back to the queue. */
const CHATS_WAIT_MS = 120_000;

/** How often an agent who wishes to work but has no page is looked at. */
const ABSENT_LOOK_MS = 15_000;

type Parts = {
  readonly database: Database;
  readonly changes: Changes;
  readonly now: () => Millis;
};

/** Looks after an agent whose pages may all be gone: frees what rings, later what was assigned (Q8). */
export function createWatch(parts: Parts): Carrier {
  const startedAt = parts.now();
  return async ({ subject: agentId }) => {
    const at = parts.now();
    const [row] = await parts.database.query<{ agent: AgentRow }>({
      text: 'SELECT agent_now($1) AS agent',
      values: [agentId],
    });
    if (row === undefined) return undefined;
    const agent = agentFrom(row.agent, at);
    const presentUntil = mayBeThereUntil(agent.leases, startedAt);
    if (presentUntil > at) return { againAt: presentUntil };
    return lookAfterAbsent(parts, agent, at);
  };
}

/**
 * Until when one of the pages may be there. While no server was there no page could renew its lease:
 * whoever was here then gets the time of a reload.
 */
function mayBeThereUntil(leases: readonly Lease[], startedAt: Millis): Millis {
  const last = lastEnd(leases) + 1;
  return last > startedAt - LEASE_MS ? Math.max(last, startedAt + RELOAD_MS) : last;
}

async function lookAfterAbsent(
  { changes }: Parts,
  agent: LoadedAgent,
  at: Millis,
): ReturnType<Carrier> {
  const { agentId, leases, tasks, presence } = agent;
  const chatsEnd = lastEnd(leases) + CHATS_WAIT_MS;
  for (const task of dueTasks(tasks, chatsEnd <= at)) await freeTask(changes, agentId, task);
  const isWatched = presence.wish.state !== 'offline' || tasks.length > 0;
  if (!isWatched) return undefined;
  const next = at + ABSENT_LOOK_MS;
  return { againAt: chatsEnd > at ? Math.min(chatsEnd, next) : next };
}

function lastEnd(leases: readonly Lease[]): Millis {
  return Math.max(0, ...leases.map((lease) => lease.until));
}

/** What rings is freed at once; a call in progress has its own grace, chats wait a while. */
function dueTasks(tasks: readonly Task[], chatsAreDue: boolean): readonly Task[] {
  return tasks.filter(
    (task) => task.state === 'reserved' || (task.channel === 'chat' && chatsAreDue),
  );
}

async function freeTask(changes: Changes, agentId: string, task: Task): Promise<void> {
  const { conversationId } = task;
  const target = { conversationId, agents: [agentId], engaged: true };
  const answer = await changes.change(target, (loaded, now) =>
    freed(loaded, { agentId, task, now }),
  );
  if (!answer.ok && answer.code === 'try-again') throw new Error('an agent was not freed');
}

type Freeing = { readonly agentId: string; readonly task: Task; readonly now: Millis };

function freed(loaded: Loaded, freeing: Freeing): Decided<null> {
  const { agentId, now } = freeing;
  const draft = draftOf(loaded);
  const agent = loaded.agents.get(agentId);
  const came = agent === undefined || liveLeases(agent.leases, now).length > 0;
  if (came) return { ok: true, draft, answer: null };
  const moved = stepFor(loaded, freeing);
  return { ok: true, draft: moved.ok ? moved.draft : draft, answer: null };
}

function stepFor(loaded: Loaded, { agentId, task, now }: Freeing): DraftOutcome {
  const draft = draftOf(loaded);
  if (task.channel !== 'chat') return withCall(draft, { type: 'agent-gone', agentId }, now);
  if (task.state === 'reserved') {
    return withConversation(draft, { type: 'agent-gone', agentId }, now);
  }
  return withConversation(draft, { type: 'release', agentId, because: 'agent-gone' }, now);
}
