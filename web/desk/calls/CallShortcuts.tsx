import type { CallSession } from '../../live/call/call-session.ts';
import type { CallState } from '../../live/call/call-state.ts';
import type { Store } from '../../live/store.ts';
import { useShortcut } from '../work/shortcuts.ts';
import { useStore } from '../work/use-store.ts';
import { holdTurn } from './hold-turn.ts';

/** The keys of the call one speaks in, wherever the agent is on the desk. */
export function CallShortcuts({ live }: { readonly live: Store<CallSession | null> }) {
  const session = useStore(live);
  return session === null ? null : <Keys session={session} />;
}

function Keys({ session }: { readonly session: CallSession }) {
  const state = useStore(session.state);
  const { muted } = state.microphone;
  const turn = holdTurn(state);
  useShortcut('mute', () => void (muted ? session.unmute() : session.mute()));
  const hold = (): void => void (turn === 'resume' ? session.resume() : session.hold());
  useShortcut('hold', turn === null ? null : hold);
  useShortcut('end', () => void session.end());
  usePictureKeys(session, state);
  return null;
}

function usePictureKeys(session: CallSession, { call, own }: CallState): void {
  const source = own?.picture.source;
  const may = call !== null && call.kind !== 'audio';
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
