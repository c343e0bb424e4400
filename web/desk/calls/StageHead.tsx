import type { CallSession } from '../../live/call/call-session.ts';
import type { CallState } from '../../live/call/call-state.ts';
import { Icon } from '../icons/Icon.tsx';
import { words } from '../words.ts';
import { Elapsed } from '../work/Elapsed.tsx';
import styles from './CallStage.module.css';
import { QualityChip } from './QualityChip.tsx';
import { shownLarge, stateInWords } from './state-in-words.ts';

type Props = { readonly session: CallSession; readonly state: CallState };

/** Where the call stands, how long it has lasted, and how good both links are. */
export function StageHead({ state }: Props) {
  const said = stateInWords(state);
  const other = shownLarge(state);
  return (
    <div className={styles.head}>
      <span className={styles.light} data-tone={said.tone} aria-hidden="true" />
      <p className={styles.said} role="status" aria-label={words.call.state}>
        {said.text}
      </p>
      {(state.held || state.call?.phase.name === 'held') && state.times.phaseSince !== null ? (
        <span className={styles.holdTime}>
          <Icon name="hold" size={13} />
          <Elapsed since={state.times.phaseSince} testId="hold-timer" />
        </span>
      ) : null}
      {state.audioOnly ? <span className={styles.label}>{words.call.audioOnly}</span> : null}
      <span className={styles.space} />
      {state.times.talkingSince === null ? null : (
        <span className={styles.time}>
          <Elapsed since={state.times.talkingSince} testId="call-timer" />
        </span>
      )}
      <QualityChip label={words.call.quality.own} verdict={state.quality.own} />
      {other === undefined ? null : (
        <QualityChip label={words.call.quality.others(other.name)} verdict={state.quality.others} />
      )}
    </div>
  );
}
