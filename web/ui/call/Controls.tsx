import type { RefObject } from 'preact';
import type { CallSession } from '../../live/call/call-session.ts';
import type { CallState } from '../../live/call/call-state.ts';
import type { Devices } from '../../live/devices/devices.ts';
import type { Screenshot } from '../picture/use-screenshot.ts';
import { useStore } from '../use-store.ts';
import { callWords } from '../words.ts';
import { pictureWords } from '../words-of-pictures.ts';
import { Control } from './Control.tsx';
import { MoreControls } from './MoreControls.tsx';
import { useFullScreen } from './use-full-screen.ts';

/** The buttons of a call; an audio call has none for pictures (M8). */
export function Controls({
  session,
  state,
  devices,
  section,
  screenshot,
  onEnd,
}: {
  readonly session: CallSession;
  readonly state: CallState;
  readonly devices: Devices;
  readonly section: RefObject<HTMLElement>;
  readonly screenshot: Screenshot;
  readonly onEnd: () => void;
}) {
  return (
    <fieldset class="controls" aria-label={callWords.controls}>
      <MuteButton session={session} state={state} />
      {screenshot.canTake && (
        <Control icon="shot" label={pictureWords.take} onPress={screenshot.take} />
      )}
      {session.kind !== 'audio' && (
        <PictureButtons session={session} state={state} devices={devices} section={section} />
      )}
      <Control icon="hang-up" label={callWords.end} look="end" onPress={onEnd} />
    </fieldset>
  );
}

export function MuteButton({
  session,
  state,
}: {
  readonly session: CallSession;
  readonly state: CallState;
}) {
  const { muted } = state.microphone;
  return (
    <Control
      icon={muted ? 'microphone-off' : 'microphone'}
      label={muted ? callWords.unmute : callWords.mute}
      look={muted ? 'off' : 'on'}
      onPress={() => void (muted ? session.unmute() : session.mute())}
    />
  );
}

function PictureButtons({
  session,
  state,
  devices,
  section,
}: {
  readonly session: CallSession;
  readonly state: CallState;
  readonly devices: Devices;
  readonly section: RefObject<HTMLElement>;
}) {
  const { canShareScreen } = useStore(devices.state);
  const screen = useFullScreen(section);
  const isOn = isCameraOn(state);
  const shares = state.ownPicture.source === 'screen';
  const isPhone = window.matchMedia('(pointer: coarse)').matches;
  return (
    <>
      <Control
        icon={isOn ? 'video' : 'video-off'}
        label={isOn ? callWords.turnCameraOff : callWords.cameraOn}
        look={isOn ? 'on' : 'off'}
        onPress={() => void (isOn ? session.turnCameraOff() : session.turnCameraOn())}
      />
      {isPhone && state.camera.canFlip && state.ownPicture.source === 'camera' && (
        <Control icon="flip" label={callWords.flip} onPress={() => void session.flipCamera()} />
      )}
      {canShareScreen && !shares && (
        <Control icon="screen" label={callWords.share} onPress={() => void session.shareScreen()} />
      )}
      {screen.canFill && (
        <Control
          icon={screen.fills ? 'shrink' : 'expand'}
          label={screen.fills ? callWords.leaveFullScreen : callWords.fullScreen}
          onPress={screen.toggle}
        />
      )}
      <MoreControls devices={devices} />
    </>
  );
}

/** While a screen is shared the camera button says what comes back after it. */
function isCameraOn({ own, ownPicture }: CallState): boolean {
  if (ownPicture.source !== 'screen') return ownPicture.source === 'camera';
  return own?.picture.source === 'screen' && own.picture.cameraBefore;
}
