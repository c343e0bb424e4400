import { refuse } from '../outcome.ts';
import { whyPassed } from '../passed-offer.ts';
import type { Millis } from '../time.ts';
import { type Call, type CallPhase, JOIN_MS, type Leg } from './call.ts';
import { endUnanswered } from './ending.ts';
import type { RingFailure } from './facts.ts';
import type { CallInput, CallOutcome, ForwardTarget } from './inputs.ts';
import { invitationAnswered, invitationFailed } from './inviting.ts';
import { newLeg, withLeg, withoutLeg } from './legs.ts';
import { ringOf } from './people.ts';
import { freed, moved, queuedCall } from './turns.ts';

type Input<Type extends CallInput['type']> = Extract<CallInput, { type: Type }>;
type Rung = Extract<ForwardTarget, { readonly offerId: string }>;
type Ringing = Extract<CallPhase, { readonly name: 'ringing' }>;

/** Rings one agent; their leg joins at once so that Answer only has to let the media through. */
export function offer(call: Call, input: Input<'offer'>, now: Millis): CallOutcome {
  if (call.phase.name !== 'queued') return refuse('not-queued');
  const { agentId, agentName } = input;
  return moved(ringAt(call, input, now), [{ type: 'call-offered', agentId, agentName }]);
}

/** The call as it rings at an agent whose leg has just joined. */
export function ringAt(call: Call, to: Rung, now: Millis): Call {
  const { offerId, agentId, legId, until } = to;
  const phase: CallPhase = { name: 'ringing', since: now, until, offerId, agentId, legId };
  const who = { legId, role: 'agent', personId: agentId, name: to.agentName } as const;
  return { ...call, phase, legs: [...call.legs, newLeg(who, call, now)] };
}

/** The agent who is being rung takes the call in one tab; late or for another's ring it is refused. */
export function answer(call: Call, input: Input<'answer'>, now: Millis): CallOutcome {
  const ring = ringOf(call);
  const leg = call.legs.find((one) => one.id === ring?.legId);
  if (leg === undefined || leg.personId !== input.agentId) return refuse('offer-closed');
  const taken = withLeg(call, takenBy(leg, input.tabId, now));
  if (call.beside.name === 'inviting') return invitationAnswered(taken, call.beside, now);
  return moved({ ...taken, phase: { name: 'active', since: now, answeredAt: now } }, [
    { type: 'call-answered', agentId: input.agentId, waitMs: now - call.startedAt },
  ]);
}

function takenBy(leg: Leg, tabId: string, now: Millis): Leg {
  const kept = leg.link.state === 'connected' && leg.tabId === tabId;
  const link = kept ? leg.link : ({ state: 'joining', since: now, until: now + JOIN_MS } as const);
  return { ...leg, tabId, link };
}

/** The ring ends without an answer, whether of the call itself or of an invitation beside it. */
export function pass(
  call: Call,
  input: Input<'decline' | 'rang-out' | 'agent-gone'>,
  now: Millis,
): CallOutcome {
  const ring = ringOf(call);
  const mine =
    input.type === 'rang-out' ? input.offerId === ring?.offerId : input.agentId === ring?.agentId;
  if (ring === null || !mine) return refuse('offer-closed');
  const because = whyPassed(input.type, ring.until, now);
  if (call.phase.name === 'ringing') return notAnswered(call, { ring: call.phase, because }, now);
  return invitationFailed(call, because, now);
}

/** The customer keeps the place in line and the next agent is sought (Q5); an internal call is over. */
function notAnswered(
  call: Call,
  { ring, because }: { readonly ring: Ringing; readonly because: RingFailure },
  now: Millis,
): CallOutcome {
  const { agentId } = ring;
  const without = withoutLeg(call, ring.legId);
  const fact = { type: 'call-passed', agentId, because } as const;
  if (call.origin !== 'internal') {
    return moved(
      queuedCall(without, agentId, now),
      [fact],
      [freed(agentId, because), { type: 'seek-agent' }],
    );
  }
  return endUnanswered(without, { agentId, because, fact }, now);
}
