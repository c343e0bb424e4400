import type { Leg } from '@parley/core/call/call.ts';
import type { CallSession } from '../../live/call/call-session.ts';
import type { CallState } from '../../live/call/call-state.ts';
import type { Devices } from '../../live/devices/devices.ts';
import { AskControl } from '../asking/AskControl.tsx';
import { barWords } from '../bar/bar-words.ts';
import type { Workplace } from '../frame/workplace.ts';
import { words } from '../words.ts';
import { useShortcut } from '../work/shortcuts.ts';
import { useStore } from '../work/use-store.ts';
import { besideOf } from './beside.ts';
import { Control } from './Control.tsx';
import styles from './Controls.module.css';
import { holdTurn } from './hold-turn.ts';
import { KeypadControl } from './KeypadControl.tsx';
import { MoreControl } from './MoreControl.tsx';
import { TransferControl } from './TransferControl.tsx';
import type { Enlarged } from './use-enlarged.ts';

type Props = {
  readonly workplace: Workplace;
  readonly session: CallSession;
  readonly state: CallState;
  /** Null in an audio call: nothing to look at. */
  readonly enlarged: Enlarged | null;
  readonly onOpenDevices: () => void;
  readonly onPopOut: (() => void) | null;
};

/** What the agent can do in the call, in the order every desk has it; End stands apart. */
export function Controls(props: Props) {
  const { workplace, session, state, enlarged, onOpenDevices, onPopOut } = props;
  const beside = state.call === null ? null : besideOf(state.call, session.legId);
  const turn = holdTurn(state);
  const isAlone = beside?.is === 'none' && !isHeldByOther(state);
  const leaves = beside?.is === 'conference' || beside?.is === 'asked';
  return (
    <div className={styles.bar} role="toolbar" aria-label={words.call.controls}>
      <MicrophoneControl session={session} muted={state.microphone.muted} />
      {turn === null ? null : <HoldControl session={session} held={turn === 'resume'} />}
      <KeypadControl workplace={workplace} session={session} />
      {isAlone ? <TransferControl workplace={workplace} session={session} /> : null}
      {beside?.is === 'asking' ? <MergeControl workplace={workplace} session={session} /> : null}
      {enlarged === null ? null : (
        <PictureControls session={session} own={state.own} devices={workplace.devices} />
      )}
      <AskControl
        workplace={workplace}
        session={session}
        state={state}
        withPicture={enlarged !== null}
      />
      <MoreControl devices={workplace.devices} onOpenAll={onOpenDevices} onPopOut={onPopOut} />
      {enlarged === null ? null : <SizeControl enlarged={enlarged} />}
      <span className={styles.space} />
      <Control
        icon={leaves ? 'leave' : 'hang-up'}
        label={leaves ? barWords.beside.leave : words.call.end}
        keys="end"
        tone="end"
        onPress={() => session.end()}
      />
    </div>
  );
}

/** Whoever held a call takes it back; nobody else can do anything with it meanwhile. */
function isHeldByOther({ call, own }: CallState): boolean {
  return call?.phase.name === 'held' && call.phase.byLegId !== own?.id && own?.away !== true;
}

type VerbProps = { readonly workplace: Workplace; readonly session: CallSession };

function MergeControl({ workplace, session }: VerbProps) {
  const merge = (): Promise<boolean> => workplace.verbs.merge(session);
  useShortcut('merge', () => void merge());
  return (
    <Control icon="merge" label={barWords.beside.merge} keys="merge" tone="on" onPress={merge} />
  );
}

type MicrophoneProps = { readonly session: CallSession; readonly muted: boolean };

function MicrophoneControl({ session, muted }: MicrophoneProps) {
  if (!muted) {
    return <Control icon="microphone" label={words.call.mute} keys="mute" onPress={session.mute} />;
  }
  return (
    <Control
      icon="microphone-off"
      label={words.call.unmute}
      keys="mute"
      tone="alert"
      onPress={session.unmute}
    />
  );
}

type HoldProps = { readonly session: CallSession; readonly held: boolean };

function HoldControl({ session, held }: HoldProps) {
  if (!held) {
    return <Control icon="hold" label={words.call.hold} keys="hold" onPress={session.hold} />;
  }
  return (
    <Control
      icon="resume"
      label={words.call.resume}
      keys="hold"
      tone="warn"
      onPress={session.resume}
    />
  );
}

function SizeControl({ enlarged }: { readonly enlarged: Enlarged }) {
  useShortcut('full-screen', enlarged.toggle);
  return (
    <Control
      icon={enlarged.is ? 'shrink' : 'expand'}
      label={enlarged.is ? words.call.leaveFullScreen : words.call.fullScreen}
      short={words.call.fullScreen}
      isLean
      keys="full-screen"
      onPress={enlarged.toggle}
    />
  );
}

type PictureProps = {
  readonly session: CallSession;
  readonly own: Leg | null;
  readonly devices: Devices;
};

function PictureControls({ session, own, devices }: PictureProps) {
  const { canShareScreen } = useStore(devices.state);
  const picture = own?.picture ?? { source: 'none' };
  // While the screen is shared the camera button decides what comes back after it.
  const isOn = picture.source === 'screen' ? picture.cameraBefore : picture.source === 'camera';
  return (
    <>
      <Control
        icon={isOn ? 'camera' : 'camera-off'}
        label={isOn ? words.call.turnCameraOff : words.call.cameraOn}
        short={isOn ? words.call.short.cameraOff : words.call.short.cameraOn}
        keys="camera"
        tone={isOn ? 'plain' : 'off'}
        onPress={isOn ? session.turnCameraOff : session.turnCameraOn}
      />
      {canShareScreen ? <ShareControl session={session} on={picture.source === 'screen'} /> : null}
    </>
  );
}

type ShareProps = { readonly session: CallSession; readonly on: boolean };

function ShareControl({ session, on }: ShareProps) {
  return (
    <Control
      icon={on ? 'screen-off' : 'screen'}
      label={on ? words.call.stopSharing : words.call.share}
      short={on ? words.call.short.stopSharing : words.call.short.share}
      keys="share"
      tone={on ? 'on' : 'plain'}
      onPress={on ? session.stopSharing : session.shareScreen}
    />
  );
}
