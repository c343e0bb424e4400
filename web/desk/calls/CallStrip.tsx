import type { CallSession } from '../../live/call/call-session.ts';
import type { CallState } from '../../live/call/call-state.ts';
import type { Store } from '../../live/store.ts';
import { Icon } from '../icons/Icon.tsx';
import { words } from '../words.ts';
import { Elapsed } from '../work/Elapsed.tsx';
import { useShortcut } from '../work/shortcuts.ts';
import { useStore } from '../work/use-store.ts';
import styles from './CallStrip.module.css';
import type { Sessions } from './sessions.ts';

type Props = {
  readonly sessions: Store<Sessions>;
  /** The conversation on screen: its own call needs no way back. */
  readonly shownId: string | null;
  readonly onReturn: (conversationId: string) => void;
};

/** The way back to a running call, and its shortcuts wherever the agent is. */
export function CallStrip({ sessions, shownId, onReturn }: Props) {
  const all = useStore(sessions);
  return [...all].map(([callId, session]) => (
    <OneCall key={callId} session={session} shownId={shownId} onReturn={onReturn} />
  ));
}

type OneProps = Omit<Props, 'sessions'> & { readonly session: CallSession };

function OneCall({ session, shownId, onReturn }: OneProps) {
  const state = useStore(session.state);
  useCallShortcuts(session, state);
  const { call, others, held, times } = state;
  if (!isRunning(state) || call === null || call.conversationId === shownId) return null;
  const name = others.find((leg) => leg.role === 'customer')?.name ?? '';
  return (
    <button
      type="button"
      className={styles.strip}
      data-held={held}
      onClick={() => onReturn(call.conversationId)}
    >
      <Icon name={held ? 'hold' : 'phone'} size={16} />
      <span className={styles.name}>
        {held ? words.call.heldWith(name) : words.call.inCallWith(name)}
      </span>
      {times.talkingSince === null ? null : <Elapsed since={times.talkingSince} />}
      <span className={styles.back}>{words.call.back}</span>
    </button>
  );
}

function useCallShortcuts(session: CallSession, state: CallState): void {
  const runs = isRunning(state);
  const { muted } = state.microphone;
  const { held } = state;
  useShortcut('mute', runs ? () => void (muted ? session.unmute() : session.mute()) : null);
  useShortcut('hold', runs ? () => void (held ? session.resume() : session.hold()) : null);
  useShortcut('end', runs ? () => void session.end() : null);
  usePictureShortcuts(session, state);
}

function usePictureShortcuts(session: CallSession, state: CallState): void {
  const source = state.own?.picture.source;
  const may = isRunning(state) && state.call?.kind !== 'audio';
  const isOn = source === 'camera';
  const isSharing = source === 'screen';
  useShortcut(
    'camera',
    may ? () => void (isOn ? session.turnCameraOff() : session.turnCameraOn()) : null,
  );
  useShortcut(
    'share',
    may ? () => void (isSharing ? session.stopSharing() : session.shareScreen()) : null,
  );
}

/** Answered, not ended, and in this tab. */
function isRunning({ call, stage }: CallState): boolean {
  if (stage === 'armed' || stage === 'elsewhere') return false;
  return call?.phase.name === 'active' || call?.phase.name === 'held';
}
