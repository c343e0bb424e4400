import { ActionIcon, Tooltip } from '@mantine/core';
import { Icon } from '../icons/Icon.tsx';
import { useStore } from '../work/use-store.ts';
import styles from './Colleagues.module.css';
import { colleagueWords } from './colleague-words.ts';
import type { Colleagues } from './colleagues.ts';
import { unreadIn } from './threads.ts';

/** The way to one's colleagues, with how much of theirs is unread. */
export function ColleaguesButton({ colleagues }: { readonly colleagues: Colleagues }) {
  const { isOpen } = useStore(colleagues.panel);
  const unread = unreadIn(useStore(colleagues.mailbox.state));
  return (
    <Tooltip label={colleagueWords.title}>
      <ActionIcon
        className={styles.button}
        aria-label={colleagueWords.open(unread)}
        aria-expanded={isOpen}
        onClick={colleagues.toggle}
      >
        <Icon name="colleagues" />
        {unread === 0 ? null : (
          <span className={`${styles.badge} number`} aria-hidden="true">
            {unread > 99 ? '99+' : unread}
          </span>
        )}
      </ActionIcon>
    </Tooltip>
  );
}
