import type { CallState } from '../../live/call/call-state.ts';

/** What the phone took away in mid-call. */
export type Taken = 'microphone' | 'camera' | 'sound';

const TAKEN = ['in-use', 'lost'];

/** What a telephone call, a lock or another app has taken from this page, of all that the call needs. */
export function takenFrom(state: CallState): readonly Taken[] {
  if (state.stage !== 'connected' && state.stage !== 'reconnecting') return [];
  const { microphone, camera, own, ownPicture, sound } = state;
  const taken: Taken[] = [];
  if (own?.microphone === 'on' && TAKEN.includes(microphone.state)) taken.push('microphone');
  if (ownPicture.source === 'camera' && TAKEN.includes(camera.state)) taken.push('camera');
  if (sound.blocked) taken.push('sound');
  return taken;
}

/** Whether the person is asked for a tap: for what a tap has not been tried for in vain already. */
export function needsTap(taken: readonly Taken[], tried: readonly Taken[]): boolean {
  return taken.some((one) => !tried.includes(one));
}
