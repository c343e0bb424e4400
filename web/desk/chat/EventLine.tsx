import { PositionTools } from '../asking/PositionTools.tsx';
import type { Workplace } from '../frame/workplace.ts';
import { clockInWords } from '../time-in-words.ts';
import styles from './MessageLog.module.css';
import type { ShownLine } from './shown-lines.ts';

/** A system line: what happened, between what was said. */
export function EventLine({
  line,
  toasts,
}: {
  readonly line: Extract<ShownLine, { kind: 'event' }>;
  readonly toasts: Workplace['toasts'];
}) {
  const { position } = line.event;
  return (
    <p className={styles.event} data-tone={line.event.tone}>
      <span>
        {line.event.text}
        {position === undefined ? null : <PositionTools position={position} toasts={toasts} />}
      </span>
      <time className={`${styles.eventTime} number`}>{clockInWords(line.at)}</time>
    </p>
  );
}
