import type { RefObject } from 'preact';
import type { CallSession } from '../../live/call/call-session.ts';
import type { CallState } from '../../live/call/call-state.ts';
import type { Devices } from '../../live/devices/devices.ts';
import { Control } from '../../ui/call/Control.tsx';
import { MuteButton } from '../../ui/call/Controls.tsx';
import { Icon } from '../../ui/icons/Icon.tsx';
import type { Screenshot } from '../../ui/picture/use-screenshot.ts';
import { useStore } from '../../ui/use-store.ts';
import { callWords } from '../../ui/words.ts';
import { Unread } from '../chat/Unread.tsx';
import { roomWords } from '../words.ts';
import { MoreMenu } from './MoreMenu.tsx';
import type { OpenRoom } from './open-room.ts';

type ChatDoor = {
  readonly room: OpenRoom;
  readonly isOpen: boolean;
  readonly button: RefObject<HTMLButtonElement>;
  readonly toggle: (open: boolean) => void;
};

/** Everything one can do in the call, under one thumb. */
export function RoomControls({
  session,
  state,
  devices,
  chat,
  section,
  screenshot,
  end,
}: {
  readonly session: CallSession;
  readonly state: CallState;
  readonly devices: Devices;
  readonly chat: ChatDoor;
  readonly section: RefObject<HTMLElement>;
  readonly screenshot: Screenshot;
  readonly end: { readonly label: string; readonly press: () => void };
}) {
  const isOn = isCameraOn(state);
  const canFlip = state.camera.canFlip && state.ownPicture.source === 'camera';
  return (
    <fieldset class="room-controls" aria-label={callWords.controls}>
      <MuteButton session={session} state={state} />
      <Control
        icon={isOn ? 'video' : 'video-off'}
        label={isOn ? callWords.turnCameraOff : callWords.cameraOn}
        look={isOn ? 'on' : 'off'}
        onPress={() => void (isOn ? session.turnCameraOff() : session.turnCameraOn())}
      />
      {canFlip && (
        <Control icon="flip" label={callWords.flip} onPress={() => void session.flipCamera()} />
      )}
      <ChatButton chat={chat} />
      <MoreMenu
        session={session}
        state={state}
        devices={devices}
        section={section}
        screenshot={screenshot}
      />
      <Control icon="hang-up" label={end.label} look="end" onPress={end.press} />
    </fieldset>
  );
}

function ChatButton({ chat: { room, isOpen, button, toggle } }: { readonly chat: ChatDoor }) {
  const { unread } = useStore(room.conversation.state);
  return (
    <button
      type="button"
      class={isOpen ? 'control off' : 'control on'}
      aria-label={roomWords.showChat}
      title={roomWords.showChat}
      aria-expanded={isOpen}
      aria-describedby={unread > 0 ? 'room-unread' : undefined}
      ref={button}
      onClick={() => toggle(!isOpen)}
    >
      <Icon name="chat" />
      <Unread count={unread} />
    </button>
  );
}

/** While a screen is shared the camera button says what comes back after it. */
function isCameraOn({ own, ownPicture }: CallState): boolean {
  if (ownPicture.source !== 'screen') return ownPicture.source === 'camera';
  return own?.picture.source === 'screen' && own.picture.cameraBefore;
}
