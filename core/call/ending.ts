import { refuse } from '../outcome.ts';
import type { Millis } from '../time.ts';
import type { Call, EndReason, Leg } from './call.ts';
import type { CallEffect, CallInput, CallOutcome } from './inputs.ts';
import { legOf, withoutLeg } from './legs.ts';

/** One side presses End. In an escalation room leaving leaves; elsewhere it ends the call (K6). */
export function hangUp(call: Call, legId: string, now: Millis): CallOutcome {
  const leg = legOf(call, legId);
  if (leg === undefined) return refuse('no-such-leg');
  if (call.phase.name === 'ringing' && call.phase.legId === legId) return refuse('not-answered');
  if (call.origin === 'escalation-room' && call.legs.length > 1 && isAnswered(call)) {
    return leave(call, leg);
  }
  if (call.origin === 'escalation-room') return close(call, 'empty', now);
  if (leg.role === 'agent') return close(call, 'agent-ended', now);
  return close(call, isAnswered(call) ? 'customer-ended' : 'abandoned', now);
}

function isAnswered(call: Call): boolean {
  return call.phase.name === 'active' || call.phase.name === 'held';
}

function leave(call: Call, leg: Leg): CallOutcome {
  const free: CallEffect[] =
    leg.role === 'agent' ? [{ type: 'free-agent', agentId: leg.personId, because: 'ended' }] : [];
  return {
    ok: true,
    call: withoutLeg(call, leg.id),
    facts: [{ type: 'leg-left', legId: leg.id }],
    effects: [{ type: 'match-media' }, ...free],
  };
}

/** Ends the call for everybody and frees every agent in it; the conversation goes on (K8). */
export function close(call: Call, reason: EndReason, now: Millis): CallOutcome {
  const { phase } = call;
  const talkMs = phase.name === 'active' || phase.name === 'held' ? now - phase.answeredAt : 0;
  const because = phase.name === 'ringing' ? 'withdrawn' : 'ended';
  const freed = call.legs
    .filter((leg) => leg.role === 'agent')
    .map((leg): CallEffect => ({ type: 'free-agent', agentId: leg.personId, because }));
  return {
    ok: true,
    call: { ...call, legs: [], phase: { name: 'ended', at: now, reason, talkMs } },
    facts: [{ type: 'call-ended', reason, talkMs }],
    effects: [{ type: 'release-media' }, ...freed],
  };
}

/** A leg did not come back in time. The customer's end ends the call; an agent's gives the customer back to the queue. */
export function graceOver(
  call: Call,
  input: Extract<CallInput, { type: 'grace-over' }>,
  now: Millis,
): CallOutcome {
  const leg = legOf(call, input.legId);
  if (leg === undefined) return refuse('no-such-leg');
  const due = leg.link.state !== 'connected' && leg.link.until <= input.dueAt;
  if (!due) return { ok: true, call, facts: [], effects: [] };
  if (leg.role === 'customer')
    return close(call, isAnswered(call) ? 'customer-lost' : 'abandoned', now);
  return giveBack(call, leg, now);
}

function giveBack(call: Call, leg: Leg, now: Millis): CallOutcome {
  const others = call.legs.filter((one) => one.role === 'agent' && one.id !== leg.id);
  if (others.length > 0) return leave(call, leg);
  if (call.phase.name === 'ringing') return { ok: true, call, facts: [], effects: [] };
  return {
    ok: true,
    call: {
      ...withoutLeg(call, leg.id),
      passedBy: [...call.passedBy, { agentId: leg.personId, at: now }],
      phase: { name: 'queued', since: now },
    },
    facts: [{ type: 'call-requeued', agentId: leg.personId, because: 'agent-lost' }],
    effects: [
      { type: 'match-media' },
      { type: 'free-agent', agentId: leg.personId, because: 'agent-lost' },
      { type: 'seek-agent' },
    ],
  };
}
