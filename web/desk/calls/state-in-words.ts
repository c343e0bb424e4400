import type { DeviceState, Leg } from '@parley/core/call/call.ts';
import type { CallState } from '../../live/call/call-state.ts';
import { words } from '../words.ts';

export type Said = { readonly text: string; readonly tone: 'good' | 'wait' | 'bad' };

const W = words.call;

/** Where the call stands, both sides taken together, in one line (M17, M18). */
export function stateInWords(state: CallState): Said {
  switch (state.stage) {
    case 'idle':
    case 'armed':
    case 'joining':
      return { text: W.connecting, tone: 'wait' };
    case 'reconnecting':
      return { text: W.reconnecting, tone: 'bad' };
    case 'elsewhere':
      return { text: W.elsewhere, tone: 'wait' };
    case 'ended':
      return { text: W.ended, tone: 'wait' };
    case 'connected':
      return whileConnected(state);
  }
}

function whileConnected({ others, held }: CallState): Said {
  const away = others.find((leg) => leg.link.state !== 'connected');
  if (away?.link.state === 'interrupted') {
    return { text: W.others[away.link.cause](away.name), tone: 'bad' };
  }
  if (held) return { text: W.held, tone: 'wait' };
  if (away !== undefined) return { text: W.waitingFor(away.name), tone: 'wait' };
  return { text: W.connected, tone: 'good' };
}

/** A fact about a device of the customer's, as their browser tells it (M16). */
export type DeviceFact = { readonly key: string; readonly text: string; readonly isBad: boolean };

/** The customer's microphone, camera and sound in words. */
export function devicesInWords(
  leg: Leg,
  { withPicture }: { readonly withPicture: boolean },
): readonly DeviceFact[] {
  const facts = [microphoneInWords(leg)];
  if (withPicture) facts.push(deviceFact('camera', leg.devices.camera));
  if (!leg.soundPlaying) {
    facts.push({ key: 'sound', text: W.soundNotPlaying, isBad: true });
  }
  return facts;
}

function microphoneInWords(leg: Leg): DeviceFact {
  const { microphone } = leg.devices;
  if (leg.microphone === 'muted' && !isTrouble(microphone)) {
    return {
      key: 'microphone',
      text: `${W.permission.microphone}: ${W.permission.muted}`,
      isBad: false,
    };
  }
  return deviceFact('microphone', microphone);
}

function deviceFact(device: 'microphone' | 'camera', state: DeviceState): DeviceFact {
  return {
    key: device,
    text: `${W.permission[device]}: ${W.permission[state]}`,
    isBad: isTrouble(state),
  };
}

function isTrouble(state: DeviceState): boolean {
  return state !== 'allowed' && state !== 'unknown' && state !== 'asking';
}

/** Why a control did not do it. */
export function failureInWords(code: string): string {
  const told: Readonly<Record<string, string>> = W.failed;
  return told[code] ?? W.failed.other;
}
