import { durationInWords } from '../time-in-words.ts';
import { useNow } from '../work/clock.ts';
import styles from './Room.module.css';

type Props = {
  readonly label: string;
  /** On this computer's clock. */
  readonly until: number;
};

/** How long something still holds. */
export function Elapsing({ label, until }: Props) {
  const now = useNow();
  return (
    <p className={styles.help}>
      {label}{' '}
      <span className="number" role="timer">
        {durationInWords(Math.max(0, until - now))}
      </span>
    </p>
  );
}
