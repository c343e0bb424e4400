import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from '../../ui/icons/Icon.tsx';
import { words } from '../../ui/words.ts';
import { Header } from '../frame/Header.tsx';

/** One thing to know, and what can be done about it. */
export function Card({
  icon,
  title,
  help,
  onClose,
  children,
}: {
  readonly icon: IconName;
  readonly title: string;
  readonly help?: string | undefined;
  readonly onClose: () => void;
  readonly children?: ComponentChildren;
}) {
  return (
    <>
      <Header title={words.title} onClose={onClose} />
      <div class="note-page">
        <div class="note-page-words" role="status">
          <span class="badge-icon">
            <Icon name={icon} size={26} />
          </span>
          <h2>{title}</h2>
          {help !== undefined && <p>{help}</p>}
        </div>
        {children}
      </div>
    </>
  );
}
