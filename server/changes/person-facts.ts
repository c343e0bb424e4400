import type { Call, Leg } from '@parley/core/call/call.ts';
import { ringOf } from '@parley/core/call/people.ts';
import { callbackOf } from '@parley/core/conversation/asking-step.ts';
import type { OfferCard, PersonFact } from '@parley/core/presence/desk-view.ts';
import type { Millis } from '@parley/core/time.ts';
import type { Draft } from './draft.ts';
import type { Loaded } from './loaded.ts';
import { type OfferedWork, offersOf, openWrapUps, presentLegs, type Subject } from './work.ts';

/** A fact for one person's own stream. */
export type AddressedFact = { readonly personId: string; readonly fact: PersonFact };

/** How an offer that was open before a change and is not any more came to its end. */
export type ClosedOffer = {
  readonly offerId: string;
  readonly agentId: string;
  readonly outcome: 'accepted' | 'declined' | 'rang-out' | 'agent-gone' | 'withdrawn';
};

/** What agents learn from a change: derived by comparing before and after, so that nothing is forgotten. */
export function personFacts(loaded: Loaded, draft: Draft, now: Millis): readonly AddressedFact[] {
  const before: Subject = { conversation: loaded.conversation, call: loaded.call?.value ?? null };
  return [
    ...offersEnded(before, draft),
    ...conversationMoves(before, draft, loaded),
    ...callMoves(before, draft),
    ...wrapUpMoves(before, draft),
    ...offersBegun(before, draft, { loaded, now }),
  ];
}

/** The offers that a change closes. */
export function closedOffers(before: Subject, draft: Draft): readonly ClosedOffer[] {
  const open = new Set(offersOf(draft).map(({ offer }) => offer.offerId));
  return offersOf(before).flatMap(({ offer: { offerId, agentId } }): ClosedOffer[] =>
    open.has(offerId) ? [] : [{ offerId, agentId, outcome: outcomeFor(agentId, draft) }],
  );
}

/** The offers that a change makes. */
export function madeOffers(before: Subject, draft: Draft): readonly OfferedWork[] {
  const known = new Set(offersOf(before).map(({ offer }) => offer.offerId));
  return offersOf(draft).filter(({ offer }) => !known.has(offer.offerId));
}

function outcomeFor(agentId: string, draft: Draft): ClosedOffer['outcome'] {
  const freed = draft.effects.find(
    (effect) => effect.type === 'free-agent' && effect.agentId === agentId,
  );
  if (freed?.type !== 'free-agent') return 'accepted';
  const { because } = freed;
  return because === 'declined' || because === 'rang-out' || because === 'agent-gone'
    ? because
    : 'withdrawn';
}

function offersEnded(before: Subject, draft: Draft): AddressedFact[] {
  return closedOffers(before, draft).map(({ offerId, agentId, outcome }) => {
    const because = outcome === 'agent-gone' ? 'withdrawn' : outcome;
    return { personId: agentId, fact: { type: 'offer-closed', offerId, because } };
  });
}

type Around = { readonly loaded: Loaded; readonly now: Millis };

function offersBegun(before: Subject, draft: Draft, around: Around): AddressedFact[] {
  return madeOffers(before, draft).map((work) => ({
    personId: work.offer.agentId,
    fact: { type: 'offer-made', offer: cardOf(work, draft, around) },
  }));
}

function cardOf(work: OfferedWork, draft: Draft, { loaded, now }: Around): OfferCard {
  const { conversation } = draft;
  const call = work.callId === null ? null : draft.call;
  return {
    offerId: work.offer.offerId,
    contactId: work.id,
    conversationId: conversation.id,
    callId: work.callId,
    legId: call === null ? null : (ringOf(call)?.legId ?? null),
    channel: work.channel,
    kind: call?.kind ?? null,
    ...askedBy(call, draft, loaded),
    customerName: conversation.customer.name,
    queueName: loaded.queueName,
    entryName: loaded.entry.name,
    cameBy: conversation.cameBy ?? null,
    topic: conversation.form.topic ?? '',
    page: conversation.page,
    callback: call === null ? wishOf(draft, now) : null,
    roomId: call?.room?.id ?? null,
    isExpected: isExpected(call, draft),
    waitingSince: work.since,
    offeredAt: now,
    ringsUntil: work.offer.until,
  };
}

function wishOf({ conversation }: Draft, now: Millis): OfferCard['callback'] {
  const callback = callbackOf(conversation, now);
  if (callback === null) return null;
  const { way, name, number, topic, dueAt } = callback;
  return { way, name, number, topic, dueAt };
}

