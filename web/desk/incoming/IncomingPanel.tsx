import type { Connection } from '../../live/connection.ts';
import type { Desk } from '../../live/desk.ts';
import { useStore } from '../work/use-store.ts';
import styles from './IncomingPanel.module.css';
import { OfferPanel } from './OfferPanel.tsx';
import type { OfferActions } from './offer-actions.ts';

type Props = {
  readonly connection: Connection;
  readonly desk: Desk;
  readonly actions: OfferActions;
};

/** Who rings now; over everything, moving nothing. */
export function IncomingPanel({ connection, desk, actions }: Props) {
  const { offers } = useStore(desk.state).view;
  return (
    <div className={styles.place} aria-live="assertive">
      {offers.map((offer, index) => (
        <OfferPanel
          key={offer.offerId}
          connection={connection}
          offer={offer}
          isFirst={index === 0}
          onAnswer={() => actions.answer(offer)}
          onReject={() => actions.reject(offer)}
        />
      ))}
    </div>
  );
}
