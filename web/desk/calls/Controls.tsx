import { Button, Popover } from '@mantine/core';
import type { Leg } from '@parley/core/call/call.ts';
import { type Ref, useState } from 'react';
import type { CallSession } from '../../live/call/call-session.ts';
import type { CallState } from '../../live/call/call-state.ts';
import type { Devices } from '../../live/devices/devices.ts';
import { Icon, type IconName } from '../icons/Icon.tsx';
import { CameraChoice, MicrophoneChoice, SpeakerChoice } from '../settings/DeviceChoices.tsx';
import { words } from '../words.ts';
import { keysOf, type ShortcutName, useShortcut } from '../work/shortcuts.ts';
import { useStore } from '../work/use-store.ts';
import styles from './Controls.module.css';
import type { Enlarged } from './use-enlarged.ts';

type Props = {
  readonly session: CallSession;
  readonly state: CallState;
  readonly devices: Devices;
  /** Null in an audio call: nothing to look at. */
  readonly enlarged: Enlarged | null;
  readonly onOpenDevices: () => void;
};

/** What the agent can do in the call, in the order every desk has it; End stands apart. */
export function Controls({ session, state, devices, enlarged, onOpenDevices }: Props) {
  return (
    <div className={styles.bar} role="toolbar" aria-label={words.call.controls}>
      <MicrophoneControl session={session} muted={state.microphone.muted} />
      <HoldControl session={session} held={state.held} />
      {enlarged === null ? null : (
        <PictureControls session={session} own={state.own} devices={devices} />
      )}
      <DevicesControl devices={devices} onOpenAll={onOpenDevices} />
      {enlarged === null ? null : <SizeControl enlarged={enlarged} />}
      <span className={styles.space} />
      <Control
        icon="hang-up"
        label={words.call.end}
        keys="end"
        tone="end"
        onPress={() => session.end()}
      />
    </div>
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
      keys="share"
      tone={on ? 'on' : 'plain'}
      onPress={on ? session.stopSharing : session.shareScreen}
    />
  );
}

type DevicesProps = { readonly devices: Devices; readonly onOpenAll: () => void };

function DevicesControl({ devices, onOpenAll }: DevicesProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Popover
      opened={isOpen}
      onChange={setIsOpen}
      position="top"
      width={320}
      shadow="md"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Control
          icon="devices"
          label={words.call.devices}
          onPress={() => setIsOpen((open) => !open)}
        />
      </Popover.Target>
      <Popover.Dropdown aria-label={words.call.devices}>
        <div className={styles.devices}>
          <MicrophoneChoice devices={devices} />
          <CameraChoice devices={devices} />
          <SpeakerChoice devices={devices} which="speaker" />
          <Button
            variant="outline"
            color="plain"
            size="xs"
            onClick={() => {
              setIsOpen(false);
              onOpenAll();
            }}
          >
            {words.call.setup.more}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

type ControlProps = {
  readonly icon: IconName;
  readonly label: string;
  /** What stands on it where the whole label is too long; part of the label. */
  readonly short?: string;
  readonly keys?: ShortcutName;
  readonly tone?: 'plain' | 'off' | 'on' | 'warn' | 'alert' | 'end';
  readonly onPress: () => unknown;
  readonly ref?: Ref<HTMLButtonElement>;
};

/** One control; its label says what a press will do. */
function Control({ icon, label, keys, tone = 'plain', onPress, ref, ...more }: ControlProps) {
  const { short = label, ...rest } = more;
  const [isBusy, setIsBusy] = useState(false);

  async function press(): Promise<void> {
    // A second press before the first is answered would ask for the opposite.
    if (isBusy) return;
    setIsBusy(true);
    await onPress();
    setIsBusy(false);
  }

  return (
    <button
      {...rest}
      ref={ref}
      type="button"
      className={styles.control}
      data-tone={tone}
      aria-busy={isBusy}
      aria-label={label}
      title={keys === undefined ? label : `${label} (${keysOf(keys).join('+')})`}
      onClick={() => void press()}
    >
      <Icon name={icon} size={20} />
      <span className={styles.label}>{short}</span>
    </button>
  );
}
