import { useState } from 'preact/hooks';
import type { Devices } from '../../live/devices/devices.ts';
import { Icon, type IconName } from '../icons/Icon.tsx';
import { useStore } from '../use-store.ts';
import { callWords } from '../words.ts';
import { Control } from './Control.tsx';

/** What few need in a call with pictures: a small picture for a weak connection, a blurred background (M21). */
export function MoreControls({ devices }: { readonly devices: Devices }) {
  const [isOpen, setOpen] = useState(false);
  const { chosen, canBlur } = useStore(devices.state);
  const { lowBandwidth, blurBackground } = chosen;
  return (
    <>
      <Control
        icon="more"
        label={callWords.more}
        isOpen={isOpen}
        onPress={() => setOpen(!isOpen)}
      />
      {isOpen && (
        <div class="more">
          <Switch
            icon="thrift"
            label={callWords.lowBandwidth}
            help={callWords.lowBandwidthHelp}
            isOn={lowBandwidth}
            onPress={() => devices.choose({ lowBandwidth: !lowBandwidth })}
          />
          {canBlur && (
            <Switch
              icon="blur"
              label={callWords.blur}
              help={callWords.blurHelp}
              isOn={blurBackground}
              onPress={() => devices.choose({ blurBackground: !blurBackground })}
            />
          )}
        </div>
      )}
    </>
  );
}

function Switch({
  icon,
  label,
  help,
  isOn,
  onPress,
}: {
  readonly icon: IconName;
  readonly label: string;
  readonly help: string;
  readonly isOn: boolean;
  readonly onPress: () => void;
}) {
  return (
    <button
      type="button"
      role="switch"
      class={isOn ? 'switch on' : 'switch'}
      aria-checked={isOn}
      aria-label={label}
      onClick={onPress}
    >
      <Icon name={icon} />
      <span>
        <b>{label}</b>
        <small>{help}</small>
      </span>
      <i aria-hidden="true" />
    </button>
  );
}
