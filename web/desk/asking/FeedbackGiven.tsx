import type { Feedback } from '@parley/core/conversation/asking.ts';
import { Icon } from '../icons/Icon.tsx';
import styles from './Asking.module.css';
import { askingWords } from './asking-words.ts';

const W = askingWords.feedback;
const STARS = [1, 2, 3, 4, 5] as const;

/** What the customer thought of it (E10); nothing where they said nothing. */
export function FeedbackGiven({ feedback }: { readonly feedback: readonly Feedback[] }) {
  if (feedback.length === 0) return null;
  return (
    <section className={styles.feedback} aria-label={W.region}>
      <h3 className={styles.label}>{W.region}</h3>
      <ul className={styles.given}>
        {feedback.map(({ about, callId, at, rating, comment }) => (
          <li key={`${about}:${callId}:${at}`} className={styles.one} data-call={callId}>
            <span className={styles.stars} role="img" aria-label={W.stars(rating)}>
              {STARS.map((star) => (
                <span key={star} className={styles.star} data-on={star <= rating}>
                  <Icon name="star" size={16} />
                </span>
              ))}
            </span>
            <span className={styles.help}>{W.about[about]}</span>
            <p className={styles.comment} dir="auto" data-none={comment === ''}>
              {comment === '' ? W.noComment : comment}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
