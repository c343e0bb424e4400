import { refuse } from '../outcome.ts';
import { whyPassed } from '../passed-offer.ts';
import type { Millis } from '../time.ts';
import { type Call, type CallPhase, JOIN_MS } from './call.ts';
import type { CallInput, CallOutcome } from './inputs.ts';
import { newLeg, withLeg, withoutLeg } from './legs.ts';

type Input<Type extends CallInput['type']> = Extract<CallInput, { type: Type }>;

/** Rings one agent; their leg joins at once so that Answer only has to let the media through. */
export function offer(call: Call, input: Input<'offer'>, now: Millis): CallOutcome {
  if (call.phase.name !== 'queued') return refuse('not-queued');
  const leg = newLeg(
    { legId: input.legId, role: 'agent', personId: input.agentId, name: input.agentName },
    call,
    now,
  );
  const phase: CallPhase = {
    name: 'ringing',
    since: now,
    until: input.until,
    offerId: input.offerId,
    agentId: input.agentId,
    legId: input.legId,
  };
  return {
    ok: true,
    call: { ...call, phase, legs: [...call.legs, leg] },
    facts: [{ type: 'call-offered', agentId: input.agentId, agentName: input.agentName }],
    effects: [{ type: 'match-media' }],
  };
}

/** The agent who is being rung takes the call in one tab; late or for another's ring it is refused. */
export function answer(call: Call, input: Input<'answer'>, now: Millis): CallOutcome {
  const { phase } = call;
  if (phase.name !== 'ringing' || phase.agentId !== input.agentId) return refuse('offer-closed');
  const leg = call.legs.find((one) => one.id === phase.legId);
  if (leg === undefined) return refuse('offer-closed');
  const kept = leg.link.state === 'connected' && leg.tabId === input.tabId;
  const taken = withLeg(call, {
    ...leg,
    tabId: input.tabId,
    link: kept ? leg.link : { state: 'joining', since: now, until: now + JOIN_MS },
  });
  return {
    ok: true,
    call: { ...taken, phase: { name: 'active', since: now, answeredAt: now } },
    facts: [{ type: 'call-answered', agentId: input.agentId, waitMs: now - call.startedAt }],
    effects: [{ type: 'match-media' }],
  };
}

/** The offer ends without an answer: the customer keeps the place in line and the next agent is sought (Q5). */
export function pass(
  call: Call,
  input: Input<'decline' | 'rang-out' | 'agent-gone'>,
  now: Millis,
): CallOutcome {
  const { phase } = call;
  if (phase.name !== 'ringing') return refuse('offer-closed');
  const mine =
    input.type === 'rang-out' ? input.offerId === phase.offerId : input.agentId === phase.agentId;
  if (!mine) return refuse('offer-closed');
  const because = whyPassed(input.type, phase.until, now);
  return {
    ok: true,
    call: {
      ...withoutLeg(call, phase.legId),
      passedBy: [...call.passedBy, { agentId: phase.agentId, at: now }],
      phase: { name: 'queued', since: now },
    },
    facts: [{ type: 'call-passed', agentId: phase.agentId, because }],
    effects: [
      { type: 'match-media' },
      { type: 'free-agent', agentId: phase.agentId, because },
      { type: 'seek-agent' },
    ],
  };
}
