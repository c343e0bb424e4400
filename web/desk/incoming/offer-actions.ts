import type { CallTarget } from '@parley/contracts/call-verbs.ts';
import type { OfferCard } from '@parley/core/presence/desk-view.ts';
import type { Desk } from '../../live/desk.ts';
import type { AgentCalls } from '../calls/agent-calls.ts';
import type { CallVerbs } from '../calls/call-verbs.ts';
import { words } from '../words.ts';
import type { Ring } from '../work/ring.ts';
import type { Selection } from '../work/selection.ts';
import type { Toasts } from '../work/toasts.ts';

/** What can be done with an offer, by whatever means: its panel, a key, a headset. */
export type OfferActions = {
  /** True when it was answered. */
  readonly answer: (offer: OfferCard) => Promise<boolean>;
  readonly reject: (offer: OfferCard) => Promise<void>;
  /** True when it rings elsewhere now. */
  readonly forward: (offer: OfferCard, to: CallTarget) => Promise<boolean>;
};

type Parts = {
  readonly desk: Desk;
  readonly calls: AgentCalls;
  readonly verbs: CallVerbs;
  readonly ring: Ring;
  readonly toasts: Toasts;
  readonly selection: Selection;
};

export function openOfferActions(parts: Parts): OfferActions {
  const { desk, calls, verbs, ring, toasts, selection } = parts;

  function refused(code: string): void {
    const text = code === 'offer-closed' ? words.offer.closed : words.offer.failed;
    toasts.show({ icon: 'warning', tone: 'warn', text });
  }

  function isStillOffered({ offerId }: OfferCard): boolean {
    return desk.state.get().view.offers.some((one) => one.offerId === offerId);
  }

  return {
    async answer(offer) {
      // In the click itself: a browser that kept sound back lets it through from here on.
      void ring.unlock();
      ring.stop();
      const answered = await calls.answer(offer);
      if (answered.ok) selection.select(answered.data.conversationId);
      else refused(answered.code);
      if (!answered.ok && isStillOffered(offer)) ring.start();
      return answered.ok;
    },
    async reject(offer) {
      ring.stop();
      const declined = await desk.decline(offer.offerId);
      if (!declined.ok) refused(declined.code);
    },
    forward: ({ offerId }, to) => verbs.forward(offerId, to),
  };
}
