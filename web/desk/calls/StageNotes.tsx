import { Button } from '@mantine/core';
import type { CallSession } from '../../live/call/call-session.ts';
import type { CallState } from '../../live/call/call-state.ts';
import { askingWords } from '../asking/asking-words.ts';
import type { Workplace } from '../frame/workplace.ts';
import { Icon } from '../icons/Icon.tsx';
import { gapInWords } from '../time-in-words.ts';
import { words } from '../words.ts';
import { useStore } from '../work/use-store.ts';
import styles from './CallStage.module.css';
import { devicesInWords, failureInWords } from './state-in-words.ts';

type Props = {
  readonly workplace: Workplace;
  readonly session: CallSession;
  readonly state: CallState;
  readonly withPicture: boolean;
};

/** How long a measured gap is worth showing, in ms. */
const GAP_SHOWN_MS = 8_000;

/** The customer's devices as they stand, and what keeps either side from hearing; always the same height. */
export function StageNotes({ workplace, session, state, withPicture }: Props) {
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
      {customer === undefined ? null : (
        <AskNote workplace={workplace} callId={session.callId} name={customer.name} />
      )}
      <OwnNotes session={session} state={state} />
    </div>
  );
}

type AskProps = {
  readonly workplace: Workplace;
  readonly callId: string;
  readonly name: string;
};

/** What the customer was asked for, and what they said to it (M20). */
function AskNote({ workplace, callId, name }: AskProps) {
  const asked = useStore(workplace.asks.newest).get(callId);
  return (
    <span role="status">
      {asked === undefined ? null : (
        <span className={styles.note} data-bad={asked.is === 'refused'}>
          {askingWords.inCall[asked.is][asked.what](name)}
        </span>
      )}
    </span>
  );
}

function OwnNotes({ session, state }: Pick<Props, 'session' | 'state'>) {
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
