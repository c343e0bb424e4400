import { Button } from '@mantine/core';
import type { Colleague, StaffMessage } from '@parley/contracts/staff-messages.ts';
import { useLayoutEffect, useRef } from 'react';
import type { Outgoing } from '../../live/outbox.ts';
import { Icon, type IconName } from '../icons/Icon.tsx';
import { clockInWords, dayInWords, isSameDay } from '../time-in-words.ts';
import { words } from '../words.ts';
import { ColleagueComposer } from './ColleagueComposer.tsx';
import styles from './Colleagues.module.css';
import { colleagueWords } from './colleague-words.ts';
import type { Mailbox, MailboxState } from './mailbox.ts';

type Props = {
  readonly person: Colleague;
  readonly mail: MailboxState;
  readonly mailbox: Mailbox;
  readonly localTime: (serverMillis: number) => number;
};

type Status = keyof typeof colleagueWords.status;

/** One line of the thread, stored or on its way; `at` on this computer's clock. */
type Line = {
  readonly key: string;
  readonly at: number;
  readonly text: string;
  /** Null for what the other wrote. */
  readonly status: Status | null;
};

/** What two colleagues wrote, the newest at the end. */
export function ColleagueThread({ person, mail, mailbox, localTime }: Props) {
  const log = useRef<HTMLDivElement>(null);
  const thread = mail.threads.get(person.id);
  const lines = linesOf(thread?.messages ?? [], mail.outgoing.get(person.id) ?? [], {
    person,
    localTime,
  });
  const newest = lines.at(-1)?.key;
  const isTyping = mail.typing.has(person.id);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new line at the end is what moves the log.
  useLayoutEffect(() => {
    if (log.current !== null) log.current.scrollTop = log.current.scrollHeight;
  }, [newest, isTyping]);

  return (
    <div className={styles.thread}>
      <div
        ref={log}
        className={styles.log}
        role="log"
        aria-label={colleagueWords.log(person.name)}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard.
        tabIndex={0}
      >
        {thread?.more === true ? (
          <Button size="compact-xs" variant="subtle" onClick={() => mailbox.loadOlder(person.id)}>
            {colleagueWords.older}
          </Button>
        ) : null}
        {lines.length === 0 ? (
          <p className={styles.none}>
            {thread?.loaded === true ? colleagueWords.empty : colleagueWords.loading}
          </p>
        ) : null}
        {lines.map((line, index) => (
          <Bubble
            key={line.key}
            line={line}
            before={lines[index - 1]}
            onRetry={() => mailbox.retry(person.id, line.key)}
          />
        ))}
      </div>
      <p className={styles.typing} aria-live="polite">
        {isTyping ? colleagueWords.typing(person.name) : ''}
      </p>
      <ColleagueComposer person={person} mailbox={mailbox} />
    </div>
  );
}

type BubbleProps = {
  readonly line: Line;
  readonly before: Line | undefined;
  readonly onRetry: () => void;
};

function Bubble({ line, before, onRetry }: BubbleProps) {
  const { at, text, status } = line;
  const isNewDay = before === undefined || !isSameDay(before.at, at);
  return (
    <>
      {isNewDay ? <p className={styles.day}>{dayInWords(at, Date.now())}</p> : null}
      <div className={styles.bubble} data-own={status !== null} data-status={status}>
        <p className={styles.text} dir="auto">
          {text}
        </p>
        <p className={styles.foot}>
          <time className="number">{clockInWords(at)}</time>
          {status === null ? null : <Tick status={status} />}
        </p>
        {status === 'failed' ? (
          <p className={styles.failed}>
            {colleagueWords.failed}{' '}
            <button type="button" onClick={onRetry}>
              {words.chat.retry}
            </button>
          </p>
        ) : null}
      </div>
    </>
  );
}

const TICKS: Readonly<Record<Status, IconName>> = {
  pending: 'circle',
  failed: 'warning',
  sent: 'check',
  read: 'check-twice',
};

function Tick({ status }: { readonly status: Status }) {
  return (
    <span className={styles.tick} data-status={status} title={colleagueWords.status[status]}>
      <Icon name={TICKS[status]} size={14} />
      <span className={styles.hidden}>{colleagueWords.status[status]}</span>
    </span>
  );
}

type Around = Pick<Props, 'person' | 'localTime'>;

function linesOf(
  messages: readonly StaffMessage[],
  outgoing: readonly Outgoing[],
  { person, localTime }: Around,
): readonly Line[] {
  const stored = messages.map(({ seq, messageId, authorId, text, at }): Line => {
    const own = seq <= person.theirRead ? 'read' : 'sent';
    const key = authorId === person.id ? `other:${seq}` : messageId;
    return { key, at: localTime(at), text, status: authorId === person.id ? null : own };
  });
  const known = new Set(stored.map((one) => one.key));
  const onTheirWay = outgoing
    .filter((one) => !known.has(one.id))
    .map(({ id, at, text, state }): Line => {
      const status = state.name === 'accepted' ? 'sent' : state.name;
      return { key: id, at, text, status };
    });
  return [...stored, ...onTheirWay];
}
