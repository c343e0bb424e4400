import type { CommandData } from '@parley/contracts/socket.ts';
import type { Devices } from '../../live/devices/devices.ts';
import { type CallSupport, supportsCalls } from '../../live/devices/support.ts';

/** What keeps a customer from the video call that an agent asks for. The own camera is none: it may stay off (K1). */
export type VideoObstacle = Exclude<CallSupport, 'yes'> | 'denied' | 'no-devices';

/** Looks at the browser, then at the microphone, which is opened for the call that follows. */
export async function findObstacle(
  devices: Pick<Devices, 'readyFor'>,
): Promise<VideoObstacle | null> {
  const support = supportsCalls();
  if (support !== 'yes') return support;
  const media = await devices.readyFor('audio');
  return media === 'denied' || media === 'no-devices' ? media : null;
}

/** What the agent is told. */
export function outcomeOf(
  obstacle: VideoObstacle | null,
): CommandData<'answer-video-request'>['outcome'] {
  switch (obstacle) {
    case null:
      return 'accepted';
    case 'denied':
    case 'no-devices':
      return 'no-microphone';
    case 'insecure-page':
    case 'no-webrtc':
      return 'unsupported-browser';
  }
}
