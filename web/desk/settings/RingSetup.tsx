import { Button, NativeSelect, Switch } from '@mantine/core';
import { RING_TONES } from '@parley/contracts/settings.ts';
import { useEffect, useRef } from 'react';
import { Icon } from '../icons/Icon.tsx';
import { words } from '../words.ts';
import type { Ring } from '../work/ring.ts';
import { useStore } from '../work/use-store.ts';
import type { OwnSettings } from './own-settings.ts';
import styles from './Settings.module.css';

type Props = { readonly ring: Ring; readonly settings: OwnSettings };

const W = words.settings.audio;

/** By which tone one is rung, and how loud; the ring plays on while one tries them. */
export function RingSetup({ ring, settings }: Props) {
  const { ringtone } = useStore(settings.state).settings;

  return (
    <>
      <NativeSelect
        label={W.tone}
        value={ringtone.tone}
        data={RING_TONES.map((value) => ({ value, label: W.tones[value] }))}
        onChange={({ currentTarget: { value } }) => {
          const tone = RING_TONES.find((one) => one === value);
          if (tone !== undefined) settings.change({ ringtone: { ...ringtone, tone } });
        }}
      />
      <label className={styles.volume}>
        <span>{W.volume}</span>
        <input
          type="range"
          min={0}
          max={1}
          step={0.05}
          value={ringtone.volume}
          onChange={({ currentTarget }) =>
            settings.change({ ringtone: { ...ringtone, volume: currentTarget.valueAsNumber } })
          }
        />
      </label>
      <Switch
        label={W.muted}
        description={W.mutedHelp}
        checked={ringtone.muted}
        onChange={({ currentTarget }) =>
          settings.change({ ringtone: { ...ringtone, muted: currentTarget.checked } })
        }
      />
      <TryRing ring={ring} />
    </>
  );
}

function TryRing({ ring }: { readonly ring: Ring }) {
  const rings = useStore(ring.ringing);
  const started = useRef(false);

  // An offer that came meanwhile rings on: only what was started here is stopped here.
  useEffect(
    () => () => {
      if (started.current) ring.stop();
    },
    [ring],
  );

  async function press(): Promise<void> {
    started.current = !rings;
    if (rings) {
      ring.stop();
      return;
    }
    await ring.unlock();
    ring.start();
  }

  return (
    <Button
      className={styles.fit}
      variant="outline"
      color="plain"
      size="xs"
      leftSection={<Icon name={rings ? 'sound-off' : 'sound'} size={15} />}
      onClick={() => void press()}
    >
      {rings ? W.stopRing : W.playRing}
    </Button>
  );
}