/** A question for video that was accepted, or a guest with the link's secret before an open door (K5). */
function isExpected(call: Call | null, { conversation: { room } }: Draft): boolean {
  const agentId = call === null ? null : ringOf(call)?.agentId;
  if (call === null || agentId === null || call.boundToAgentId !== agentId) return false;
  // Who let it pass once says by hand that they are there now.
  if (call.passedBy.some((pass) => pass.agentId === agentId)) return false;
  if (call.room === null) return true;
  return call.room.bySecret && room?.id === call.room.id && room.agentIn;
}

/** What the agent is rung for, and by which colleague. */
function askedBy(
  call: Call | null,
  draft: Draft,
  loaded: Loaded,
): Pick<OfferCard, 'purpose' | 'fromName'> {
  if (call?.beside.name === 'inviting') {
    return { purpose: call.beside.purpose, fromName: call.beside.byName };
  }
  const forwarder = forwarderIn(draft, loaded);
  if (call?.origin !== 'internal') return { purpose: 'call', fromName: forwarder };
  return { purpose: 'internal', fromName: forwarder ?? presentLegs(call)[0]?.name ?? null };
}

function forwarderIn({ facts }: Draft, { agents }: Loaded): string | null {
  for (const event of facts) {
    if (event.type === 'call' && event.fact.type === 'call-forwarded') {
      return agents.get(event.fact.agentId)?.name ?? null;
    }
  }
  return null;
}

function conversationMoves(before: Subject, draft: Draft, loaded: Loaded): AddressedFact[] {
  const was = before.conversation.chat;
  const is = draft.conversation.chat;
  const from = was.state === 'assigned' ? was.agentId : null;
  const to = is.state === 'assigned' ? is.agentId : null;
  if (from === to) return [];
  const moves: AddressedFact[] = [];
  const conversationId = draft.conversation.id;
  if (from !== null) {
    const because = leavingBecause(is.state);
    moves.push({ personId: from, fact: { type: 'conversation-left', conversationId, because } });
  }
  if (to !== null && is.state === 'assigned') {
    const conversation = {
      conversationId,
      customerName: draft.conversation.customer.name,
      queueName: loaded.queueName,
      since: is.since,
    };
    moves.push({ personId: to, fact: { type: 'conversation-assigned', conversation } });
  }
  return moves;
}

function leavingBecause(state: Subject['conversation']['chat']['state']): string {
  if (state === 'completed') return 'completed';
  return state === 'assigned' ? 'reassigned' : 'released';
}

function callMoves(before: Subject, draft: Draft): AddressedFact[] {
  const was = presentLegs(before.call);
  const is = presentLegs(draft.call);
  const callId = draft.call?.id ?? '';
  const left = was
    .filter((leg) => !is.some((one) => one.id === leg.id))
    .map((leg): AddressedFact => ({ personId: leg.personId, fact: { type: 'call-left', callId } }));
  const joined = is.flatMap((leg): AddressedFact[] => {
    const same = was.some((one) => one.id === leg.id && one.tabId === leg.tabId);
    return same ? [] : joinedFact(leg, draft);
  });
  return [...left, ...joined];
}

function joinedFact(leg: Leg, draft: Draft): AddressedFact[] {
  if (leg.tabId === null || draft.call === null) return [];
  const { id: callId, conversationId } = draft.call;
  const fact: PersonFact = {
    type: 'call-joined',
    callId,
    legId: leg.id,
    conversationId,
    tabId: leg.tabId,
  };
  return [{ personId: leg.personId, fact }];
}

/** Which calls an agent is to wrap up, and which no longer. */
function wrapUpMoves(before: Subject, draft: Draft): AddressedFact[] {
  const { conversation } = draft;
  const was = openWrapUps(before.conversation);
  const is = openWrapUps(conversation);
  const ended = was
    .filter((one) => !is.some((other) => isSameWrapUp(one, other)))
    .map(({ agentId, callId }): AddressedFact => {
      return { personId: agentId, fact: { type: 'wrap-up-ended', callId } };
    });
  const began = is
    .filter((one) => !was.some((other) => isSameWrapUp(one, other) && one.until === other.until))
    .map(({ agentId, callId, channel, since, until }): AddressedFact => {
      const { id: conversationId, customer } = conversation;
      const customerName = customer.name;
      const wrapUp = { conversationId, callId, customerName, channel, since, until };
      return { personId: agentId, fact: { type: 'wrap-up-began', wrapUp } };
    });
  return [...ended, ...began];
}

type WhoseCall = { readonly agentId: string; readonly callId: string };

function isSameWrapUp(one: WhoseCall, other: WhoseCall): boolean {
  return one.agentId === other.agentId && one.callId === other.callId;
}
