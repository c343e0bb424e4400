import type { Millis } from '../time.ts';
import type { Beside, Call, Leg } from './call.ts';
import type { CallEffect, CallFact } from './facts.ts';
import type { CallOutcome } from './inputs.ts';
import { withoutLeg } from './legs.ts';

type FreedBecause = Extract<CallEffect, { type: 'free-agent' }>['because'];

const ALONE: Beside = { name: 'none' };

/** The call was asked for what it already is. */
export function unchanged(call: Call): CallOutcome {
  return { ok: true, call, facts: [], effects: [] };
}

/** The call moved: media must match it again, and whoever left is free. */
export function moved(
  call: Call,
  facts: readonly CallFact[],
  effects: readonly CallEffect[] = [],
): CallOutcome {
  return { ok: true, call, facts, effects: [{ type: 'match-media' }, ...effects] };
}

/** The effect that gives an agent their time back. */
export function freed(agentId: string, because: FreedBecause): CallEffect {
  return { type: 'free-agent', agentId, because };
}

/** When somebody first answered. */
function answeredAt(call: Call, now: Millis): Millis {
  return 'answeredAt' in call.phase ? call.phase.answeredAt : now;
}

/** The line talks: nothing is held. */
export function activeCall(call: Call, beside: Beside, now: Millis): Call {
  const at = answeredAt(call, now);
  return { ...call, beside, phase: { name: 'active', since: now, answeredAt: at } };
}

/** Everybody who is left talks. */
export function backOnLine(call: Call, now: Millis): Call {
  return activeCall(call, ALONE, now);
}

/** The line is held by this leg; a hold that goes on keeps its beginning. */
export function heldCall(
  call: Call,
  { byLegId, beside = ALONE }: { readonly byLegId: string; readonly beside?: Beside },
  now: Millis,
): Call {
  const since = call.phase.name === 'held' ? call.phase.since : now;
  const at = answeredAt(call, now);
  return { ...call, beside, phase: { name: 'held', since, answeredAt: at, byLegId } };
}

/** The customer waits in line again, with the place kept (Q5). */
export function queuedCall(call: Call, passedBy: string, now: Millis): Call {
  return {
    ...call,
    beside: ALONE,
    passedBy: [...call.passedBy, { agentId: passedBy, at: now }],
    phase: { name: 'queued', since: now },
  };
}

/** An agent's leg goes and those who are left talk. */
export function othersGoOn(
  call: Call,
  { leg, because }: { readonly leg: Leg; readonly because: FreedBecause },
  now: Millis,
): CallOutcome {
  const effects = leg.role === 'agent' ? [freed(leg.personId, because)] : [];
  const left = backOnLine(withoutLeg(call, leg.id), now);
  return moved(left, [{ type: 'leg-left', legId: leg.id }], effects);
}

/** Whether the call has its customer. */
export function hasCustomer(call: Call): boolean {
  return call.legs.some((leg) => leg.role === 'customer');
}
