import type { OfferPush } from '@parley/contracts/push.ts';
import { customerIn, type OfferCard, occasionOf } from '@parley/core/presence/desk-view.ts';
import { noticeWords } from '../words-of-notices.ts';

/** What of an offer is told outside of the desk. */
type Told = Omit<OfferPush, 'type' | 'offerId' | 'ringsUntil'>;

/** The same of an offer that the desk knows whole. */
export function toldOf(offer: OfferCard): Told {
  const { kind, purpose, fromName, queueName } = offer;
  const about = { kind, purpose, fromName, queueName };
  return { ...about, customerName: customerIn(offer), occasion: occasionOf(offer) };
}

/** Who rings: the colleague who asks, else the customer, whoever sent them on. */
export function whoRings({
  purpose,
  fromName,
  customerName,
}: Pick<Told, 'purpose' | 'fromName' | 'customerName'>): string {
  return purpose === 'call' ? customerName : (fromName ?? customerName);
}

/** An offer in a notification: who rings, and for what. */
export function offerInWords(offer: Told): { readonly title: string; readonly body: string } {
  return { title: whoRings(offer), body: bodyOf(offer) };
}

function bodyOf({ kind, purpose, customerName, queueName, occasion }: Told): string {
  switch (purpose) {
    case 'call':
      return noticeWords.from(noticeWords.kind[occasion ?? kind ?? 'chat'], queueName);
    case 'consult':
      return noticeWords.consult(customerName);
    case 'transfer':
      return noticeWords.transfer(customerName);
    case 'internal':
      return noticeWords.internal[kind === 'audio' ? 'audio' : 'video'];
  }
}
