import { ActionIcon, Tooltip } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { Workplace } from '../frame/workplace.ts';
import { Icon } from '../icons/Icon.tsx';
import { useStore } from '../work/use-store.ts';
import { ColleagueList } from './ColleagueList.tsx';
import styles from './Colleagues.module.css';
import { ColleagueThread } from './ColleagueThread.tsx';
import { colleagueWords } from './colleague-words.ts';
import type { Colleagues } from './colleagues.ts';

type Props = { readonly workplace: Workplace; readonly colleagues: Colleagues };

/** Beside the work, never over it all: who one can write to, and the thread with one of them. */
export function ColleaguesPanel({ workplace, colleagues }: Props) {
  const { who, connection } = workplace;
  const { isOpen, withId } = useStore(colleagues.panel);
  const mail = useStore(colleagues.mailbox.state);
  const cameFrom = useRef<Element | null>(null);
  useEffect(() => {
    if (!isOpen) return;
    cameFrom.current = document.activeElement;
    return () => {
      if (cameFrom.current instanceof HTMLElement) cameFrom.current.focus();
    };
  }, [isOpen]);
  if (!isOpen) return null;

  const person = mail.people.find((one) => one.id === withId) ?? null;
  const leave = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    colleagues.hide();
  };
  return (
    <aside className={styles.panel} aria-label={colleagueWords.title} onKeyDown={leave}>
      <div className={styles.head}>
        {person === null ? null : (
          <ActionIcon aria-label={colleagueWords.back} onClick={() => colleagues.show(null)}>
            <Icon name="back" />
          </ActionIcon>
        )}
        <div className={styles.title}>
          <h2 className={styles.name} dir="auto">
            {person?.name ?? colleagueWords.title}
          </h2>
          {person === null ? null : (
            <p className={styles.about}>
              {colleagueWords.role[person.role]} ·{' '}
              {person.isHere ? colleagueWords.here : colleagueWords.away}
            </p>
          )}
        </div>
        <SoundSwitch workplace={workplace} />
        <ActionIcon aria-label={colleagueWords.close} onClick={colleagues.hide}>
          <Icon name="close" />
        </ActionIcon>
      </div>
      {person === null ? (
        <ColleagueList mail={mail} ownId={who.personId} onChoose={colleagues.show} />
      ) : (
        <ColleagueThread
          key={person.id}
          person={person}
          mail={mail}
          mailbox={colleagues.mailbox}
          localTime={connection.localTime}
        />
      )}
    </aside>
  );
}

/** The sound of new messages, the same setting as in the settings (N3). */
function SoundSwitch({ workplace }: { readonly workplace: Workplace }) {
  const { settings } = workplace;
  const { messengerSound } = useStore(settings.state).settings;
  const label = messengerSound ? colleagueWords.soundOn : colleagueWords.soundOff;
  return (
    <Tooltip label={label}>
      <ActionIcon
        aria-label={label}
        aria-pressed={messengerSound}
        onClick={() => settings.change({ messengerSound: !messengerSound })}
      >
        <Icon name={messengerSound ? 'sound' : 'sound-off'} />
      </ActionIcon>
    </Tooltip>
  );
}
