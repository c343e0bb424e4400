import type { Who } from '@parley/core/access/can.ts';
import type { Call } from '@parley/core/call/call.ts';
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
  const { fact } = event;
  const call = asSeenByCustomer(event.call);
  const ownAffair = fact.type === 'call-offered' || fact.type === 'call-passed';
  const aboutUnseenLeg =
    'legId' in fact &&
    event.call.legs.some((leg) => leg.id === fact.legId) &&
    !call.legs.some((leg) => leg.id === fact.legId);
  if (ownAffair || aboutUnseenLeg) return { type: 'hidden' };
  return { type: 'call', fact, call };
}

/** To the customer a call that rings at somebody's desk is still waiting. */
function asSeenByCustomer(call: Call): Call {
  const { phase } = call;
  const ringing = phase.name === 'ringing' ? phase : null;
  return {
    ...call,
    preferredAgentId: null,
    passedBy: [],
    phase: ringing === null ? phase : { name: 'queued', since: call.startedAt },
    legs: call.legs
      .filter((leg) => leg.id !== ringing?.legId)
      .map((leg) => (leg.role === 'customer' ? leg : { ...leg, tabId: null })),
  };
}
