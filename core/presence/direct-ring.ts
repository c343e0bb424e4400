import type { CallKind } from '../call/call.ts';
import type { Millis } from '../time.ts';
import { type AgentNow, callsOf, serves, unreachable } from './presence.ts';

/** What one agent rings another for. */
export type DirectRing = {
  readonly purpose: 'dial' | 'consult' | 'transfer';
  readonly kind: CallKind;
};

/** Why a colleague cannot be rung now. */
export type DirectObstacle =
  | 'target-offline'
  | 'target-unreachable'
  | 'target-paused'
  | 'target-busy';

/** How many voice calls one agent can have at once, one of them live (B7). */
const MOST_CALLS = 3;

/** Says why a colleague cannot be rung directly; null when they can. Whoever pauses can be called and consulted, not given a customer. */
export function canBeRungDirectly(
  agent: AgentNow,
  ring: DirectRing,
  now: Millis,
): DirectObstacle | null {
  if (agent.presence.wish.state === 'offline') return 'target-offline';
  const channel = ring.kind === 'audio' ? 'voice' : 'video';
  if (unreachable(agent, channel, now) !== null) return 'target-unreachable';
  if (isBusy(agent, ring)) return 'target-busy';
  if (ring.purpose !== 'transfer') return null;
  if (!serves(agent.presence, channel)) return 'target-paused';
  return agent.tasks.some((task) => task.state === 'wrap-up') ? 'target-busy' : null;
}

function isBusy({ tasks }: AgentNow, { purpose, kind }: DirectRing): boolean {
  const calls = callsOf(tasks);
  if (tasks.some((task) => task.state === 'reserved')) return true;
  if (purpose !== 'dial' || kind !== 'audio') return calls.length > 0;
  return calls.length >= MOST_CALLS || calls.some((task) => task.channel === 'video');
}
