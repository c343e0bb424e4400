import { createPortal } from 'react-dom';
import type { CallSession } from '../../live/call/call-session.ts';
import type { CallState } from '../../live/call/call-state.ts';
import { words } from '../words.ts';
import { Elapsed } from '../work/Elapsed.tsx';
import { Control } from './Control.tsx';
import styles from './FloatingCall.module.css';
import { holdTurn } from './hold-turn.ts';
import { shownLarge, stateInWords } from './state-in-words.ts';

type Props = {
  readonly session: CallSession;
  readonly state: CallState;
  readonly into: Window;
};

/** The call in a small window above everything else, for work in other programs (B17). */
export function FloatingCall({ session, state, into }: Props) {
  const { muted } = state.microphone;
  return createPortal(
    <main className={styles.call} aria-label={words.call.region}>
      <div className={styles.who}>
        <p className={styles.name}>{shownLarge(state)?.name ?? ''}</p>
        <p className={styles.said}>{stateInWords(state).text}</p>
        {state.times.talkingSince === null ? null : (
          <p className={styles.time}>
            <Elapsed since={state.times.talkingSince} testId="floating-timer" />
          </p>
        )}
      </div>
      <div className={styles.controls}>
        <Control
          icon={muted ? 'microphone-off' : 'microphone'}
          label={muted ? words.call.unmute : words.call.mute}
          tone={muted ? 'alert' : 'plain'}
          onPress={muted ? session.unmute : session.mute}
        />
        <HoldControl session={session} turn={holdTurn(state)} />
        <Control icon="hang-up" label={words.call.end} tone="end" onPress={() => session.end()} />
      </div>
    </main>,
    into.document.body,
  );
}

type HoldProps = {
  readonly session: CallSession;
  readonly turn: ReturnType<typeof holdTurn>;
};

function HoldControl({ session, turn }: HoldProps) {
  if (turn === null) return null;
  const held = turn === 'resume';
  return (
    <Control
      icon={held ? 'resume' : 'hold'}
      label={held ? words.call.resume : words.call.hold}
      tone={held ? 'warn' : 'plain'}
      onPress={held ? session.resume : session.hold}
    />
  );
}
