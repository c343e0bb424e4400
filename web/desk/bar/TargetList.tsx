import { useEffect, useRef } from 'react';
import { Icon } from '../icons/Icon.tsx';
import styles from './TargetList.module.css';
import type { Target, TargetGroup } from './targets.ts';

type Props = {
  readonly id: string;
  readonly label: string;
  readonly groups: readonly TargetGroup[];
  readonly activeKey: string | null;
  readonly onPick: (row: Target) => void;
};

/** Whom one can call or hand a call to; its field keeps the focus and says which row is meant. */
export function TargetList({ id, label, groups, activeKey, onPick }: Props) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (activeKey === null) return;
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [activeKey]);
  return (
    <div ref={list} id={id} role="listbox" aria-label={label} className={styles.list}>
      {groups.map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: options of a list box are grouped by a role.
        <div key={group.name} role="group" aria-label={group.name}>
          <p className={styles.group} aria-hidden="true">
            {group.name}
          </p>
          {group.rows.map((row) => (
            <Row
              key={row.key}
              id={rowId(id, row.key)}
              row={row}
              isActive={row.key === activeKey}
              onPick={onPick}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

/** The id under which a field names the row it means. */
export function rowId(listId: string, key: string): string {
  return `${listId}:${key}`;
}

type RowProps = {
  readonly id: string;
  readonly row: Target;
  readonly isActive: boolean;
  readonly onPick: (row: Target) => void;
};

function Row({ id, row, isActive, onPick }: RowProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are pressed in the field.
    // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus.
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      aria-disabled={row.target === null}
      className={styles.row}
      // The field must not lose the focus, or the list closes before the click.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => (row.target === null ? undefined : onPick(row))}
    >
      <Icon name={row.icon} size={16} />
      <span className={styles.name} dir="auto">
        {row.name}
      </span>
      <span className={styles.note}>
        {row.tone === 'plain' ? null : (
          <i className={styles.dot} data-tone={row.tone} aria-hidden="true" />
        )}
        {row.note}
      </span>
    </div>
  );
}
