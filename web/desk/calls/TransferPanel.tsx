import { Button, TextInput } from '@mantine/core';
import type { CallTarget } from '@parley/contracts/call-verbs.ts';
import { useId, useState } from 'react';
import { barWords } from '../bar/bar-words.ts';
import { rowId, TargetList } from '../bar/TargetList.tsx';
import { type Targets, useTargets } from '../bar/use-targets.ts';
import { Icon } from '../icons/Icon.tsx';
import styles from './TransferPanel.module.css';

type Props = {
  readonly title: string;
  /** True when it was done; the panel closes then. */
  readonly onNow: (target: CallTarget) => Promise<boolean>;
  /** Null while it rings: nobody can be asked first. */
  readonly onAsk: ((target: CallTarget) => Promise<boolean>) | null;
  readonly onClose: () => void;
};

const W = barWords.transfer;

/** One search over colleagues, queues, contacts and numbers, and two buttons that say what they do. */
export function TransferPanel({ title, onNow, onAsk, onClose }: Props) {
  const targets = useTargets({ isOpen: true, showsAll: true, withRecent: false });
  const [asking, setAsking] = useState<'now' | 'ask' | null>(null);
  const target = targets.active?.target ?? null;

  async function go(which: 'now' | 'ask', run: Props['onNow']): Promise<void> {
    if (target === null || asking !== null) return;
    setAsking(which);
    const isDone = await run(target);
    setAsking(null);
    if (isDone) onClose();
  }

  return (
    <div className={styles.panel}>
      <p className={styles.title}>{title}</p>
      <Search targets={targets} />
      <div className={styles.actions}>
        <Button
          color="pass"
          leftSection={<Icon name="transfer" size={16} />}
          disabled={target === null}
          loading={asking === 'now'}
          onClick={() => void go('now', onNow)}
        >
          {W.now}
        </Button>
        {onAsk === null ? (
          <Button variant="outline" color="plain" onClick={onClose}>
            {W.cancel}
          </Button>
        ) : (
          <Button
            variant="light"
            leftSection={<Icon name="chat" size={16} />}
            // A queue is asked by its first free agent.
            disabled={target === null}
            loading={asking === 'ask'}
            onClick={() => void go('ask', onAsk)}
          >
            {W.ask}
          </Button>
        )}
      </div>
    </div>
  );
}

function Search({ targets }: { readonly targets: Targets }) {
  const listId = useId();
  const { active, failed, groups, text, typed } = targets;
  const hint = hintFor();

  function hintFor(): string {
    if (typed.is === 'refused') return barWords.field.refused(typed.character);
    if (failed) return barWords.field.notLoaded;
    if (groups.length === 0) return text === '' ? '' : barWords.field.nothing;
    return active === null ? W.pick : '';
  }

  return (
    <>
      <TextInput
        data-autofocus
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={active === null ? undefined : rowId(listId, active.key)}
        aria-label={W.search}
        placeholder={W.search}
        autoComplete="off"
        maxLength={60}
        leftSection={<Icon name="search" size={16} />}
        value={text}
        onChange={(event) => targets.setText(event.target.value)}
        onKeyDown={(event) => void targets.move(event)}
      />
      <p className={styles.hint} role="status">
        {hint}
      </p>
      <div className={styles.list}>
        <TargetList
          id={listId}
          label={W.list}
          groups={groups}
          activeKey={active?.key ?? null}
          onPick={(row) => targets.choose(row.key)}
        />
      </div>
    </>
  );
}
