import { Button } from '@mantine/core';
import type { CallSession } from '../../live/call/call-session.ts';
import type { CallState } from '../../live/call/call-state.ts';
import { Icon } from '../icons/Icon.tsx';
import { gapInWords } from '../time-in-words.ts';
import { words } from '../words.ts';
import styles from './CallStage.module.css';
import { devicesInWords, failureInWords } from './state-in-words.ts';

type Props = {
  readonly session: CallSession;
  readonly state: CallState;
  readonly withPicture: boolean;
};

/** How long a measured gap is worth showing, in ms. */
const GAP_SHOWN_MS = 8_000;

/** The customer's devices as they stand, and what keeps either side from hearing; always the same height. */
export function StageNotes({ session, state, withPicture }: Props) {
  const customer = state.others.find((leg) => leg.role === 'customer');
  const facts = customer === undefined ? [] : devicesInWords(customer, { withPicture });
  return (
    <div className={styles.notes}>
      {customer === undefined ? null : <span className={styles.notesName}>{customer.name}</span>}
      {facts.map((fact) => (
        <span key={fact.key} className={styles.note} data-bad={fact.isBad}>
          {fact.isBad ? <Icon name="warning" size={13} /> : null}
          {fact.text}
        </span>
      ))}
      <OwnNotes session={session} state={state} />
    </div>
  );
}

function OwnNotes({ session, state }: Omit<Props, 'withPicture'>) {
  const { sound, failed, gap, microphone } = state;
  const isFresh = gap !== null && Date.now() - gap.at < GAP_SHOWN_MS;
  return (
    <span className={styles.ownNotes} role="status">
      {isFresh && state.stage === 'connected' ? (
        <span className={styles.note}>{words.call.gap(gapInWords(gap.ms))}</span>
      ) : null}
      {microphone.state === 'denied' || microphone.state === 'no-device' ? (
        <span className={styles.note} data-bad={true}>
          {words.call.you}: {words.call.permission.microphone.toLowerCase()}{' '}
          {words.call.permission[microphone.state]}
        </span>
      ) : null}
      {failed === null ? null : (
        <span className={styles.note} data-bad={true}>
          <Icon name="warning" size={13} />
          {failureInWords(failed)}
        </span>
      )}
      {sound.blocked ? (
        <Button
          size="compact-sm"
          color="go"
          leftSection={<Icon name="sound" size={15} />}
          onClick={() => session.playSound()}
        >
          {words.call.playSound}
        </Button>
      ) : null}
    </span>
  );
}
