import { Button, Loader } from '@mantine/core';
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Connection } from '../../live/connection.ts';
import type { ConversationSession, ConversationState } from '../../live/conversation.ts';
import type { SharedFiles } from '../../live/files/shared-files.ts';
import type { Workplace } from '../frame/workplace.ts';
import { dayInWords, isSameDay } from '../time-in-words.ts';
import { words } from '../words.ts';
import { EventLine } from './EventLine.tsx';
import { MessageBubble } from './MessageBubble.tsx';
import styles from './MessageLog.module.css';
import { type ShownLine, shownLines } from './shown-lines.ts';

type Props = {
  readonly connection: Connection;
  readonly conversation: ConversationSession;
  readonly files: SharedFiles;
  readonly state: ConversationState;
  readonly personId: string;
  readonly toasts: Workplace['toasts'];
};

/** How far from its end, in pixels, the log still counts as read to the end. */
const NEAR_END = 80;

/** All that was said and happened, oldest first; stays at the newest line unless the agent reads back. */
export function MessageLog({ connection, conversation, files, state, personId, toasts }: Props) {
  const log = useRef<HTMLDivElement>(null);
  const [isAtEnd, setIsAtEnd] = useState(true);
  const lastTop = useRef(0);
  const lines = shownLines(state.lines, connection.localTime);
  const newest = lines.at(-1)?.key;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new line, at the end or before what is still being sent, is what moves the log.
  useLayoutEffect(() => {
    if (isAtEnd) toEnd(log.current);
  }, [newest, lines.length, state.otherIsTyping]);

  useEffect(() => {
    const area = log.current;
    if (area === null) return;
    // A call that opens or closes over the log changes its height, not what was being read.
    const watcher = new ResizeObserver(() => {
      if (isAtEnd) toEnd(area);
    });
    watcher.observe(area);
    return () => watcher.disconnect();
  }, [isAtEnd]);

  /** A log that became smaller in the same moment is not at its end, though nobody scrolled up. */
  function scrolled(area: HTMLElement): void {
    const isNear = isNearEnd(area);
    if (isNear || area.scrollTop < lastTop.current) setIsAtEnd(isNear);
    lastTop.current = area.scrollTop;
  }

  return (
    <div className={styles.frame}>
      <div
        ref={log}
        className={styles.log}
        role="log"
        aria-label={words.chat.log}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard.
        tabIndex={0}
        onScroll={(event) => scrolled(event.currentTarget)}
      >
        {state.loaded || state.refused !== null ? null : (
          <p className={styles.quiet}>
            <Loader size="xs" aria-hidden="true" /> {words.chat.loading}
          </p>
        )}
        {state.refused === null ? null : <p className={styles.quiet}>{words.chat.refused}</p>}
        {lines.map((line, index) => (
          <LogLine key={line.key} line={line} before={lines[index - 1]}>
            {line.kind === 'message' ? (
              <MessageBubble
                line={line}
                conversation={conversation}
                files={files}
                personId={personId}
              />
            ) : (
              <EventLine line={line} toasts={toasts} />
            )}
          </LogLine>
        ))}
      </div>
      <p className={styles.typing} aria-live="polite">
        {state.otherIsTyping ? (
          <>
            <span className={styles.dots} aria-hidden="true">
              <i />
              <i />
              <i />
            </span>
            {words.chat.typing(state.view.customer.name)}
          </>
        ) : null}
      </p>
      {isAtEnd ? null : (
        <Button
          className={styles.jump}
          size="xs"
          variant="light"
          onClick={() => toEnd(log.current)}
        >
          {words.chat.toNewest}
        </Button>
      )}
    </div>
  );
}

type LineProps = {
  readonly line: ShownLine;
  readonly before: ShownLine | undefined;
  readonly children: ReactNode;
};

/** A line, after the name of its day where a day begins. */
function LogLine({ line, before, children }: LineProps) {
  const isNewDay = before === undefined || !isSameDay(before.at, line.at);
  return (
    <>
      {isNewDay ? <p className={styles.day}>{dayInWords(line.at, Date.now())}</p> : null}
      {children}
    </>
  );
}

function isNearEnd(area: HTMLElement): boolean {
  return area.scrollHeight - area.scrollTop - area.clientHeight < NEAR_END;
}

function toEnd(area: HTMLElement | null): void {
  if (area !== null) area.scrollTop = area.scrollHeight;
}
