import type { DevicesState } from '../../live/devices/devices.ts';
import { words } from '../words.ts';
import { isRefused } from './lobby-devices.ts';

/** One line of the device check. */
export type Checked = {
  readonly device: 'microphone' | 'camera';
  readonly says: string;
  readonly state: 'well' | 'asking' | 'off' | 'wrong';
  /** A browser's own settings are the only way: say where. */
  readonly isBlocked: boolean;
};

/** What the lobby says of the devices (L3). */
export function deviceCheck(
  devices: Pick<DevicesState, 'microphone' | 'camera'>,
  wantsCamera: boolean,
): readonly Checked[] {
  const { microphone, camera } = devices;
  return [
    {
      device: 'microphone',
      says: words.check.microphone[microphone],
      state: stateOf(microphone),
      isBlocked: microphone === 'denied',
    },
    wantsCamera || isRefused(camera)
      ? {
          device: 'camera',
          says: words.check.camera[camera],
          state: stateOf(camera),
          isBlocked: camera === 'denied',
        }
      : { device: 'camera', says: words.check.cameraOff, state: 'off', isBlocked: false },
  ];
}

function stateOf(device: DevicesState['microphone']): Checked['state'] {
  if (isRefused(device)) return 'wrong';
  return device === 'allowed' ? 'well' : 'asking';
}
