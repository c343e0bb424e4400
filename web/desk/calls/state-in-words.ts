import type { Call, DeviceState, Leg } from '@parley/core/call/call.ts';
import type { CallState } from '../../live/call/call-state.ts';
import { barWords } from '../bar/bar-words.ts';
import { words } from '../words.ts';
import { besideOf, isCalling, partnerOf } from './beside.ts';

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

function whileConnected(state: CallState): Said {
  const { call, others, own, held } = state;
  const away = others.find((leg) => leg.link.state !== 'connected');
  if (away?.link.state === 'interrupted') {
    return { text: W.others[away.link.cause](away.name), tone: 'bad' };
  }
  const side = call === null || own === null ? null : sideInWords(call, own);
  if (side !== null) return side;
  if (held) return { text: W.held, tone: 'wait' };
  if (away !== undefined) return { text: W.waitingFor(away.name), tone: 'wait' };
  return { text: W.connected, tone: 'good' };
}

/** A call to a colleague, a turn to another call, a consult: how the line stands because of them. */
function sideInWords(call: Call, own: Leg): Said | null {
  if (isCalling(call, own.id)) {
    return { text: barWords.beside.calling(partnerOf(call, own.id)?.name ?? ''), tone: 'wait' };
  }
  if (own.away) return { text: W.setAside, tone: 'wait' };
  const beside = besideOf(call, own.id);
  switch (beside.is) {
    case 'none':
    case 'others-invite':
      return null;
    case 'inviting':
      return { text: W.lineHeld(partnerOf(call, own.id)?.name ?? ''), tone: 'wait' };
    case 'asking':
      return beside.with === 'line' ? null : { text: W.lineHeld(beside.line), tone: 'wait' };
    case 'asked':
      return { text: beside.talks ? W.lineHeld(beside.line) : W.waiting, tone: 'wait' };
    case 'others-consult':
      return { text: W.held, tone: 'wait' };
    case 'conference':
      return beside.held ? { text: W.conferenceHeld, tone: 'wait' } : null;
  }
}

/** Whoever is shown large: whom one talks with, the customer first, else whom the call is with. */
export function shownLarge({ call, own, talkingWith, others }: CallState): Leg | undefined {
  const partner = call === null || own === null ? null : partnerOf(call, own.id);
  return talkingWith[0] ?? partner ?? others[0];
}

/** Why nobody is heard. */
export function heldInWords(state: CallState): string {
  const { call, own } = state;
  const name = shownLarge(state)?.name ?? '';
  if (call === null || own === null) return W.heldHelp(name);
  if (own.away) return W.setAsideHelp;
  const beside = besideOf(call, own.id);
  if (beside.is === 'asked') return W.waitingBeside(beside.by);
  if (call.phase.name === 'active') return W.otherAway(name);
  return call.phase.name === 'held' && call.phase.byLegId !== own.id
    ? W.heldByOther
    : W.heldHelp(name);
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
