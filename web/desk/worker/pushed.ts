import type { OfferPush, OfferStanding } from '@parley/contracts/push.ts';
import { offerInWords } from '../notices/offer-in-words.ts';
import { show } from './show.ts';

const LOOK_MS = 700;
/** Longer than anything rings; a computer's clock may be wrong. */
const LONGEST_MS = 60_000;

/** Always shown: browsers take the right to push away from whoever pushes in silence. */
export function showPushed(
  worker: ServiceWorkerGlobalScope,
  tag: string,
  offer: OfferPush,
): Promise<void> {
  return show(worker, { tag, ...offerInWords(offer), silent: false });
}

/** No page is there to hear that it rings no longer, so the worker asks. */
export async function closeWhenOver(
  worker: ServiceWorkerGlobalScope,
  tag: string,
  { offerId }: OfferPush,
): Promise<void> {
  const until = Date.now() + LONGEST_MS;
  while (Date.now() < until && (await isOpen(offerId))) await pause();
  for (const one of await worker.registration.getNotifications({ tag })) one.close();
}

/** What cannot be asked now may still ring. */
async function isOpen(offerId: string): Promise<boolean> {
  try {
    const answer = await fetch(`/api/v1/push/offers/${encodeURIComponent(offerId)}`);
    if (!answer.ok) return answer.status >= 500;
    return ((await answer.json()) as OfferStanding).open;
  } catch (error) {
    if (error instanceof TypeError) return true;
    throw error;
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, LOOK_MS));
}
