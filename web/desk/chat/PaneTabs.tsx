import { type KeyboardEvent, useRef } from 'react';
import { words } from '../words.ts';
import styles from './PaneTabs.module.css';
import { PANE_TABS, type PaneTab } from './use-pane-tab.ts';

type Props = {
  readonly tab: PaneTab;
  readonly onChoose: (tab: PaneTab) => void;
  /** What each tab shows, by the id of its element. */
  readonly panels: Readonly<Record<PaneTab, string>>;
  readonly unread: number;
  /** Somebody waits in the room. */
  readonly isAwaited: boolean;
};

/** The parts of a conversation; arrow keys move between them. */
export function PaneTabs({ tab, onChoose, panels, unread, isAwaited }: Props) {
  const list = useRef<HTMLDivElement>(null);

  function move(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const at = PANE_TABS.indexOf(tab) + step + PANE_TABS.length;
    const next = PANE_TABS[at % PANE_TABS.length] ?? tab;
    onChoose(next);
    list.current?.querySelector<HTMLElement>(`[data-tab="${next}"]`)?.focus();
  }

  return (
    <div
      ref={list}
      className={styles.tabs}
      role="tablist"
      aria-label={words.pane.tabs}
      onKeyDown={move}
    >
      {PANE_TABS.map((one) => (
        <button
          key={one}
          type="button"
          role="tab"
          id={`${panels[one]}-${one}`}
          className={styles.tab}
          data-tab={one}
          aria-selected={tab === one}
          aria-controls={panels[one]}
          tabIndex={tab === one ? 0 : -1}
          onClick={() => onChoose(one)}
        >
          {words.pane[one]}
          {one === 'chat' && unread > 0 ? <span className={styles.count}>{unread}</span> : null}
          {one === 'video' && isAwaited ? (
            <span className={styles.dot} role="img" aria-label={words.pane.awaited} />
          ) : null}
        </button>
      ))}
    </div>
  );
}
