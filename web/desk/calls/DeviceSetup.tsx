import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { Devices } from '../../live/devices/devices.ts';
import type { Choice } from '../../live/devices/fallback.ts';
import { Icon } from '../icons/Icon.tsx';
import { words } from '../words.ts';
import type { Ring } from '../work/ring.ts';
import { useStore } from '../work/use-store.ts';
import styles from './DeviceSetup.module.css';

type Props = {
  readonly devices: Devices;
  /** Given outside a call: the ring is set up there too. */
  readonly ring: Ring | null;
};

const W = words.call.setup;
const RESOLUTIONS = ['default', 'high', 'low'] as const;

/** Microphone, camera, speaker and resolution; changed at once, in a running call too (V1, M12). */
export function DeviceSetup({ devices, ring }: Props) {
  const state = useStore(devices.state);
  const { chosen } = state;
  return (
    <div className={styles.setup}>
      <DeviceChoice
        label={W.microphone}
        choices={state.microphones}
        chosen={chosen.microphone}
        onChoose={(microphone) => devices.choose({ microphone })}
      />
      <Permission device="microphone" state={state.microphone} devices={devices} />
      <DeviceChoice
        label={W.camera}
        choices={state.cameras}
        chosen={chosen.camera}
        onChoose={(camera) => devices.choose({ camera })}
      />
      <Permission device="camera" state={state.camera} devices={devices} />
      {state.canChooseSpeaker ? (
        <DeviceChoice
          label={W.speaker}
          choices={state.speakers}
          chosen={chosen.speaker}
          onChoose={(speaker) => devices.choose({ speaker })}
        />
      ) : (
        <p className={styles.help}>{W.noSpeakerChoice}</p>
      )}
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
      {ring === null ? null : <RingSetup devices={devices} ring={ring} />}
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
  const data = [
    { value: '', label: W.systemDefault },
    ...listed.map((one, index) => ({ value: one.id, label: one.label || W.unnamed(index + 1) })),
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

const TEST_MS = 3_000;

function RingSetup({ devices, ring }: { readonly devices: Devices; readonly ring: Ring }) {
  const { chosen, speakers, canChooseSpeaker } = useStore(devices.state);
  const [isTesting, setIsTesting] = useState(false);

  async function test(): Promise<void> {
    if (isTesting) return;
    await ring.unlock();
    ring.start();
    setIsTesting(true);
    setTimeout(() => {
      ring.stop();
      setIsTesting(false);
    }, TEST_MS);
  }

  return (
    <div className={styles.ring}>
      {canChooseSpeaker ? (
        <DeviceChoice
          label={W.ringSpeaker}
          choices={speakers}
          chosen={chosen.ringSpeaker}
          onChoose={(ringSpeaker) => devices.choose({ ringSpeaker })}
        />
      ) : null}
      <label className={styles.volume}>
        <span>{W.ringVolume}</span>
        <input
          type="range"
          min={0}
          max={1}
          step={0.05}
          value={chosen.ringVolume}
          onChange={(event) => devices.choose({ ringVolume: event.currentTarget.valueAsNumber })}
        />
      </label>
      <Button
        variant="outline"
        color="plain"
        size="xs"
        leftSection={<Icon name="sound" size={15} />}
        disabled={isTesting}
        onClick={() => void test()}
      >
        {W.testRing}
      </Button>
    </div>
  );
}
