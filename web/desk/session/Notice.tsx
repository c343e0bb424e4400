import { Icon } from '../icons/Icon.tsx';
import styles from './Notice.module.css';

/** A sentence whose place is kept even while there is none, so that nothing jumps. */
export function Notice({
  tone,
  text,
}: {
  readonly tone: 'plain' | 'stop' | 'go';
  readonly text: string | null;
}) {
  return (
    <div className={styles.place} role="alert" aria-live="polite">
      {text === null ? null : (
        <p className={styles.text} data-tone={tone}>
          {tone === 'stop' ? <Icon name="warning" size={16} /> : null}
          <span>{text}</span>
        </p>
      )}
    </div>
  );
}
