import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from '../../ui/icons/Icon.tsx';

/** One thing to know, and what can be done about it. Never a blank page. */
export function NotePage({
  icon,
  title,
  help,
  children,
}: {
  readonly icon: IconName;
  readonly title: string;
  readonly help?: string;
  readonly children?: ComponentChildren;
}) {
  return (
    <main class="note-page">
      <div class="note-words" role="status">
        <span class="badge-icon">
          <Icon name={icon} size={26} />
        </span>
        <h1>{title}</h1>
        {help !== undefined && <p>{help}</p>}
      </div>
      {children}
    </main>
  );
}
