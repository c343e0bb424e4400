import type { Workplace } from '../frame/workplace.ts';
import { useStore } from '../work/use-store.ts';
import { WrapUpForm } from './WrapUpForm.tsx';
import styles from './WrapUps.module.css';

/** Every call that waits for its code and note, one line each, whatever is on screen below. */
export function WrapUpBar({ workplace }: { readonly workplace: Workplace }) {
  const { connection, lists, wrapUps } = workplace;
  const cards = useStore(wrapUps.cards);
  const codes = useStore(lists.state)?.wrapUpCodes ?? [];
  return (
    <div className={styles.place}>
      {cards.map((card) => (
        <WrapUpForm
          key={card.callId}
          card={card}
          codes={codes}
          connection={connection}
          wrapUps={wrapUps}
        />
      ))}
    </div>
  );
}
