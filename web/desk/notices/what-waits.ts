import type { Call } from '@parley/core/call/call.ts';
import type { OfferCard } from '@parley/core/presence/desk-view.ts';
import { noticeWords } from '../words-of-notices.ts';
import { type Notice, tagOf } from './notice.ts';
import { offerInWords, toldOf } from './offer-in-words.ts';

/** One conversation as its notices see it. */
export type Waiting = {
  readonly conversationId: string;
  readonly customerName: string;
  readonly queueName: string;
  readonly unread: number;
  readonly call: Call | null;
};

/** A colleague as their notices see them. */
export type Writer = { readonly id: string; readonly name: string; readonly unread: number };

type Desk = {
  readonly offers: readonly OfferCard[];
  readonly conversations: readonly Waiting[];
  /** Colleagues with how many of their messages were not read. */
  readonly colleagues: readonly Writer[];
  /** The page can sound, so the system need not. */
  readonly pageSounds: boolean;
};

/** Everything that waits for an agent, as notices: whom the desk lets in by itself does not. What customers wrote stays in the page. */
export function whatWaits({
  offers,
  conversations,
  colleagues,
  pageSounds,
}: Desk): readonly Notice[] {
  return [
    ...offers.filter((offer) => !offer.isExpected).map((offer) => offerNotice(offer, pageSounds)),
    ...conversations.flatMap((one) => [...messageNotice(one), ...shareNotice(one)]),
    ...colleagues.filter(({ unread }) => unread > 0).map(colleagueNotice),
  ];
}

function offerNotice(offer: OfferCard, silent: boolean): Notice {
  const tag = tagOf({ kind: 'offer', id: offer.offerId });
  return { tag, ...offerInWords(toldOf(offer)), silent };
}

function messageNotice({ conversationId, customerName, queueName, unread }: Waiting): Notice[] {
  if (unread === 0) return [];
  const tag = tagOf({ kind: 'message', id: conversationId });
  const title = noticeWords.messages(customerName, unread);
  return [{ tag, title, body: queueName, silent: true }];
}

function colleagueNotice({ id, name, unread }: Writer): Notice {
  const tag = tagOf({ kind: 'colleague', id });
  const title = noticeWords.messages(name, unread);
  return { tag, title, body: noticeWords.colleague, silent: true };
}

function shareNotice({ conversationId, queueName, call }: Waiting): Notice[] {
  const sharer = sharerIn(call);
  if (sharer === null) return [];
  const tag = tagOf({ kind: 'share', id: conversationId });
  return [{ tag, title: noticeWords.share(sharer), body: queueName, silent: true }];
}

/** The name of the customer who is sharing a screen with somebody who can see it. */
export function sharerIn(call: Call | null): string | null {
  if (call === null || (call.phase.name !== 'active' && call.phase.name !== 'held')) return null;
  const leg = call.legs.find((one) => one.role === 'customer' && one.picture.source === 'screen');
  return leg?.name ?? null;
}
