import { Popover } from '@mantine/core';
import { useState } from 'react';
import type { CallSession } from '../../live/call/call-session.ts';
import { barWords } from '../bar/bar-words.ts';
import type { Workplace } from '../frame/workplace.ts';
import { useShortcut } from '../work/shortcuts.ts';
import { Control } from './Control.tsx';
import { TransferPanel } from './TransferPanel.tsx';

type Props = { readonly workplace: Workplace; readonly session: CallSession };

const W = barWords.transfer;

/** Hands the call on: at once, or after asking (X2, X3). */
export function TransferControl({ workplace, session }: Props) {
  const { verbs } = workplace;
  const [isOpen, setIsOpen] = useState(false);
  const toggle = (): void => setIsOpen((open) => !open);
  useShortcut('transfer', toggle);
  return (
    <Popover
      opened={isOpen}
      onChange={setIsOpen}
      position="top"
      width={360}
      shadow="md"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Control icon="transfer" label={W.open} keys="transfer" onPress={toggle} />
      </Popover.Target>
      <Popover.Dropdown aria-label={W.title}>
        <TransferPanel
          title={W.title}
          onNow={(target) => verbs.transfer(session, target)}
          onAsk={(target) => verbs.askFirst(session, target)}
          onClose={() => setIsOpen(false)}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
