import { ActionIcon, Popover, Tooltip } from '@mantine/core';
import { useState } from 'react';
import type { Workplace } from '../frame/workplace.ts';
import { Icon } from '../icons/Icon.tsx';
import { useStore } from '../work/use-store.ts';
import { BarTimers } from './BarTimers.tsx';
import { barWords } from './bar-words.ts';
import styles from './CallBar.module.css';
import { CallDialpad } from './CallDialpad.tsx';
import { CallPanels } from './CallPanels.tsx';
import { Dialpad } from './Dialpad.tsx';
import { NumberField } from './NumberField.tsx';
import { RegistrationLight } from './RegistrationLight.tsx';
import { Toggles } from './Toggles.tsx';
import { type Targets, useTargets } from './use-targets.ts';

type Props = {
  readonly workplace: Workplace;
  /** The conversation on screen. */
  readonly shownId: string | null;
};

/** The bar of an agent who takes calls in the browser (B1): registration, switches, number field, timers, calls. */
export function CallBar({ workplace, shownId }: Props) {
  const { verbs } = workplace;
  const [isOpen, setIsOpen] = useState(false);
  const targets = useTargets({ isOpen, showsAll: false, withRecent: true });

  return (
    <section className={styles.bar} aria-label={barWords.region}>
      <div className={styles.group}>
        <RegistrationLight workplace={workplace} />
        <Toggles workplace={workplace} />
      </div>
      <div className={styles.dial}>
        <NumberField
          targets={targets}
          isOpen={isOpen}
          onOpen={setIsOpen}
          onCall={async (row, kind) => {
            if (row.target === null || !(await verbs.dial(row.target, kind))) return;
            targets.setText('');
            setIsOpen(false);
          }}
        />
        <DialpadButton workplace={workplace} targets={targets} />
      </div>
      <CallPanels workplace={workplace} shownId={shownId} />
      <div className={styles.group}>
        <AutoAnswerLight workplace={workplace} />
        <BarTimers workplace={workplace} />
      </div>
    </section>
  );
}

type DialpadProps = { readonly workplace: Workplace; readonly targets: Targets };

/** Between calls its keys dial, in a call they send tones. */
function DialpadButton({ workplace, targets }: DialpadProps) {
  const { bar, verbs } = workplace;
  const session = useStore(bar.live);
  return (
    <Popover position="bottom" shadow="md" withinPortal={false}>
      <Popover.Target>
        <Tooltip label={barWords.dialpad.show}>
          <ActionIcon size={34} variant="subtle" aria-label={barWords.dialpad.show}>
            <Icon name="keypad" size={20} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={barWords.dialpad.title}>
        {session === null ? (
          <Dialpad sent={null} onKey={(key) => targets.setText(targets.text + key)} />
        ) : (
          <CallDialpad leg={session} verbs={verbs} />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

/** Red while calls are answered by themselves (B13). */
function AutoAnswerLight({ workplace }: { readonly workplace: Workplace }) {
  const { autoAnswer } = useStore(workplace.settings.state).settings;
  if (!autoAnswer.on) return null;
  const label = barWords.autoAnswer(Math.round(autoAnswer.delayMs / 1_000));
  return (
    <Tooltip label={label}>
      <span className={styles.auto} role="img" aria-label={label}>
        <Icon name="auto-answer" size={18} />
      </span>
    </Tooltip>
  );
}
