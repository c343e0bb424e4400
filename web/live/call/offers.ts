import type { ConsumerOffer, MediaHint } from '@parley/contracts/media.ts';

/** One consumer has come or gone. */
export type OfferChange = Extract<MediaHint, { type: 'consumer-offered' | 'consumer-closed' }>;

/** What the node offers on one path: at `revision` exactly what it had then, in whatever order the news came. */
export type Offers = {
  readonly revision: number;
  readonly offers: readonly ConsumerOffer[];
  /** Changes that came before others that they follow. */
  readonly ahead: readonly OfferChange[];
};

type Whole = { readonly revision: number; readonly consumers: readonly ConsumerOffer[] };

/** What there is when the path begins. */
export function firstOffers({ revision, consumers }: Whole): Offers {
  return { revision, offers: consumers, ahead: [] };
}

/** Everything was told at once; an answer that newer changes have overtaken says nothing. */
export function withAll(now: Offers, { revision, consumers }: Whole): Offers {
  return revision < now.revision ? now : caughtUp({ ...now, revision, offers: consumers });
}

/** One change was told; it counts once those before it are known. */
export function withChange(now: Offers, change: OfferChange): Offers {
  return caughtUp({ ...now, ahead: [...now.ahead, change] });
}

/** Something has been told that this page has not heard: it must ask. */
export function isBehind({ ahead }: Offers): boolean {
  return ahead.length > 0;
}

function caughtUp(now: Offers): Offers {
  const next = now.ahead.find((change) => change.revision === now.revision + 1);
  if (next !== undefined) {
    return caughtUp({ ...now, revision: next.revision, offers: changed(now.offers, next) });
  }
  return { ...now, ahead: now.ahead.filter((change) => change.revision > now.revision) };
}

function changed(offers: Offers['offers'], change: OfferChange): Offers['offers'] {
  if (change.type === 'consumer-offered') return [...offers, change.consumer];
  return offers.filter((one) => one.consumerId !== change.consumerId);
}
