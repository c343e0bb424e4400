import type { OfferCard } from '@parley/core/presence/desk-view.ts';
import type { Connection } from '../../live/connection.ts';
import type { Desk } from '../../live/desk.ts';
import type { RoomDoor } from '../video/room-door.ts';
import { useStore } from '../work/use-store.ts';
import type { AutoAnswers } from './auto-answer.ts';
import styles from './IncomingPanel.module.css';
import { OfferPanel } from './OfferPanel.tsx';
import type { OfferActions } from './offer-actions.ts';

type Props = {
  readonly connection: Connection;
  readonly desk: Desk;
  readonly actions: OfferActions;
  readonly autoAnswer: AutoAnswers;
  readonly roomDoor: RoomDoor;
};

/** Who rings now; over everything, moving nothing. */
export function IncomingPanel({ connection, desk, actions, autoAnswer, roomDoor }: Props) {
  const lettingIn = useStore(roomDoor.lettingIn);
  const offers = useStore(desk.state).view.offers.filter((one) => !lettingIn.has(one.offerId));
  const answersAt = useStore(autoAnswer.answersAt);
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
          onForward={mayForward(offer) ? (to) => actions.forward(offer, to) : null}
          answersAt={answersAt.get(offer.offerId) ?? null}
        />
      ))}
    </div>
  );
}

/** A chat goes back to its queue by Reject; what a colleague asks is for this agent alone. */
function mayForward({ callId, purpose }: OfferCard): boolean {
  return callId !== null && (purpose === 'call' || purpose === 'internal');
}
