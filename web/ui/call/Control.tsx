import { Icon, type IconName } from '../icons/Icon.tsx';

/** One round button of a call. */
export function Control({
  icon,
  label,
  look = 'on',
  isOpen,
  onPress,
}: {
  readonly icon: IconName;
  readonly label: string;
  readonly look?: 'on' | 'off' | 'end';
  /** Of a button that opens something. */
  readonly isOpen?: boolean;
  readonly onPress: () => void;
}) {
  return (
    <button
      type="button"
      class={`control ${look}`}
      aria-label={label}
      aria-expanded={isOpen}
      title={label}
      onClick={onPress}
    >
      <Icon name={icon} />
    </button>
  );
}
