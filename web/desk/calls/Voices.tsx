import type { CSSProperties } from 'react';
import type { CallSession } from '../../live/call/call-session.ts';
import type { CallState } from '../../live/call/call-state.ts';
import { Face } from '../Face.tsx';
import { Icon } from '../icons/Icon.tsx';
import { words } from '../words.ts';
import { useStore } from '../work/use-store.ts';
import styles from './CallStage.module.css';

type Props = { readonly session: CallSession; readonly state: CallState };

/** An audio call: who is speaking, and no place for pictures (M8). */
export function Voices({ session, state }: Props) {
  const { own, other } = useStore(session.levels);
  const customer = state.others[0];
  return (
    <div className={styles.voices}>
      <Voice
        name={customer?.name ?? ''}
        seed={state.call?.conversationId ?? ''}
        level={other}
        isMuted={customer?.microphone === 'muted'}
        size={56}
      />
      <Voice
        name={state.own?.name ?? words.call.you}
        seed=""
        level={own}
        isMuted={state.microphone.muted}
        size={40}
      />
      {state.held ? (
        <p className={styles.heldLine}>{words.call.heldHelp(customer?.name ?? '')}</p>
      ) : null}
    </div>
  );
}

type VoiceProps = {
  readonly name: string;
  readonly seed: string;
  readonly level: number;
  readonly isMuted: boolean;
  readonly size: number;
};

function Voice({ name, seed, level, isMuted, size }: VoiceProps) {
  const glow = { '--level': isMuted ? 0 : level } as CSSProperties;
  return (
    <div className={styles.voice}>
      <span className={styles.glow} style={glow}>
        <Face name={name} seed={seed} size={size} />
      </span>
      <span className={styles.voiceName}>{name}</span>
      {isMuted ? <Icon name="microphone-off" size={16} /> : null}
    </div>
  );
}
