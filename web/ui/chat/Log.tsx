import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ConversationSession } from '../../live/conversation.ts';
import type { SharedFiles } from '../../live/files/shared-files.ts';
import { Icon } from '../icons/Icon.tsx';
import { useStore } from '../use-store.ts';
import { words } from '../words.ts';
import { Bubble } from './Bubble.tsx';
import { dayInWords } from './day-in-words.ts';
import { entriesOf, type LogEntry } from './log-entries.ts';

/** As much as is drawn at once; the rest stands ready above. */
const DRAWN = 150;

/** How near to the end one must be to be kept there, in pixels. */
const NEAR = 60;

/** Everything said and done, oldest first; new lines are read out as they come. */
export function Log({
  conversation,
  files,
}: {
  readonly conversation: ConversationSession;
  readonly files: SharedFiles;
}) {
  const { lines, loaded, otherIsTyping, view } = useStore(conversation.state);
  const [drawn, setDrawn] = useState(DRAWN);
  const entries = entriesOf(lines);
  const shown = entries.slice(-drawn);
  const { element, isAtEnd, toEnd } = useEndOf(`${entries.at(-1)?.key}${otherIsTyping}`);
  const agent = view.chat.state === 'assigned' ? view.chat.agentName : words.chat.us;
  return (
    <div class="log-place">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a log that scrolls must be reachable by keyboard */}
      <div class="log" role="log" aria-label={words.chat.log} tabIndex={0} ref={element}>
        {entries.length > shown.length && (
          <button type="button" class="secondary" onClick={() => setDrawn(drawn + DRAWN)}>
            {words.chat.earlier}
          </button>
        )}
        {loaded && entries.every((entry) => entry.kind !== 'message') && (
          <p class="welcome">{words.chat.welcome}</p>
        )}
        {shown.map((entry) => (
          <Entry key={entry.key} entry={entry} conversation={conversation} files={files} />
        ))}
        {view.chat.state === 'completed' && <p class="event">{words.chat.completed}</p>}
        {otherIsTyping && (
          <p class="typing">
            <span class="dots" aria-hidden="true">
              <i />
              <i />
              <i />
            </span>
            <span class="unseen">{words.chat.typing(agent)}</span>
          </p>
        )}
      </div>
      {!isAtEnd && (
        <button type="button" class="to-end" onClick={toEnd}>
          <Icon name="down" size={16} />
          {words.chat.newest}
        </button>
      )}
    </div>
  );
}

function Entry({
  entry,
  conversation,
  files,
}: {
  readonly entry: LogEntry;
  readonly conversation: ConversationSession;
  readonly files: SharedFiles;
}) {
  switch (entry.kind) {
    case 'day':
      return <h2 class="day">{dayInWords(entry.at, new Date())}</h2>;
    case 'event':
      return <p class="event">{entry.text}</p>;
    case 'message':
      return (
        <Bubble
          message={entry.message}
          isFirst={entry.isFirst}
          isLast={entry.isLast}
          conversation={conversation}
          files={files}
        />
      );
  }
}

/** Keeps the newest line in sight for whoever was looking at it, and leaves alone who reads further up. */
function useEndOf(newest: string) {
  const element = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const [isAtEnd, setAtEnd] = useState(true);
  const toEnd = useCallback((): void => {
    const log = element.current;
    if (log === null) return;
    follows.current = true;
    log.scrollTop = log.scrollHeight;
  }, []);
  useEffect(() => {
    const log = element.current;
    if (log === null) return;
    let lastTop = log.scrollTop;
    const look = (): void => {
      const isNear = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;
      // A log that became smaller in the same moment is not at its end, though nobody scrolled up.
      if (isNear || log.scrollTop < lastTop) follows.current = isNear;
      lastTop = log.scrollTop;
      setAtEnd(follows.current);
    };
    // The keyboard of a phone or a bar above the chat makes it smaller: the end stays in sight.
    const watcher = new ResizeObserver(() => follows.current && toEnd());
    watcher.observe(log);
    log.addEventListener('scroll', look, { passive: true });
    return () => {
      watcher.disconnect();
      log.removeEventListener('scroll', look);
    };
  }, [toEnd]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new line moves the end.
  useLayoutEffect(() => {
    if (follows.current) toEnd();
  }, [newest]);
  return { element, isAtEnd, toEnd };
}
