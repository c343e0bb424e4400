import type { DeviceState } from '@parley/core/call/call.ts';

/** What a failed getUserMedia says about the device. */
export function stateOfRefusal(error: unknown): DeviceState {
  const name = error instanceof DOMException ? error.name : '';
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'no-device';
    case 'NotReadableError':
    case 'AbortError':
      return 'in-use';
    default:
      return 'unknown';
  }
}

/** What the Permissions API says, and again when it changes; browsers that cannot say leave it unknown. */
export async function watchPermission(
  device: 'microphone' | 'camera',
  told: (state: PermissionState) => void,
): Promise<void> {
  const status = await queryPermission(device);
  if (status === null) return;
  told(status.state);
  status.addEventListener('change', () => told(status.state));
}

async function queryPermission(device: 'microphone' | 'camera'): Promise<PermissionStatus | null> {
  if (!('permissions' in navigator)) return null;
  try {
    // Not every browser knows these names; those throw a TypeError.
    return await navigator.permissions.query({ name: device as PermissionName });
  } catch (error) {
    if (error instanceof TypeError || error instanceof DOMException) return null;
    throw error;
  }
}

/** The device's state after the Permissions API spoke; a granted or unknown one stays what trying it has shown. */
export function afterPermission(state: DeviceState, said: PermissionState): DeviceState {
  if (said === 'denied') return 'denied';
  if (said === 'granted') return state === 'unknown' || state === 'denied' ? 'allowed' : state;
  return state === 'denied' || state === 'allowed' ? 'unknown' : state;
}

/** What can be sent in a call after microphone and camera were asked, each apart. */
export type MediaResult = 'success' | 'microphone-only' | 'no-devices' | 'denied';

/** Judges what a call of this kind can be made with; without a microphone there is no call. */
export function mediaResult(microphone: DeviceState, camera: DeviceState | null): MediaResult {
  if (microphone === 'denied') return 'denied';
  if (microphone !== 'allowed') return 'no-devices';
  return camera === null || camera === 'allowed' ? 'success' : 'microphone-only';
}
