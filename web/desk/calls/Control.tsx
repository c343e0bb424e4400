import { type Ref, useState } from 'react';
import { Icon, type IconName } from '../icons/Icon.tsx';
import { keysOf, type ShortcutName } from '../work/shortcuts.ts';
import styles from './Controls.module.css';

type ControlProps = {
  readonly icon: IconName;
  readonly label: string;
  /** What stands on it where the whole label is too long; part of the label. */
  readonly short?: string;
  readonly keys?: ShortcutName;
  readonly tone?: 'plain' | 'off' | 'on' | 'warn' | 'alert' | 'end';
  readonly onPress: () => unknown;
  readonly ref?: Ref<HTMLButtonElement>;
};

/** One control; its label says what a press will do. */
export function Control({
  icon,
  label,
  keys,
  tone = 'plain',
  onPress,
  ref,
  ...more
}: ControlProps) {
  const { short = label, ...rest } = more;
  const [isBusy, setIsBusy] = useState(false);

  async function press(): Promise<void> {
    // A second press before the first is answered would ask for the opposite.
    if (isBusy) return;
    setIsBusy(true);
    await onPress();
    setIsBusy(false);
  }

  return (
    <button
      {...rest}
      ref={ref}
      type="button"
      className={styles.control}
      data-tone={tone}
      aria-busy={isBusy}
      aria-label={label}
      title={keys === undefined ? label : `${label} (${keysOf(keys).join('+')})`}
      onClick={() => void press()}
    >
      <Icon name={icon} size={20} />
      <span className={styles.label}>{short}</span>
    </button>
  );
}
