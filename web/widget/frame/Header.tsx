import type { ComponentChildren } from 'preact';
import { Icon } from '../../ui/icons/Icon.tsx';
import { words } from '../../ui/words.ts';

/** The top of every screen: where one is, and the way out. */
export function Header({
  title,
  under,
  onBack,
  onClose,
  children,
}: {
  readonly title: string;
  readonly under?: string | undefined;
  readonly onBack?: () => void;
  readonly onClose: () => void;
  readonly children?: ComponentChildren;
}) {
  return (
    <div class="header">
      {onBack && (
        <button type="button" class="round" aria-label={words.back} onClick={onBack}>
          <Icon name="back" />
        </button>
      )}
      <div class="whom">
        <h1>{title}</h1>
        {under !== undefined && <p>{under}</p>}
      </div>
      {children}
      <button type="button" class="round" aria-label={words.close} onClick={onClose}>
        <Icon name="close" />
      </button>
    </div>
  );
}
