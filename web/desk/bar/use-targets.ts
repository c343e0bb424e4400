import { readTyped, type Typed } from '@parley/core/dialing.ts';
import { type KeyboardEvent, useState } from 'react';
import { meantAtOnce, rowsOf, type Target, type TargetGroup, targetsFor } from './targets.ts';
import { useDirectory, useRecentCalls } from './use-directory.ts';

/** What is typed, what it may mean, and which of that is meant. */
export type Targets = {
  readonly text: string;
  readonly typed: Typed;
  readonly groups: readonly TargetGroup[];
  readonly active: Target | null;
  readonly failed: boolean;
  readonly setText: (text: string) => void;
  readonly choose: (key: string | null) => void;
  /** Arrow keys; true when the key was one. */
  readonly move: (event: KeyboardEvent) => boolean;
};

type Settings = {
  readonly isOpen: boolean;
  /** The directory is there before anything is typed. */
  readonly showsAll: boolean;
  readonly withRecent: boolean;
};

/** The one search behind the number field and the transfer panel. */
export function useTargets({ isOpen, showsAll, withRecent }: Settings): Targets {
  const [text, setText] = useState('');
  const [chosenKey, setChosenKey] = useState<string | null>(null);
  const typed = readTyped(text);
  const asks = isOpen && (showsAll || typed.is === 'number' || typed.is === 'search');
  const asked = asks && typed.is !== 'refused' ? text.trim() : null;
  const found = useDirectory(asked);
  const recent = useRecentCalls(isOpen && withRecent);
  const known = { directory: found.directory, recent };
  const groups = targetsFor(typed, known);
  const rows = rowsOf(groups);
  const isCurrent = found.foundFor === asked;
  const active =
    rows.find((row) => row.key === chosenKey) ?? meantAtOnce(typed, known, { isCurrent });

  function move(event: KeyboardEvent): boolean {
    const step = STEPS[event.key];
    if (step === undefined || rows.length === 0) return false;
    event.preventDefault();
    const at = rows.findIndex((row) => row.key === active?.key);
    const next = at < 0 && step < 0 ? rows.length - 1 : (at + step + rows.length) % rows.length;
    setChosenKey(rows[next]?.key ?? null);
    return true;
  }

  return {
    text,
    typed,
    groups,
    active,
    failed: found.failed,
    setText: (next) => {
      setText(next);
      setChosenKey(null);
    },
    choose: setChosenKey,
    move,
  };
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
