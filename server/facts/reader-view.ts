import type { Who } from '@parley/core/access/can.ts';
import type { Call } from '@parley/core/call/call.ts';
import type { CallFact } from '@parley/core/call/facts.ts';
import { ringOf } from '@parley/core/call/people.ts';
import type { CallEvent, ConversationFact, Numbered } from '@parley/core/conversation/events.ts';

type StoredFact = ConversationFact | CallEvent;

/** The same numbers with what this reader may know: customers do not see who let their call ring. */
export function eventsFor(
  who: Who,
  events: readonly Numbered<unknown>[],
): readonly Numbered<unknown>[] {
  if (who.role !== 'customer') return events;
  return events.map((event) => ({ ...event, data: forCustomer(event.data as StoredFact) }));
}

function forCustomer(fact: StoredFact): StoredFact {
  if (fact.type === 'call') return callForCustomer(fact);
  // Whom the chat was taken from, and why, is the desk's own affair.
  if (fact.type === 'chat-released') return { type: 'chat-queued' };
  return isStaffAffair(fact) ? { type: 'hidden' } : fact;
}

/** What agents note about a call is not for its customer. */
function isStaffAffair({ type }: ConversationFact): boolean {
  return type === 'wrap-up-started' || type === 'wrapped-up' || type === 'wrap-up-corrected';
}

function callForCustomer(event: CallEvent): StoredFact {
  const call = asSeenByCustomer(event.call);
  const fact = factForCustomer(event.fact, call);
  if (fact === null) return { type: 'hidden' };
  const aboutUnseenLeg =
    'legId' in fact &&
    event.call.legs.some((leg) => leg.id === fact.legId) &&
    !call.legs.some((leg) => leg.id === fact.legId);
  return aboutUnseenLeg ? { type: 'hidden' } : { type: 'call', fact, call };
}

/** Whom agents ask among themselves is their own affair; that the line is back, or held, is not. */
function factForCustomer(fact: CallFact, call: Call): CallFact | null {
  switch (fact.type) {
    case 'call-offered':
    case 'call-passed':
    case 'call-forwarded':
    case 'consult-started':
    case 'transfer-started':
    case 'consult-answered':
    case 'consult-failed':
    case 'digits-sent':
      return null;
    case 'consult-swapped':
      return fact.to === 'line' ? resumed(call) : { type: 'call-held', legId: fact.legId };
    case 'consult-cancelled':
    case 'transfer-failed':
      return call.phase.name === 'active' ? resumed(call) : null;
    default:
      return fact;
  }
}

function resumed(call: Call): CallFact {
  const legId = call.legs.find((leg) => leg.role === 'agent')?.id ?? '';
  return { type: 'call-resumed', legId, heldMs: 0 };
}

/** To the customer a call that rings at somebody's desk is still waiting, and nobody stands beside the line. */
function asSeenByCustomer(call: Call): Call {
  const { phase, beside } = call;
  const unseen = unseenLegs(call);
  return {
    ...call,
    preferredAgentId: null,
    passedBy: [],
    phase: phase.name === 'ringing' ? { name: 'queued', since: call.startedAt } : phase,
    beside: beside.name === 'conference' ? beside : { name: 'none' },
    legs: call.legs
      .filter((leg) => !unseen.includes(leg.id))
      .map((leg) => (leg.role === 'customer' ? leg : { ...leg, tabId: null })),
  };
}

/** Who is rung, and who was asked for a word; who was in a conference that is held was seen before. */
function unseenLegs(call: Call): readonly string[] {
  const ring = ringOf(call);
  const { beside } = call;
  const guest =
    beside.name === 'aside' || (beside.name === 'consulting' && !beside.merged)
      ? [beside.withLegId]
      : [];
  return ring === null ? guest : [ring.legId];
}
