import { Popover, UnstyledButton } from '@mantine/core';
import { GOOD, type Verdict } from '../../live/call/quality.ts';
import { words } from '../words.ts';
import styles from './CallStage.module.css';

type Props = {
  readonly label: string;
  /** Null while nothing bad was ever reported. */
  readonly verdict: Verdict | null;
};

const BARS = { good: 3, fair: 2, poor: 1 } as const;

/** How good a link is: bars and a word; more words on demand (M13). */
export function QualityChip({ label, verdict }: Props) {
  const { level, because } = verdict ?? GOOD;
  const said = `${label}: ${words.call.quality.level[level]}`;
  return (
    <Popover position="bottom-end" width={260} shadow="md" withinPortal>
      <Popover.Target>
        <UnstyledButton className={styles.quality} data-level={level}>
          <span className={styles.bars} aria-hidden="true">
            {[1, 2, 3].map((bar) => (
              <i key={bar} data-on={bar <= BARS[level]} />
            ))}
          </span>
          <span>{said}</span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <strong>{said}</strong>
        <p>{words.call.quality.because[because]}</p>
      </Popover.Dropdown>
    </Popover>
  );
}
