import type { Millis } from '../time.ts';
import { type AgentNow, liveLeases, type Task } from './presence.ts';
import { type Missing, readiness } from './readiness.ts';

/** How a colleague stands, as others see them in a directory. */
export type Standing = {
  readonly state: 'ready' | 'paused' | 'busy' | 'offline';
  readonly since: Millis;
  /** The reason of a pause, what they are busy with, or what keeps them from being rung. */
  readonly reason: string | null;
};

/** What somebody is busy with. */
type Work = 'ringing' | 'in-call' | 'wrapping-up';

/** Derives how an agent stands. Chats keep nobody from a call; a call goes on while its page is away. */
export function standing(agent: AgentNow, now: Millis): Standing {
  const { wish } = agent.presence;
  const work = agent.tasks.flatMap((task) => workIn(task) ?? []);
  const [first] = work.toSorted((one, other) => one.since - other.since);
  if (first !== undefined) return { state: 'busy', since: first.since, reason: first.work };
  if (wish.state === 'offline') return { state: 'offline', since: wish.since, reason: null };
  const [missing] = readiness(agent, now).missing;
  if (missing !== undefined) return unreachable(agent, missing, now);
  if (wish.state === 'paused') return { state: 'paused', since: wish.since, reason: wish.reason };
  return { state: 'ready', since: Math.max(wish.since, agent.presence.idleSince), reason: null };
}

function workIn(task: Task): { readonly work: Work; readonly since: Millis } | null {
  const { since } = task;
  if (task.state === 'reserved') return { work: 'ringing', since };
  if (task.channel === 'chat') return null;
  return { work: task.state === 'wrap-up' ? 'wrapping-up' : 'in-call', since };
}

/** Without a living page it is since the last of them ended. */
function unreachable({ leases, presence }: AgentNow, reason: Missing, now: Millis): Standing {
  const ends = liveLeases(leases, now).length === 0 ? leases.map((lease) => lease.until) : [];
  return { state: 'offline', since: Math.max(presence.wish.since, ...ends), reason };
}
