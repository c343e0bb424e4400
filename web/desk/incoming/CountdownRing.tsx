import { type ReactNode, useState } from 'react';
import { words } from '../words.ts';
import { useNow } from '../work/clock.ts';
import styles from './IncomingPanel.module.css';

type Props = { readonly until: number; readonly children: ReactNode };

const RADIUS = 25;
const ROUND = 2 * Math.PI * RADIUS;

/** The time left to answer, as a ring that closes and a number for those who cannot see it. */
export function CountdownRing({ until, children }: Props) {
  const now = useNow();
  const [wholeMs] = useState(() => Math.max(1_000, until - Date.now()));
  const leftMs = Math.max(0, until - now);
  const seconds = Math.round(leftMs / 1_000);
  return (
    <div
      className={styles.ring}
      role="timer"
      aria-label={words.offer.left(seconds)}
      aria-live="off"
    >
      <svg aria-hidden="true" viewBox="0 0 56 56" width={56} height={56}>
        <circle className={styles.track} cx={28} cy={28} r={RADIUS} />
        <circle
          className={styles.left}
          cx={28}
          cy={28}
          r={RADIUS}
          strokeDasharray={ROUND}
          strokeDashoffset={ROUND * (1 - Math.min(1, leftMs / wholeMs))}
        />
      </svg>
      <span className={styles.inside}>{children}</span>
      <span className={`${styles.seconds} number`} aria-hidden="true">
        {seconds}
      </span>
    </div>
  );
}
