import { clockInWords } from '../time-in-words.ts';
import styles from './MessageLog.module.css';
import type { ShownLine } from './shown-lines.ts';

/** A system line: what happened, between what was said. */
export function EventLine({ line }: { readonly line: Extract<ShownLine, { kind: 'event' }> }) {
  return (
    <p className={styles.event} data-tone={line.event.tone}>
      <span>{line.event.text}</span>
      <time className={`${styles.eventTime} number`}>{clockInWords(line.at)}</time>
    </p>
  );
}
