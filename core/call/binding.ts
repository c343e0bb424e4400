import { refuse } from '../outcome.ts';
import type { Call } from './call.ts';
import type { CallOutcome } from './inputs.ts';
import { answeredLegs } from './people.ts';
import { moved, unchanged } from './turns.ts';

/** A call that waits is for this agent alone from now on. */
export function bindTo(call: Call, agentId: string): CallOutcome {
  if (call.boundToAgentId === agentId) return unchanged(call);
  if (call.phase.name !== 'queued') return refuse('not-queued');
  return moved({ ...call, boundToAgentId: agentId, passedBy: [] }, [], [{ type: 'seek-agent' }]);
}

/** Whoever has a bound call is who it comes back to: it goes with the call when that is handed over. */
export function rebound(outcome: CallOutcome): CallOutcome {
  if (!outcome.ok || outcome.call.boundToAgentId === null) return outcome;
  const { call } = outcome;
  const agents = answeredLegs(call).filter((leg) => leg.role === 'agent');
  const [first] = agents;
  if (first === undefined || agents.some((leg) => leg.personId === call.boundToAgentId)) {
    return outcome;
  }
  return { ...outcome, call: { ...call, boundToAgentId: first.personId } };
}
