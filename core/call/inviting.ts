import { refuse } from '../outcome.ts';
import type { Millis } from '../time.ts';
import type { Beside, Call } from './call.ts';
import { endUnanswered } from './ending.ts';
import type { CallFact, CallRefusalCode, RingFailure } from './facts.ts';
import type { CallInput, CallOutcome } from './inputs.ts';
import { legOf, newLeg, withoutLeg } from './legs.ts';
import { answeredLegs, presentAgent } from './people.ts';
import { backOnLine, freed, hasCustomer, heldCall, moved, queuedCall } from './turns.ts';

type Input<Type extends CallInput['type']> = Extract<CallInput, { type: Type }>;

/** An agent who is rung beside the line. */
export type Inviting = Extract<Beside, { readonly name: 'inviting' }>;

/** Holds the line and rings a second agent, whose leg joins at once and is in no flow until they answer. */
export function invite(call: Call, input: Input<'invite'>, now: Millis): CallOutcome {
  const acting = presentAgent(call, input.legId);
  if (!acting.ok) return acting;
  const refused = whyNotInvite(call, input);
  if (refused !== null) return refuse(refused);
  const { legId, agentId, agentName, purpose, offerId, until } = input;
  const wasHeld = call.phase.name === 'held';
  const beside: Inviting = {
    name: 'inviting',
    since: now,
    ...{ until, offerId, agentId, agentName, purpose, legId: input.invitedLegId },
    ...{ byLegId: legId, byAgentId: acting.leg.personId, byName: acting.leg.name },
    before: wasHeld ? 'held' : 'active',
  };
  const held = heldCall(call, { byLegId: legId, beside }, now);
  const who = { role: 'agent', personId: agentId, name: agentName } as const;
  const joining = newLeg({ ...who, legId: input.invitedLegId }, call, now);
  const started = purpose === 'consult' ? 'consult-started' : 'transfer-started';
  const facts: readonly CallFact[] = [{ type: started, legId, agentId, agentName }];
  return moved(
    { ...held, legs: [...held.legs, joining] },
    wasHeld ? facts : [{ type: 'call-held', legId }, ...facts],
  );
}

function whyNotInvite(call: Call, input: Input<'invite'>): CallRefusalCode | null {
  const { beside, phase } = call;
  if (beside.name === 'conference') return 'conference-full';
  if (beside.name !== 'none') return 'consult-open';
  if (phase.name === 'held' && phase.byLegId !== input.legId) return 'held-by-other';
  if (call.legs.some((leg) => leg.personId === input.agentId)) return 'already-in-call';
  return answeredLegs(call).length < 2 ? 'no-customer' : null;
}

/** The invited agent answered: they talk with the inviter alone, or have the line for good. */
export function invitationAnswered(call: Call, invited: Inviting, now: Millis): CallOutcome {
  const { agentId, agentName, byLegId, legId: withLegId } = invited;
  if (invited.purpose === 'consult') {
    const beside: Beside = { name: 'consulting', since: now, byLegId, withLegId, merged: false };
    return moved({ ...call, beside }, [{ type: 'consult-answered', agentId, agentName }]);
  }
  const stillThere = legOf(call, byLegId) !== undefined;
  const fact: CallFact = {
    type: 'transferred',
    by: 'blind',
    fromAgentId: invited.byAgentId,
    fromName: invited.byName,
    toAgentId: agentId,
    toName: agentName,
  };
  return moved(
    backOnLine(withoutLeg(call, byLegId), now),
    [fact],
    stillThere ? [freed(invited.byAgentId, 'transferred')] : [],
  );
}

/** Nobody answered the invitation: the inviter has the line again, or the customer waits in the queue (X8). */
export function invitationFailed(call: Call, because: RingFailure, now: Millis): CallOutcome {
  const invited = call.beside;
  if (invited.name !== 'inviting') return refuse('offer-closed');
  const { agentId, agentName, purpose } = invited;
  const failed = purpose === 'consult' ? 'consult-failed' : 'transfer-failed';
  const fact: CallFact = { type: failed, agentId, agentName, because };
  const without = withoutInvited(call, invited);
  const free = freed(agentId, because);
  if (legOf(call, invited.byLegId) !== undefined) {
    const back = purpose === 'transfer' && invited.before === 'active';
    return moved(back ? backOnLine(without, now) : without, [fact], [free]);
  }
  if (!hasCustomer(call)) return endUnanswered(without, { agentId, because, fact }, now);
  const requeued: CallFact = { type: 'call-requeued', agentId, because: 'transfer-failed' };
  return moved(queuedCall(without, agentId, now), [fact, requeued], [free, { type: 'seek-agent' }]);
}

/** The call without the invitation and its leg, the line as it is. */
export function withoutInvited(call: Call, invited: Inviting): Call {
  return { ...withoutLeg(call, invited.legId), beside: { name: 'none' } };
}

/** The one who transfers goes, and the ring goes on without them. */
export function inviterLeaves(
  call: Call,
  invited: Inviting,
  because: 'transferred' | 'agent-lost',
): CallOutcome {
  const { byAgentId, byLegId } = invited;
  return moved(
    withoutLeg(call, byLegId),
    [{ type: 'leg-left', legId: byLegId }],
    [freed(byAgentId, because)],
  );
}
