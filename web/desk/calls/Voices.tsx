import type { Leg } from '@parley/core/call/call.ts';
import type { CSSProperties } from 'react';
import type { CallSession } from '../../live/call/call-session.ts';
import type { CallState } from '../../live/call/call-state.ts';
import { Face } from '../Face.tsx';
import { Icon } from '../icons/Icon.tsx';
import { words } from '../words.ts';
import { useStore } from '../work/use-store.ts';
import { partnerOf } from './beside.ts';
import styles from './CallStage.module.css';
import { heldInWords } from './state-in-words.ts';

type Props = { readonly session: CallSession; readonly state: CallState };

/** An audio call: who is speaking, and no place for pictures (M8). */
export function Voices({ session, state }: Props) {
  const { own, of } = useStore(session.levels);
  const people = state.talkingWith.length > 0 ? state.talkingWith : peopleOf(state);
  return (
    <div className={styles.voices}>
      {people.map((leg) => (
        <Voice
          key={leg.id}
          name={leg.name}
          seed={leg.role === 'customer' ? (state.call?.conversationId ?? '') : leg.personId}
          level={of[leg.id] ?? 0}
          isMuted={leg.microphone === 'muted'}
          size={56}
        />
      ))}
      <Voice
        name={state.own?.name ?? words.call.you}
        seed=""
        level={own}
        isMuted={state.microphone.muted}
        size={40}
      />
      {state.held ? <p className={styles.heldLine}>{heldInWords(state)}</p> : null}
    </div>
  );
}

/** While nobody is talked with: whom the call is with. */
function peopleOf({ call, own }: CallState): readonly Leg[] {
  const partner = call === null || own === null ? null : partnerOf(call, own.id);
  return partner === null ? [] : [partner];
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
