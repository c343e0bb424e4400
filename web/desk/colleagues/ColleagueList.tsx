import type { Colleague } from '@parley/contracts/staff-messages.ts';
import { useState } from 'react';
import { Face } from '../Face.tsx';
import { clockInWords, dayInWords, isSameDay } from '../time-in-words.ts';
import styles from './Colleagues.module.css';
import { colleagueWords } from './colleague-words.ts';
import { type Mail, peopleInOrder } from './threads.ts';

type Props = {
  readonly mail: Mail;
  readonly ownId: string;
  readonly onChoose: (personId: string) => void;
};

/** Everybody one can write to, the latest first. */
export function ColleagueList({ mail, ownId, onChoose }: Props) {
  const [search, setSearch] = useState('');
  const people = peopleInOrder(mail.people, search);
  return (
    <div className={styles.people}>
      <input
        className={styles.search}
        type="search"
        aria-label={colleagueWords.search}
        placeholder={colleagueWords.search}
        value={search}
        // biome-ignore lint/a11y/noAutofocus: whoever opens the panel looks for somebody.
        autoFocus
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      {people.length === 0 ? <p className={styles.none}>{noneInWords(mail)}</p> : null}
      <ul className={styles.list} aria-label={colleagueWords.list}>
        {people.map((person) => (
          <li key={person.id}>
            <Row person={person} ownId={ownId} onChoose={onChoose} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function noneInWords({ loaded, people }: Mail): string {
  if (!loaded) return colleagueWords.loading;
  return people.length === 0 ? colleagueWords.nobody : colleagueWords.nothing;
}

type RowProps = Omit<Props, 'mail'> & { readonly person: Colleague };

function Row({ person, ownId, onChoose }: RowProps) {
  const { id, name, role, isHere, last, unread } = person;
  return (
    <button type="button" className={styles.row} onClick={() => onChoose(id)}>
      <span className={styles.face}>
        <Face name={name} seed={id} size={34} />
        <span className={styles.here} data-here={isHere} aria-hidden="true" />
      </span>
      <span className={styles.lines}>
        <span className={styles.who} dir="auto">
          {name}
        </span>
        <span className={styles.last} dir="auto" data-unread={unread > 0}>
          {last === null ? colleagueWords.role[role] : quoteOf(last, ownId)}
        </span>
      </span>
      <span className={styles.side}>
        {last === null ? null : <span className={styles.when}>{momentInWords(last.at)}</span>}
        {unread === 0 ? null : (
          <span className={`${styles.count} number`}>
            {unread}
            <span className={styles.hidden}> {colleagueWords.unread(unread)}</span>
          </span>
        )}
      </span>
    </button>
  );
}

function quoteOf(last: NonNullable<Colleague['last']>, ownId: string): string {
  return last.authorId === ownId ? colleagueWords.own(last.text) : last.text;
}

function momentInWords(at: number): string {
  const now = Date.now();
  return isSameDay(at, now) ? clockInWords(at) : dayInWords(at, now);
}
