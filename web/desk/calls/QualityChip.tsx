import { Popover, UnstyledButton } from '@mantine/core';
import type { Verdict } from '../../live/call/quality.ts';
import { words } from '../words.ts';
import styles from './CallStage.module.css';

type Props = { readonly label: string; readonly verdict: Verdict | null };

const BARS = { good: 3, fair: 2, poor: 1 } as const;

/** How good a link is: bars and a word; more words on demand (M13). */
export function QualityChip({ label, verdict }: Props) {
  const level =
    verdict === null ? words.call.quality.unknown : words.call.quality.level[verdict.level];
  const bars = verdict === null ? 0 : BARS[verdict.level];
  return (
    <Popover position="bottom-end" width={260} shadow="md" withinPortal>
      <Popover.Target>
        <UnstyledButton className={styles.quality} data-level={verdict?.level ?? 'unknown'}>
          <span className={styles.bars} aria-hidden="true">
            {[1, 2, 3].map((bar) => (
              <i key={bar} data-on={bar <= bars} />
            ))}
          </span>
          <span>
            {label}: {level}
          </span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <strong>
          {label}: {level}
        </strong>
        <p>{words.call.quality.because[verdict?.because ?? 'none']}</p>
      </Popover.Dropdown>
    </Popover>
  );
}
