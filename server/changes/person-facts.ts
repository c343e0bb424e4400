import type { Leg } from '@parley/core/call/call.ts';
import type { OfferCard, PersonFact } from '@parley/core/presence/desk-view.ts';
import type { Millis } from '@parley/core/time.ts';
import type { Draft } from './draft.ts';
import type { Loaded } from './loaded.ts';
import { answeredLegs, type ContactRow, contactsOf, openWrapUps, type Subject } from './work.ts';

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
  const open = new Set(contactsOf(draft).map((contact) => contact.offer?.offerId));
  return contactsOf(before).flatMap(({ offer }): ClosedOffer[] => {
    if (offer === null || open.has(offer.offerId)) return [];
    const { offerId, agentId } = offer;
    return [{ offerId, agentId, outcome: outcomeFor(agentId, draft) }];
  });
}

/** The contacts that a change offers to somebody. */
export function offeredContacts(before: Subject, draft: Draft): readonly ContactRow[] {
  const known = new Set(contactsOf(before).map((contact) => contact.offer?.offerId));
  return contactsOf(draft).filter(({ offer }) => offer !== null && !known.has(offer.offerId));
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
  return offeredContacts(before, draft).map((contact) => ({
    personId: contact.offer?.agentId ?? '',
    fact: { type: 'offer-made', offer: cardOf(contact, draft, around) },
  }));
}

function cardOf(contact: ContactRow, draft: Draft, { loaded, now }: Around): OfferCard {
  const { conversation, call } = draft;
  const ringing = contact.callId !== null && call?.phase.name === 'ringing' ? call : null;
  return {
    offerId: contact.offer?.offerId ?? '',
    contactId: contact.id,
    conversationId: conversation.id,
    callId: contact.callId,
    legId: ringing?.phase.name === 'ringing' ? ringing.phase.legId : null,
    channel: contact.channel,
    kind: ringing?.kind ?? null,
    purpose: 'call',
    fromName: null,
    customerName: conversation.customer.name,
    queueName: loaded.queueName,
    entryName: loaded.entry.name,
    topic: conversation.form.topic ?? '',
    page: conversation.page,
    waitingSince: contact.since,
    offeredAt: now,
    ringsUntil: contact.offer?.until ?? contact.since,
  };
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
  const was = answeredLegs(before.call);
  const is = answeredLegs(draft.call);
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
