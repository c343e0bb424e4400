import { refuse } from '../outcome.ts';
import type { Millis } from '../time.ts';
import type { Call, Leg } from './call.ts';
import { handOver } from './consult.ts';
import { close, customerReason } from './ending.ts';
import type { CallFact } from './facts.ts';
import type { CallInput, CallOutcome } from './inputs.ts';
import { type Inviting, inviterLeaves, withoutInvited } from './inviting.ts';
import { legOf, withoutLeg } from './legs.ts';
import { isAnswered, isRung, type Pair } from './people.ts';
import {
  backOnLine,
  freed,
  hasCustomer,
  heldCall,
  moved,
  othersGoOn,
  queuedCall,
  unchanged,
} from './turns.ts';

/** One side presses End. What that ends follows from what goes on beside the line; of its room, `closesRoom` says it (K6). */
export function hangUp(call: Call, legId: string, now: Millis): CallOutcome {
  const leg = legOf(call, legId);
  if (leg === undefined) return refuse('no-such-leg');
  if (isRung(call, legId)) return refuse('not-answered');
  if (leg.role === 'customer') return customerEnds(call, now);
  if (!isAnswered(call)) return close(call, 'abandoned', now);
  const { beside } = call;
  switch (beside.name) {
    case 'none':
      return close(call, 'agent-ended', now);
    case 'inviting':
      return endsWhileInviting(call, { leg, invited: beside }, now);
    case 'consulting':
      return endsInConsult(call, { leg, pair: beside }, now);
    case 'aside':
      if (leg.id === beside.byLegId) return close(call, 'agent-ended', now);
      return othersGoOn(call, { leg, because: 'ended' }, now);
    case 'conference':
      return othersGoOn(call, { leg, because: 'ended' }, now);
  }
}

/** Without its customer a call is over; what becomes of its room follows from where it came from (K6). */
function customerEnds(call: Call, now: Millis): CallOutcome {
  return close(call, customerReason(call, 'customer-ended'), now);
}

/** A consult is called off and the line stays held; a transfer goes on without its agent (X8). */
function endsWhileInviting(
  call: Call,
  { leg, invited }: { readonly leg: Leg; readonly invited: Inviting },
  now: Millis,
): CallOutcome {
  if (leg.id !== invited.byLegId) return close(call, 'agent-ended', now);
  if (invited.purpose === 'transfer') return inviterLeaves(call, invited, 'transferred');
  return moved(
    withoutInvited(call, invited),
    [{ type: 'consult-cancelled', legId: leg.id }],
    [freed(invited.agentId, 'withdrawn')],
  );
}

/** The consult is over and the line stays held; who ends a held conference leaves it. */
function endsInConsult(
  call: Call,
  { leg, pair }: { readonly leg: Leg; readonly pair: Extract<Pair, { name: 'consulting' }> },
  now: Millis,
): CallOutcome {
  if (leg.id === pair.withLegId) {
    return guestLeaves(call, { pair, fact: { type: 'leg-left', legId: leg.id } }, now);
  }
  if (leg.id !== pair.byLegId || pair.merged) {
    return othersGoOn(call, { leg, because: 'ended' }, now);
  }
  return guestLeaves(call, { pair, fact: { type: 'consult-cancelled', legId: leg.id } }, now);
}

/** The one who was talked with goes; the line is as it was, held or not. */
function guestLeaves(
  call: Call,
  { pair, fact }: { readonly pair: Pair; readonly fact: CallFact },
  now: Millis,
): CallOutcome {
  const guest = legOf(call, pair.withLegId);
  if (guest === undefined) return refuse('no-consult');
  const because = fact.type === 'consult-failed' ? 'agent-lost' : 'ended';
  const without = withoutLeg(call, guest.id);
  const left =
    pair.name === 'consulting'
      ? heldCall(without, { byLegId: pair.byLegId }, now)
      : backOnLine(without, now);
  return moved(left, [fact], [freed(guest.personId, because)]);
}

/** A leg did not come back in time. The customer's ends the call; an agent's never leaves the customer alone. */
export function graceOver(
  call: Call,
  input: Extract<CallInput, { type: 'grace-over' }>,
  now: Millis,
): CallOutcome {
  const leg = legOf(call, input.legId);
  if (leg === undefined) return refuse('no-such-leg');
  const due = leg.link.state !== 'connected' && leg.link.until <= input.dueAt;
  if (!due || isRung(call, leg.id)) return unchanged(call);
  if (leg.role === 'customer') return close(call, customerReason(call, 'customer-lost'), now);
  if (!isAnswered(call)) return close(call, 'abandoned', now);
  const { beside } = call;
  switch (beside.name) {
    case 'none':
      return givenBack(call, leg, now);
    case 'inviting':
      return lostWhileInviting(call, { leg, invited: beside }, now);
    case 'consulting':
    case 'aside':
      return lostInConsult(call, { leg, pair: beside }, now);
    case 'conference':
      return othersGoOn(call, { leg, because: 'agent-lost' }, now);
  }
}

/** The customer waits in the queue again, the place kept; without one the call is over. */
function givenBack(call: Call, leg: Leg, now: Millis): CallOutcome {
  if (!hasCustomer(call)) return close(call, 'agent-lost', now);
  const agentId = leg.personId;
  return moved(
    queuedCall(withoutLeg(call, leg.id), agentId, now),
    [{ type: 'call-requeued', agentId, because: 'agent-lost' }],
    [freed(agentId, 'agent-lost'), { type: 'seek-agent' }],
  );
}

function lostWhileInviting(
  call: Call,
  { leg, invited }: { readonly leg: Leg; readonly invited: Inviting },
  now: Millis,
): CallOutcome {
  if (leg.id !== invited.byLegId) return close(call, 'agent-lost', now);
  if (invited.purpose === 'transfer') return inviterLeaves(call, invited, 'agent-lost');
  if (!hasCustomer(call)) return close(call, 'agent-lost', now);
  const back = givenBack(withoutInvited(call, invited), leg, now);
  if (!back.ok) return back;
  return { ...back, effects: [...back.effects, freed(invited.agentId, 'withdrawn')] };
}

function lostInConsult(
  call: Call,
  {
    leg,
    pair,
  }: { readonly leg: Leg; readonly pair: Extract<Pair, { name: 'consulting' | 'aside' }> },
  now: Millis,
): CallOutcome {
  const merged = pair.name === 'consulting' && pair.merged;
  if (leg.id === pair.withLegId) {
    const { personId: agentId, name: agentName } = leg;
    const fact: CallFact = merged
      ? { type: 'leg-left', legId: leg.id }
      : { type: 'consult-failed', agentId, agentName, because: 'agent-lost' };
    return guestLeaves(call, { pair, fact }, now);
  }
  if (leg.id !== pair.byLegId || merged) {
    return othersGoOn(call, { leg, because: 'agent-lost' }, now);
  }
  return handOver(call, { pair, because: 'agent-lost' }, now);
}
