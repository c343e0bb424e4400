import { durationInWords } from '../time-in-words.ts';
import { useNow } from '../work/clock.ts';
import styles from './WrapUps.module.css';
import { wrapUpWords } from './wrap-up-words.ts';

/** How soon before its end the time is shown as running out. */
const SOON_MS = 10_000;

/** What is left of an agent's time, counted down; `until` on this computer's clock. */
export function TimeLeft({
  until,
  label = wrapUpWords.leftInWords,
}: {
  readonly until: number;
  readonly label?: string;
}) {
  const leftMs = useLeftMs(until);
  return (
    <p
      className={`${styles.time} number`}
      role="timer"
      aria-label={label}
      data-soon={leftMs <= SOON_MS}
    >
      {wrapUpWords.left(durationInWords(leftMs))}
    </p>
  );
}

/** What is left, ms. The clock of the page is up to a second late, so no part of a second counts. */
export function useLeftMs(until: number): number {
  const now = useNow();
  return Math.max(0, Math.floor((until - now) / 1_000) * 1_000);
}
