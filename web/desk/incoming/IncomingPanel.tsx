import type { OfferCard } from '@parley/core/presence/desk-view.ts';
import type { Connection } from '../../live/connection.ts';
import type { Desk } from '../../live/desk.ts';
import type { AgentCalls } from '../calls/agent-calls.ts';
import { words } from '../words.ts';
import type { Ring } from '../work/ring.ts';
import type { Toasts } from '../work/toasts.ts';
import { useStore } from '../work/use-store.ts';
import styles from './IncomingPanel.module.css';
import { OfferPanel } from './OfferPanel.tsx';

type Props = {
  readonly connection: Connection;
  readonly desk: Desk;
  readonly calls: AgentCalls;
  readonly ring: Ring;
  readonly toasts: Toasts;
  readonly onAnswered: (conversationId: string) => void;
};

/** Who rings now; over everything, moving nothing. */
export function IncomingPanel({ connection, desk, calls, ring, toasts, onAnswered }: Props) {
  const { offers } = useStore(desk.state).view;

  function refused(code: string): void {
    const text = code === 'offer-closed' ? words.offer.closed : words.offer.failed;
    toasts.show({ icon: 'warning', tone: 'warn', text });
  }

  function isStillOffered({ offerId }: OfferCard): boolean {
    return desk.state.get().view.offers.some((one) => one.offerId === offerId);
  }

  async function answer(offer: OfferCard): Promise<void> {
    // In the click itself: a browser that kept sound back lets it through from here on.
    void ring.unlock();
    ring.stop();
    const answered = await calls.answer(offer);
    if (answered.ok) onAnswered(answered.data.conversationId);
    else refused(answered.code);
    if (!answered.ok && isStillOffered(offer)) ring.start();
  }

  async function reject(offer: OfferCard): Promise<void> {
    ring.stop();
    const declined = await desk.decline(offer.offerId);
    if (!declined.ok) refused(declined.code);
  }

  return (
    <div className={styles.place} aria-live="assertive">
      {offers.map((offer, index) => (
        <OfferPanel
          key={offer.offerId}
          connection={connection}
          offer={offer}
          isFirst={index === 0}
          onAnswer={() => answer(offer)}
          onReject={() => reject(offer)}
        />
      ))}
    </div>
  );
}
