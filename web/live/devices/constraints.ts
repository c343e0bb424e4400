import type { Chosen, Resolution } from './chosen.ts';

/** Which way a phone's camera looks. */
export type Facing = 'user' | 'environment';

/** The microphone as chosen; name only one that is there, another will not do instead. */
export function microphoneConstraints(
  chosen: Pick<Chosen, 'microphone' | 'cleanSound'>,
): MediaTrackConstraints {
  const { cleanSound } = chosen;
  return {
    ...wanted(chosen.microphone),
    channelCount: { ideal: 1 },
    echoCancellation: cleanSound,
    noiseSuppression: cleanSound,
    autoGainControl: cleanSound,
  };
}

/** The camera as chosen, or the one that looks the asked way (M10). */
export function cameraConstraints(
  chosen: Pick<Chosen, 'camera' | 'resolution'>,
  facing: Facing | null,
): MediaTrackConstraints {
  const which = facing === null ? wanted(chosen.camera) : { facingMode: { ideal: facing } };
  return { ...which, ...sizeConstraints(chosen.resolution) };
}

function sizeConstraints(resolution: Resolution): MediaTrackConstraints {
  switch (resolution) {
    case 'default':
      return { frameRate: { ideal: 30 } };
    case 'high':
      return { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
    case 'low':
      return { width: { ideal: 640 }, height: { ideal: 360 }, frameRate: { ideal: 30 } };
  }
}

function wanted(deviceId: string | null): MediaTrackConstraints {
  return deviceId === null ? {} : { deviceId: { exact: deviceId } };
}
