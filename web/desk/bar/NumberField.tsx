import { ActionIcon, Tooltip } from '@mantine/core';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { Icon } from '../icons/Icon.tsx';
import { keysOf, useShortcut } from '../work/shortcuts.ts';
import { barWords } from './bar-words.ts';
import styles from './NumberField.module.css';
import { rowId, TargetList } from './TargetList.tsx';
import type { Target } from './targets.ts';
import type { Targets } from './use-targets.ts';

type Props = {
  readonly targets: Targets;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  readonly onCall: (row: Target, kind: 'audio' | 'video') => Promise<void>;
};

const W = barWords.field;

/** Number or name: digits dial, letters search, Enter calls, Escape clears (B4). */
export function NumberField({ targets, isOpen, onOpen, onCall }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const listId = useId();
  const hintId = useId();
  const [isBusy, setIsBusy] = useState(false);
  useShortcut('number-field', () => field.current?.focus());
  const { active, typed, text } = targets;
  const isRefused = typed.is === 'refused';

  async function call(row: Target | null, kind: 'audio' | 'video' = 'audio'): Promise<void> {
    if (row === null || isBusy) return;
    setIsBusy(true);
    await onCall(row, kind);
    setIsBusy(false);
  }

  function press(event: KeyboardEvent): void {
    if (targets.move(event)) onOpen(true);
    else if (event.key === 'Enter') void call(active);
    else if (event.key === 'Escape') {
      event.preventDefault();
      targets.setText('');
      onOpen(false);
    }
  }

  return (
    <search
      className={styles.place}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) onOpen(false);
      }}
    >
      <div className={styles.field} data-refused={isRefused}>
        <Icon name="phone" size={15} />
        <input
          ref={field}
          className={styles.input}
          type="text"
          inputMode="text"
          role="combobox"
          autoComplete="off"
          spellCheck={false}
          maxLength={60}
          placeholder={W.label}
          aria-label={W.label}
          title={`${W.label} (${keysOf('number-field').join('+')})`}
          aria-expanded={isOpen}
          aria-controls={listId}
          aria-describedby={hintId}
          aria-invalid={isRefused}
          aria-activedescendant={isOpen && active !== null ? rowId(listId, active.key) : undefined}
          value={text}
          onFocus={() => onOpen(true)}
          onClick={() => onOpen(true)}
          onChange={(event) => {
            targets.setText(event.target.value);
            onOpen(true);
          }}
          onKeyDown={press}
        />
        {text === '' ? null : (
          <ActionIcon size={24} aria-label={W.clear} onClick={() => targets.setText('')}>
            <Icon name="close" size={13} />
          </ActionIcon>
        )}
      </div>
      <Tooltip label={W.call}>
        <ActionIcon
          size={34}
          color="go"
          variant="filled"
          aria-label={W.call}
          disabled={active === null}
          loading={isBusy}
          onClick={() => void call(active)}
        >
          <Icon name="phone" size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={W.videoCall}>
        <ActionIcon
          size={34}
          variant="light"
          color="accent"
          aria-label={W.videoCall}
          disabled={active === null}
          onClick={() => void call(active, 'video')}
        >
          <Icon name="camera" size={16} />
        </ActionIcon>
      </Tooltip>
      <div className={styles.drop} hidden={!isOpen}>
        <p id={hintId} className={styles.hint} role="status">
          {hintFor(targets)}
        </p>
        <TargetList
          id={listId}
          label={W.list}
          groups={isOpen ? targets.groups : []}
          activeKey={active?.key ?? null}
          onPick={(row) => void call(row)}
        />
      </div>
    </search>
  );
}

/** What there is to say when the list cannot say it. */
function hintFor({ typed, groups, failed }: Targets): string {
  if (typed.is === 'refused') return W.refused(typed.character);
  if (failed) return W.notLoaded;
  if (groups.length > 0) return '';
  return typed.is === 'nothing' ? W.noRecent : W.nothing;
}
