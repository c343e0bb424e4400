import { type Lease, liveLeases, type Task } from '@parley/core/presence/presence.ts';
import type { Millis } from '@parley/core/time.ts';
import type { Changes, Decided } from '../changes/changes.ts';
import { type DraftOutcome, draftOf, withCall, withConversation } from '../changes/draft.ts';
import { type AgentRow, agentFrom, type Loaded } from '../changes/loaded.ts';
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
export function createWatch({ database, changes, now }: Parts): Carrier {
  return async ({ subject: agentId }) => {
    const [row] = await database.query<{ agent: AgentRow }>({
      text: 'SELECT agent_now($1) AS agent',
      values: [agentId],
    });
    if (row === undefined) return undefined;
    const at = now();
    const { leases, tasks, presence } = agentFrom(row.agent, at);
    const alive = liveLeases(leases, at);
    if (alive.length > 0) return { againAt: lastEnd(alive) + 1 };
    const chatsEnd = lastEnd(leases) + CHATS_WAIT_MS;
    for (const task of dueTasks(tasks, chatsEnd <= at)) await freeTask(changes, agentId, task);
    const watched = presence.wish.state !== 'offline' || tasks.length > 0;
    if (!watched) return undefined;
    return {
      againAt: chatsEnd > at ? Math.min(chatsEnd, at + ABSENT_LOOK_MS) : at + ABSENT_LOOK_MS,
    };
  };
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
