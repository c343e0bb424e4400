import type { Millis } from '../time.ts';
import type { Call, EndReason } from './call.ts';
import type { CallFact, RingFailure } from './facts.ts';
import type { CallOutcome } from './inputs.ts';
import { isAnswered, isRung } from './people.ts';
import { freed } from './turns.ts';

/** Ends the call for everybody and frees every agent in it; the conversation goes on (K8). */
export function close(call: Call, reason: EndReason, now: Millis): CallOutcome {
  const { phase } = call;
  const talkMs = phase.name === 'active' || phase.name === 'held' ? now - phase.answeredAt : 0;
  const agents = call.legs
    .filter((leg) => leg.role === 'agent')
    .map((leg) => freed(leg.personId, isRung(call, leg.id) ? 'withdrawn' : 'ended'));
  return {
    ok: true,
    call: {
      ...call,
      legs: [],
      beside: { name: 'none' },
      phase: { name: 'ended', at: now, reason, talkMs },
    },
    facts: [{ type: 'call-ended', reason, talkMs }],
    effects: [{ type: 'release-media' }, ...agents],
  };
}

/** The customer's side goes: they hung up or did not come back, before or after the answer. */
export function customerReason(call: Call, answered: EndReason): EndReason {
  return isAnswered(call) ? answered : 'abandoned';
}

const UNANSWERED: Readonly<Record<RingFailure, EndReason>> = {
  declined: 'declined',
  'rang-out': 'no-answer',
  'agent-gone': 'unreachable',
};

/** The last agent who could have answered did not, and nobody waits in a queue: the call is over. */
export function endUnanswered(
  call: Call,
  ring: { readonly agentId: string; readonly because: RingFailure; readonly fact: CallFact },
  now: Millis,
): CallOutcome {
  const over = close(call, UNANSWERED[ring.because], now);
  if (!over.ok) return over;
  return {
    ...over,
    facts: [ring.fact, ...over.facts],
    effects: [...over.effects, freed(ring.agentId, ring.because)],
  };
}
