import type { Call, CallPhase, Leg } from '@parley/core/call/call.ts';
import type { CallFact } from '@parley/core/call/facts.ts';
import { ringOf } from '@parley/core/call/people.ts';
import type { CallEvent, ConversationFact } from '@parley/core/conversation/events.ts';

/** A call's event for its customer: nobody beside the line, no reasons, of agents the name only. */
export function callEventFor({ fact, call: stored }: CallEvent): CallEvent | ConversationFact {
  const call = asCustomerSees(stored);
  if (fact.type !== 'call-ended' && !hasCustomer(stored)) return { type: 'hidden', call };
  if (RINGS.includes(fact.type)) return { type: 'hidden' };
  if ('legId' in fact && isBeside(stored, fact.legId)) return { type: 'hidden' };
  const said = isUnsaid(fact, call) ? null : inCustomersWords(fact, call);
  return said === null ? { type: 'hidden', call } : { type: 'call', fact: said, call };
}

/** Whether the customer of this call can know of a leg now. */
export function isSeenByCustomer(call: Call, legId: string): boolean {
  return hasCustomer(call) && call.legs.some((leg) => leg.id === legId) && !isBeside(call, legId);
}

function hasCustomer(call: Call): boolean {
  return call.legs.some((leg) => leg.role === 'customer');
}

/** To the customer a call that rings at somebody's desk is still waiting: these change nothing. */
const RINGS: readonly CallFact['type'][] = [
  'call-offered',
  'call-passed',
  'call-forwarded',
  'digits-sent',
];

/** What agents arrange among themselves: the customer gets the call as it is now for them, without the reason. */
const UNSAID: readonly CallFact['type'][] = [
  'consult-started',
  'consult-answered',
  'consult-failed',
  'consult-cancelled',
  'consult-swapped',
  'conference-started',
  'transfer-started',
  'transfer-failed',
  'stepped-away',
  'came-back',
  'leg-left',
];

function isUnsaid(fact: CallFact, call: Call): boolean {
  return UNSAID.includes(fact.type) || isShownToOthers(fact, call);
}

/** What an agent switches while the customer is held is meant for somebody else, or for later. */
function isShownToOthers(fact: CallFact, { phase, legs }: Call): boolean {
  if (fact.type !== 'picture-changed' && fact.type !== 'microphone-changed') return false;
  const own = legs.some((leg) => leg.id === fact.legId && leg.role === 'customer');
  return phase.name === 'held' && !own;
}

/** The fact with names where it has people; an agent is known by the leg alone. */
function inCustomersWords(fact: CallFact, { legs }: Call): CallFact {
  switch (fact.type) {
    case 'call-answered': {
      const leg = legs.find((one) => one.role === 'agent');
      return { ...fact, agentId: leg?.id ?? '' };
    }
    case 'call-requeued':
      return fact.because === 'agent-lost' ? { ...fact, agentId: '' } : HANDED_TO_QUEUE;
    case 'transferred-to-queue':
      return HANDED_TO_QUEUE;
    // Whether they asked each other first is not said.
    case 'transferred':
      return { ...fact, fromAgentId: '', fromName: '', toAgentId: '', by: 'blind' };
    case 'leg-taken': {
      const own = legs.some((leg) => leg.id === fact.legId && leg.role === 'customer');
      return own ? fact : { ...fact, tabId: '' };
    }
    default:
      return fact;
  }
}

const HANDED_TO_QUEUE: CallFact = {
  type: 'transferred-to-queue',
  agentId: '',
  agentName: '',
  queueId: '',
};

/** The call as its customer sees it; whom they hear and see follows from it as from the whole one. */
function asCustomerSees(call: Call): Call {
  const legs = call.legs.filter((leg) => !isBeside(call, leg.id));
  return {
    ...call,
    queueId: '',
    preferredAgentId: null,
    boundToAgentId: null,
    passedBy: [],
    phase: phaseFor(call, legs),
    beside: { name: 'none' },
    // Who has left is not told who comes and goes after them.
    legs: hasCustomer(call) ? legs.map(legFor) : [],
  };
}

/** With every agent turned away the line is held, whatever it is called among them. */
function phaseFor({ phase, startedAt }: Call, legs: readonly Leg[]): CallPhase {
  if (phase.name === 'ringing') return { name: 'queued', since: startedAt };
  if (phase.name !== 'active') return phase;
  const agents = legs.filter((leg) => leg.role === 'agent');
  const [first] = agents;
  if (first === undefined || agents.some((leg) => !leg.away)) return phase;
  const { since, answeredAt } = phase;
  return { name: 'held', since, answeredAt, byLegId: first.id };
}

/** Somebody who turned away while others talk on is only silent. */
function legFor(leg: Leg): Leg {
  if (leg.role === 'customer') return leg;
  const seen: Leg = { ...leg, personId: leg.id, tabId: null, away: false };
  return leg.away ? { ...seen, microphone: 'muted', picture: { source: 'none' } } : seen;
}

/** Who is rung, and who was only asked for a word; who was in a conference that is held was seen before. */
function isBeside(call: Call, legId: string): boolean {
  if (ringOf(call)?.legId === legId) return true;
  const { beside } = call;
  const asked = beside.name === 'aside' || (beside.name === 'consulting' && !beside.merged);
  return asked && beside.withLegId === legId;
}
