import { Popover } from '@mantine/core';
import { useState } from 'react';
import type { CallSession } from '../../live/call/call-session.ts';
import { barWords } from '../bar/bar-words.ts';
import { CallDialpad } from '../bar/CallDialpad.tsx';
import type { Workplace } from '../frame/workplace.ts';
import { useShortcut } from '../work/shortcuts.ts';
import { Control } from './Control.tsx';

type Props = { readonly workplace: Workplace; readonly session: CallSession };

/** The keypad of this call (M19). */
export function KeypadControl({ workplace, session }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const toggle = (): void => setIsOpen((open) => !open);
  useShortcut('keypad', toggle);
  return (
    <Popover opened={isOpen} onChange={setIsOpen} position="top" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Control icon="keypad" label={barWords.keypad} keys="keypad" onPress={toggle} />
      </Popover.Target>
      <Popover.Dropdown aria-label={barWords.keypad}>
        <CallDialpad leg={session} verbs={workplace.verbs} />
      </Popover.Dropdown>
    </Popover>
  );
}
