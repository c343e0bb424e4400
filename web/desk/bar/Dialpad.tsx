import { barWords } from './bar-words.ts';
import styles from './Dialpad.module.css';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const;

const LETTERS: Readonly<Record<string, string>> = {
  '2': 'abc',
  '3': 'def',
  '4': 'ghi',
  '5': 'jkl',
  '6': 'mno',
  '7': 'pqrs',
  '8': 'tuv',
  '9': 'wxyz',
  '0': '+',
};

type Props = {
  readonly onKey: (key: string) => void;
  /** What was sent into the call so far; null where keys dial. */
  readonly sent: string | null;
};

/** Twelve keys: they dial, or in a call send tones and show which (B5, M19). */
export function Dialpad({ onKey, sent }: Props) {
  return (
    <div className={styles.pad}>
      {sent === null ? null : (
        <output className={styles.sent} aria-label={barWords.dialpad.sent}>
          {sent === '' ? barWords.dialpad.sentNone : sent}
        </output>
      )}
      <div className={styles.keys}>
        {KEYS.map((key) => (
          <button
            key={key}
            type="button"
            className={styles.key}
            aria-label={barWords.dialpad.key(key)}
            onClick={() => onKey(key)}
          >
            <span className="number">{key}</span>
            <small aria-hidden="true">{LETTERS[key] ?? ''}</small>
          </button>
        ))}
      </div>
    </div>
  );
}
