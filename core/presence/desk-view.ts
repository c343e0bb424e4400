import type { CallKind } from '../call/call.ts';
import type { Callback } from '../conversation/asking.ts';
import type { HostPage, Numbered } from '../conversation/events.ts';
import { isNameless } from '../conversation/names.ts';
import type { CameBy } from '../conversation/room.ts';
import type { Millis } from '../time.ts';
import type { Channel, Presence } from './presence.ts';

/** What the incoming panel shows (B8). */
export type OfferCard = {
  readonly offerId: string;
  readonly contactId: string;
  readonly conversationId: string;
  readonly callId: string | null;
  /** The agent's own leg, made ready while it rings; null for a chat. */
  readonly legId: string | null;
  readonly channel: Channel;
  /** Null for a chat. */
  readonly kind: CallKind | null;
  readonly purpose: OfferPurpose;
  /** The colleague who asks; null when the queue does. */
  readonly fromName: string | null;
  readonly customerName: string;
  readonly queueName: string;
  /** Empty where the customer came by a link. */
  readonly entryName: string;
  /** Null where the customer came through an entry. */
  readonly cameBy: CameBy | null;
  readonly topic: string;
  readonly page: HostPage | null;
  /** The customer wishes to be called back; null when they are there for a chat or a call. */
  readonly callback: Pick<Callback, 'way' | 'name' | 'number' | 'topic' | 'dueAt'> | null;
  /** The room in which the customer waits; null outside rooms. */
  readonly roomId: string | null;
  /** The agent asked for this call, or holds the room open for the guest with its link: the desk answers at once. */
  readonly isExpected: boolean;
  /** Since when the customer waits. */
  readonly waitingSince: Millis;
  /** Since when it rings here. */
  readonly offeredAt: Millis;
  readonly ringsUntil: Millis;
};

/** What an offer of work is about, beyond its kind: a wish to be called back, or a guest in a video room. */
export type OfferOccasion = 'callback' | 'room';

/** The occasion of an offer; null for an ordinary chat or call. */
export function occasionOf({
  callback,
  roomId,
}: Pick<OfferCard, 'callback' | 'roomId'>): OfferOccasion | null {
  if (callback !== null) return 'callback';
  return roomId === null ? null : 'room';
}

/** What the customer of an offer is called: where nobody knows more, as they called themselves in their wish. */
export function customerIn({
  customerName,
  callback,
}: Pick<OfferCard, 'customerName' | 'callback'>): string {
  return callback !== null && isNameless(customerName) ? callback.name : customerName;
}

/** What an agent is asked for: work of a queue, a word beside a call, a call to take over, or a talk between colleagues. */
export type OfferPurpose = 'call' | 'consult' | 'transfer' | 'internal';

/** A call that is over and waits for its code and note (B15). */
export type DeskWrapUp = {
  readonly conversationId: string;
  readonly callId: string;
  readonly customerName: string;
  readonly channel: Channel;
  readonly since: Millis;
  readonly until: Millis;
};

/** A conversation in the agent's list. */
export type DeskConversation = {
  readonly conversationId: string;
  readonly customerName: string;
  readonly queueName: string;
  readonly since: Millis;
};

/** What a person's own stream can carry. */
export type PersonFact =
  | { readonly type: 'presence-changed'; readonly presence: Presence }
  | { readonly type: 'offer-made'; readonly offer: OfferCard }
  | {
      readonly type: 'offer-closed';
      readonly offerId: string;
      readonly because: 'accepted' | 'declined' | 'rang-out' | 'withdrawn';
    }
  | { readonly type: 'conversation-assigned'; readonly conversation: DeskConversation }
  | {
      readonly type: 'conversation-left';
      readonly conversationId: string;
      readonly because: string;
    }
  | {
      readonly type: 'call-joined';
      readonly callId: string;
      readonly legId: string;
      readonly conversationId: string;
      readonly tabId: string;
    }
  | { readonly type: 'call-left'; readonly callId: string }
  | { readonly type: 'wrap-up-began'; readonly wrapUp: DeskWrapUp }
  | { readonly type: 'wrap-up-ended'; readonly callId: string };

/** One event of a person's stream, named `person:ID`. */
export type PersonEvent = Numbered<PersonFact>;

/** The desk folded from the person's events. */
export type DeskView = {
  readonly lastSeq: number;
  readonly presence: Presence | null;
  readonly offers: readonly OfferCard[];
  readonly conversations: readonly DeskConversation[];
  readonly calls: readonly {
    readonly callId: string;
    readonly legId: string;
    readonly conversationId: string;
    readonly tabId: string;
  }[];
  readonly wrapUps: readonly DeskWrapUp[];
};

/** A desk before its first event. */
export const EMPTY_DESK: DeskView = {
  lastSeq: 0,
  presence: null,
  offers: [],
  conversations: [],
  calls: [],
  wrapUps: [],
};

/** Takes the next event of the person's stream; one already taken changes nothing. */
export function foldDesk(desk: DeskView, event: PersonEvent): DeskView {
  if (event.seq <= desk.lastSeq) return desk;
  if (event.seq !== desk.lastSeq + 1) throw new RangeError('an event is missing before this one');
  return { ...foldPersonFact(desk, event.data), lastSeq: event.seq };
}

function foldPersonFact(desk: DeskView, fact: PersonFact): DeskView {
  switch (fact.type) {
    case 'presence-changed':
      return { ...desk, presence: fact.presence };
    case 'offer-made':
      return {
        ...desk,
        offers: [...desk.offers.filter((one) => one.offerId !== fact.offer.offerId), fact.offer],
      };
    case 'offer-closed':
      return { ...desk, offers: desk.offers.filter((one) => one.offerId !== fact.offerId) };
    case 'conversation-assigned':
      return {
        ...desk,
        conversations: [
          ...desk.conversations.filter(
            (one) => one.conversationId !== fact.conversation.conversationId,
          ),
          fact.conversation,
        ],
      };
    case 'conversation-left':
      return {
        ...desk,
        conversations: desk.conversations.filter(
          (one) => one.conversationId !== fact.conversationId,
        ),
      };
    case 'call-joined':
      return {
        ...desk,
        calls: [
          ...desk.calls.filter((one) => one.callId !== fact.callId),
          {
            callId: fact.callId,
            legId: fact.legId,
            conversationId: fact.conversationId,
            tabId: fact.tabId,
          },
        ],
      };
    case 'call-left':
      return { ...desk, calls: desk.calls.filter((one) => one.callId !== fact.callId) };
    case 'wrap-up-began':
      return { ...desk, wrapUps: [...withoutWrapUp(desk, fact.wrapUp.callId), fact.wrapUp] };
    case 'wrap-up-ended':
      return { ...desk, wrapUps: withoutWrapUp(desk, fact.callId) };
  }
}

function withoutWrapUp({ wrapUps }: DeskView, callId: string): readonly DeskWrapUp[] {
  return wrapUps.filter((one) => one.callId !== callId);
}
