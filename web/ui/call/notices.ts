import type { DeviceState } from '@parley/core/call/call.ts';
import type { CallState } from '../../live/call/call-state.ts';
import type { DevicesState } from '../../live/devices/devices.ts';
import { callWords } from '../words.ts';
import { agentsOf, isWaiting } from './state-in-words.ts';

/** What a customer in a call should know now, worst first. */
export function noticesOf(state: CallState, devices: DevicesState): readonly string[] {
  const found = [
    troubleOf(callWords.microphoneTrouble, state.microphone.state),
    cameraNotice(state),
    linkNotice(state),
    silentNotice(state),
    failure(state.failed),
    devices.notice?.kind === 'fell-back' ? callWords.nowUsing(devices.notice.label) : null,
  ];
  return found.filter((notice) => notice !== null);
}

function troubleOf(
  said: Readonly<Record<'denied' | 'no-device' | 'in-use' | 'lost', string>>,
  device: DeviceState,
): string | null {
  switch (device) {
    case 'denied':
    case 'no-device':
    case 'in-use':
    case 'lost':
      return said[device];
    case 'unknown':
    case 'asking':
    case 'allowed':
      return null;
  }
}

function cameraNotice({ call, camera }: CallState): string | null {
  if (call?.kind !== 'video') return null;
  if (camera.state === 'asking') return callWords.asking.cameraHelp;
  return troubleOf(callWords.trouble, camera.state);
}

function linkNotice(state: CallState): string | null {
  const { own, others } = state.quality;
  if (state.stage !== 'connected') return null;
  if (own.level === 'poor') return callWords.poor.own[own.because];
  if (isWaiting(state) || others?.level !== 'poor') return null;
  const [agent, ...more] = agentsOf(state);
  return callWords.poor.other(more.length > 0 ? null : (agent?.name ?? callWords.someone));
}

function silentNotice(state: CallState): string | null {
  if (isWaiting(state) || state.held) return null;
  const deaf = agentsOf(state).find((leg) => !leg.soundPlaying);
  return deaf === undefined ? null : callWords.otherSilent(deaf.name);
}

function failure(code: string | null): string | null {
  if (code === null || code === 'call-ended') return null;
  const { failed } = callWords;
  return code in failed ? failed[code as keyof typeof failed] : failed.other;
}
