import { howToAllow } from '../../ui/call/how-to-allow.ts';
import { Icon } from '../../ui/icons/Icon.tsx';
import { useStore } from '../../ui/use-store.ts';
import { words } from '../words.ts';
import { type Checked, deviceCheck } from './device-words.ts';
import type { LobbyDevices } from './lobby-devices.ts';
import { useVoice } from './use-voice.ts';

/** Whether microphone and camera work, in words, and where to allow what is blocked in this browser. */
export function DeviceCheck({ media }: { readonly media: LobbyDevices }) {
  const devices = useStore(media.devices.state);
  const wantsCamera = useStore(media.wantsCamera);
  const check = deviceCheck(devices, wantsCamera);
  return (
    <div class="device-check">
      <ul aria-label={words.lobby.check}>
        {check.map((one) => (
          <li key={one.device} class={one.state}>
            <Icon name={iconOf(one)} />
            <span class="device-says">
              {one.says}
              {one.device === 'microphone' && one.state === 'well' && <Voice media={media} />}
            </span>
          </li>
        ))}
      </ul>
      {check.some((one) => one.isBlocked) && <p class="how-to-allow">{howToAllow()}</p>}
    </div>
  );
}

function iconOf({ device, state }: Checked) {
  const isOff = state === 'off' || state === 'wrong';
  if (device === 'camera') return isOff ? 'video-off' : 'video';
  return isOff ? 'microphone-off' : 'microphone';
}

function Voice({ media }: { readonly media: LobbyDevices }) {
  const level = useVoice(media.voice);
  return level === null ? null : (
    <meter class="voice" min={0} max={10} value={level} title={words.check.voice}>
      {level}
    </meter>
  );
}
