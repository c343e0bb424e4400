import { Button, Popover, Switch } from '@mantine/core';
import { useState } from 'react';
import type { Devices } from '../../live/devices/devices.ts';
import { barWords } from '../bar/bar-words.ts';
import { Icon } from '../icons/Icon.tsx';
import { CameraChoice, MicrophoneChoice, SpeakerChoice } from '../settings/DeviceChoices.tsx';
import { words } from '../words.ts';
import { useStore } from '../work/use-store.ts';
import { Control } from './Control.tsx';
import styles from './Controls.module.css';

type Props = {
  readonly devices: Devices;
  readonly onOpenAll: () => void;
  /** Null where the browser has no floating window. */
  readonly onPopOut: (() => void) | null;
};

/** Devices, and the call in a window of its own. */
export function MoreControl({ devices, onOpenAll, onPopOut }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  function leaveTo(act: () => void): void {
    setIsOpen(false);
    act();
  }
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
        <Control icon="more" label={barWords.more} onPress={() => setIsOpen((open) => !open)} />
      </Popover.Target>
      <Popover.Dropdown aria-label={barWords.more}>
        <div className={styles.devices}>
          {onPopOut === null ? null : (
            <Button
              variant="light"
              size="xs"
              leftSection={<Icon name="pop-out" size={15} />}
              onClick={() => leaveTo(onPopOut)}
            >
              {barWords.popOut}
            </Button>
          )}
          <PictureChoices devices={devices} />
          <MicrophoneChoice devices={devices} />
          <CameraChoice devices={devices} />
          <SpeakerChoice devices={devices} which="speaker" />
          <Button variant="outline" color="plain" size="xs" onClick={() => leaveTo(onOpenAll)}>
            {words.call.setup.more}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

/** What pictures may cost, and what of one's own room is seen (M21). */
function PictureChoices({ devices }: { readonly devices: Devices }) {
  const { chosen, canBlur } = useStore(devices.state);
  const { lowBandwidth, blurBackground } = chosen;
  return (
    <>
      <Switch
        label={words.call.setup.lowBandwidth}
        description={words.call.setup.lowBandwidthHelp}
        checked={lowBandwidth}
        onChange={(event) => devices.choose({ lowBandwidth: event.currentTarget.checked })}
      />
      {canBlur ? (
        <Switch
          label={words.call.setup.blur}
          checked={blurBackground}
          onChange={(event) => devices.choose({ blurBackground: event.currentTarget.checked })}
        />
      ) : null}
    </>
  );
}
