import type { Ref } from 'react';
import { Icon, type IconName } from '../icons/Icon.tsx';
import { keysOf, type ShortcutName } from '../work/shortcuts.ts';
import { useOnePress } from '../work/use-one-press.ts';
import styles from './Controls.module.css';

type ControlProps = {
  readonly icon: IconName;
  readonly label: string;
  /** What stands on it where the whole label is too long; part of the label. */
  readonly short?: string;
  /** Its picture says enough where there is little room. */
  readonly isLean?: boolean;
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
  const { short = label, isLean = false, ...rest } = more;
  const { isBusy, press } = useOnePress();
  return (
    <button
      {...rest}
      ref={ref}
      type="button"
      className={styles.control}
      data-tone={tone}
      data-lean={isLean}
      aria-busy={isBusy}
      aria-label={label}
      title={keys === undefined ? label : `${label} (${keysOf(keys).join('+')})`}
      onClick={() => void press(onPress)}
    >
      <Icon name={icon} size={20} />
      <span className={styles.label}>{short}</span>
    </button>
  );
}
