import type { Call, CallKind, Leg } from '@parley/core/call/call.ts';
import type { Conversation } from '@parley/core/conversation/conversation.ts';
import type { Millis } from '@parley/core/time.ts';
import type { Draft } from './draft.ts';
import { type ClosedOffer, closedOffers } from './person-facts.ts';
import { answeredLegs, offersOf, type Subject } from './work.ts';

/** A call as one agent finds it among their last ones. */
export type RecentCall = {
  readonly agentId: string;
  readonly callId: string;
  readonly conversationId: string;
  readonly at: Millis;
  readonly direction: 'in' | 'out';
  readonly kind: CallKind;
  readonly otherId: string | null;
  readonly otherName: string;
  readonly number: string | null;
  readonly outcome: 'answered' | 'missed' | 'declined' | 'no-answer' | 'failed';
  /** Null while they talk. */
  readonly talkMs: number | null;
};

/** What a change means for them: who left a call, and what is new. */
export type RecentCallRows = {
  readonly over: readonly {
    readonly agentId: string;
    readonly callId: string;
    readonly at: Millis;
  }[];
  readonly begun: readonly RecentCall[];
};

/** Derived by comparing before and after, as what agents learn is; null when nothing of it changes. */
export function recentCallsIn(before: Subject, draft: Draft, now: Millis): RecentCallRows | null {
  const call = draft.call ?? before.call;
  if (call === null) return null;
  const was = answeredLegs(before.call);
  const is = answeredLegs(draft.call);
  const over = was
    .filter((leg) => !is.some((one) => one.id === leg.id))
    .map((leg) => ({ agentId: leg.personId, callId: call.id, at: now }));
  const ringing = before.call?.phase.name === 'ringing' ? before.call : null;
  const about: About = { call: ringing ?? call, conversation: draft.conversation, now };
  const begun = [
    ...is.filter((leg) => !was.some((one) => one.id === leg.id)).map((leg) => answered(leg, about)),
    ...unanswered(before, draft, about),
    ...unreached(draft, about),
  ];
  return over.length === 0 && begun.length === 0 ? null : { over, begun };
}

/** The call as it rang, while it did: then all who had to do with it are in it. */
type About = { readonly call: Call; readonly conversation: Conversation; readonly now: Millis };

function answered(leg: Leg, about: About): RecentCall {
  return recentCall(leg.personId, about, { outcome: 'answered', talkMs: null });
}

/** Who was rung and did not answer. */
function unanswered(before: Subject, draft: Draft, about: About): RecentCall[] {
  const rung = offersOf(before).flatMap(({ callId, offer }) =>
    callId === null ? [] : [offer.offerId],
  );
  return closedOffers(before, draft)
    .filter((offer) => rung.includes(offer.offerId) && !isForwarded(offer, draft))
    .flatMap(({ agentId, outcome }): RecentCall[] => {
      if (outcome === 'accepted') return [];
      const came = outcome === 'declined' ? 'declined' : 'missed';
      return [recentCall(agentId, about, { outcome: came, talkMs: 0 })];
    });
}

/** Whoever sends a ringing call on has dealt with it. */
function isForwarded({ agentId }: ClosedOffer, { effects }: Draft): boolean {
  return effects.some(
    (effect) =>
      effect.type === 'free-agent' && effect.agentId === agentId && effect.because === 'forwarded',
  );
}

/** The caller of a colleague who did not answer. */
function unreached({ call: is }: Draft, about: About): RecentCall[] {
  const { call: was } = about;
  if (was.origin !== 'internal' || was.phase.name !== 'ringing' || is?.phase.name !== 'ended') {
    return [];
  }
  const { legId } = was.phase;
  const outcome = outcomes[is.phase.reason] ?? 'no-answer';
  return was.legs
    .filter((leg) => leg.id !== legId)
    .map((leg) => recentCall(leg.personId, about, { outcome, talkMs: 0 }));
}

const outcomes: Readonly<Record<string, RecentCall['outcome']>> = {
  declined: 'declined',
  unreachable: 'failed',
};

function recentCall(
  agentId: string,
  { call, conversation, now }: About,
  came: Pick<RecentCall, 'outcome' | 'talkMs'>,
): RecentCall {
  const { id: callId, conversationId, kind, phase } = call;
  const isInternal = call.origin === 'internal';
  const colleague = isInternal ? call.legs.find((leg) => leg.personId !== agentId) : undefined;
  const isOwn = isInternal && phase.name === 'ringing' && phase.agentId !== agentId;
  return {
    agentId,
    callId,
    conversationId,
    at: now,
    direction: isOwn ? 'out' : 'in',
    kind,
    otherId: colleague?.personId ?? null,
    otherName: colleague?.name ?? conversation.customer.name,
    number: null,
    ...came,
  };
}
