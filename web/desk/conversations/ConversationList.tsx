import { TextInput } from '@mantine/core';
import type { DeskConversation } from '@parley/core/presence/desk-view.ts';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import type { Connection } from '../../live/connection.ts';
import type { Desk } from '../../live/desk.ts';
import { Icon } from '../icons/Icon.tsx';
import { words } from '../words.ts';
import { keysOf, useShortcut } from '../work/shortcuts.ts';
import styles from './ConversationList.module.css';
import { ConversationRow } from './ConversationRow.tsx';
import { FILTERS, type Filter, matches } from './filter.ts';
import { useStates } from './use-states.ts';

type Props = {
  readonly connection: Connection;
  readonly desk: Desk;
  readonly loaded: boolean;
  readonly rows: readonly DeskConversation[];
  readonly chosenId: string | null;
  readonly onChoose: (conversationId: string) => void;
};

/** The agent's conversations, newest work first; searched and filtered as typed. */
export function ConversationList({ connection, desk, loaded, rows, chosenId, onChoose }: Props) {
  const [query, setQuery] = useState('');
  const [filter, setFilter] = useState<Filter>('all');
  const search = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const states = useStates(desk, rows);
  useShortcut('search', () => search.current?.focus());
  useShortcut('list', () => focusRow(list.current, chosenId));

  const shown = useMemo(
    () =>
      rows
        .toSorted((a, b) => b.since - a.since)
        .filter((row) => matches(row, states.get(row.conversationId), { query, filter })),
    [rows, states, query, filter],
  );

  return (
    <nav className={styles.panel} aria-label={words.list.title}>
      <div className={styles.top}>
        <TextInput
          ref={search}
          type="search"
          aria-label={words.list.search}
          aria-keyshortcuts={keysOf('search').join('+').replace('Ctrl', 'Control')}
          placeholder={words.list.search}
          leftSection={<Icon name="search" size={16} />}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
        <fieldset className={styles.filters} aria-label={words.list.filter}>
          {FILTERS.map((one) => (
            <button
              key={one}
              type="button"
              className={styles.filter}
              aria-pressed={filter === one}
              onClick={() => setFilter(one)}
            >
              {words.list[one]}
            </button>
          ))}
        </fieldset>
      </div>
      <ul
        ref={list}
        className={styles.list}
        aria-label={words.list.title}
        onKeyDown={(event) => moveFocus(event)}
      >
        {shown.map((row) => (
          <ConversationRow
            key={row.conversationId}
            connection={connection}
            conversation={desk.conversation(row.conversationId)}
            row={row}
            isChosen={row.conversationId === chosenId}
            onChoose={() => onChoose(row.conversationId)}
          />
        ))}
      </ul>
      {loaded && shown.length === 0 ? <Nothing filtered={rows.length > 0} /> : null}
    </nav>
  );
}

function Nothing({ filtered }: { readonly filtered: boolean }) {
  return (
    <div className={styles.nothing}>
      <Icon name={filtered ? 'search' : 'chat'} size={26} />
      <p>{filtered ? words.list.nothing : words.list.empty}</p>
      {filtered ? null : <p className={styles.nothingHelp}>{words.list.emptyHelp}</p>}
    </div>
  );
}

function focusRow(list: HTMLUListElement | null, id: string | null): void {
  const buttons = [...(list?.querySelectorAll('button') ?? [])];
  (buttons.find((one) => one.dataset.id === id) ?? buttons[0])?.focus();
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

function moveFocus(event: KeyboardEvent<HTMLUListElement>): void {
  const step = STEPS[event.key];
  if (step === undefined) return;
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  event.preventDefault();
  buttons[Math.min(buttons.length - 1, Math.max(0, at + step))]?.focus();
}
