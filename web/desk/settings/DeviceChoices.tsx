import { Button, NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Devices } from '../../live/devices/devices.ts';
import type { Choice } from '../../live/devices/fallback.ts';
import { words } from '../words.ts';
import { useStore } from '../work/use-store.ts';
import styles from './Settings.module.css';

type Props = { readonly devices: Devices; readonly children?: ReactNode };

const W = words.call.setup;
const RESOLUTIONS = ['default', 'high', 'low'] as const;

/** Which microphone; its level or whatever else belongs to it stands below. */
export function MicrophoneChoice({ devices, children }: Props) {
  const { microphones, chosen, microphone } = useStore(devices.state);
  return (
    <div className={styles.device}>
      <DeviceChoice
        label={W.microphone}
        choices={microphones}
        chosen={chosen.microphone}
        onChoose={(id) => devices.choose({ microphone: id })}
      />
      <Permission device="microphone" state={microphone} devices={devices} />
      {children}
    </div>
  );
}

/** Which camera, and how large a picture (M12). */
export function CameraChoice({ devices, children }: Props) {
  const { cameras, chosen, camera } = useStore(devices.state);
  return (
    <div className={styles.device}>
      <DeviceChoice
        label={W.camera}
        choices={cameras}
        chosen={chosen.camera}
        onChoose={(id) => devices.choose({ camera: id })}
      />
      <Permission device="camera" state={camera} devices={devices} />
      {children}
      <NativeSelect
        label={W.resolution}
        description={W.resolutionHelp}
        value={chosen.resolution}
        data={RESOLUTIONS.map((value) => ({ value, label: W.resolutions[value] }))}
        onChange={(event) => {
          const wanted = event.currentTarget.value;
          const resolution = RESOLUTIONS.find((one) => one === wanted);
          if (resolution !== undefined) devices.choose({ resolution });
        }}
      />
    </div>
  );
}

/** On which speaker one hears the other side, or is rung; nothing to choose where the browser cannot. */
export function SpeakerChoice({
  devices,
  which,
  children,
}: Props & { readonly which: 'speaker' | 'ringSpeaker' }) {
  const { speakers, chosen, canChooseSpeaker } = useStore(devices.state);
  return (
    <div className={styles.device}>
      {canChooseSpeaker ? (
        <DeviceChoice
          label={W[which]}
          choices={speakers}
          chosen={chosen[which]}
          onChoose={(id) => devices.choose({ [which]: id })}
        />
      ) : (
        <p className={styles.help}>{W.noSpeakerChoice}</p>
      )}
      {children}
    </div>
  );
}

type ChoiceProps = {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly chosen: string | null;
  readonly onChoose: (id: string | null) => void;
};

function DeviceChoice({ label, choices, chosen, onChoose }: ChoiceProps) {
  const listed = choices.filter((one) => one.id !== '' && one.id !== 'default');
  const isGone = chosen !== null && listed.length > 0 && !listed.some((one) => one.id === chosen);
  const data = [
    { value: '', label: W.systemDefault },
    ...listed.map((one, index) => ({ value: one.id, label: one.label || W.unnamed(index + 1) })),
    // Still the choice: it is used again as soon as it is plugged in.
    ...(isGone ? [{ value: chosen, label: W.unplugged }] : []),
  ];
  return (
    <NativeSelect
      label={label}
      value={chosen ?? ''}
      data={data}
      onChange={(event) => onChoose(event.currentTarget.value || null)}
    />
  );
}

type PermissionProps = {
  readonly device: 'microphone' | 'camera';
  readonly state: keyof typeof words.call.permission;
  readonly devices: Devices;
};

/** Says how the browser stands to a device, and asks it where it has not been asked. */
function Permission({ device, state, devices }: PermissionProps) {
  if (state === 'allowed') return null;
  return (
    <p className={styles.permission} data-bad={state !== 'unknown' && state !== 'asking'}>
      {words.call.permission[state]}
      {state === 'unknown' ? (
        <Button size="compact-xs" variant="light" onClick={() => void devices.ask(device)}>
          {W.allow(W[device].toLowerCase())}
        </Button>
      ) : null}
    </p>
  );
}
