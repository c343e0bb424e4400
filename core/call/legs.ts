import type { Millis } from '../time.ts';
import {
  type Call,
  type CallKind,
  type FirstVideo,
  JOIN_MS,
  type Leg,
  type LegRole,
  type Picture,
} from './call.ts';

/** The leg of this id, or undefined. */
export function legOf(call: Call, legId: string): Leg | undefined {
  return call.legs.find((leg) => leg.id === legId);
}

/** The same call with one leg replaced. */
export function withLeg(call: Call, changed: Leg): Call {
  return { ...call, legs: call.legs.map((leg) => (leg.id === changed.id ? changed : leg)) };
}

/** The same call without one leg. */
export function withoutLeg(call: Call, legId: string): Call {
  return { ...call, legs: call.legs.filter((leg) => leg.id !== legId) };
}

/** Who joins, and with what identity. */
export type Joining = {
  readonly legId: string;
  readonly role: LegRole;
  readonly personId: string;
  readonly name: string;
};

/** A leg that has just been asked to join; its picture follows from the kind of call (K1, M3). */
export function newLeg(
  who: Joining,
  call: { readonly kind: CallKind; readonly firstVideo: FirstVideo },
  now: Millis,
): Leg {
  return {
    id: who.legId,
    role: who.role,
    personId: who.personId,
    name: who.name,
    tabId: null,
    link: { state: 'joining', since: now, until: now + JOIN_MS },
    microphone: 'on',
    picture: firstPicture(who.role, call),
    devices: { microphone: 'unknown', camera: 'unknown' },
    soundPlaying: true,
    away: false,
  };
}

function firstPicture(
  role: LegRole,
  call: { readonly kind: CallKind; readonly firstVideo: FirstVideo },
): Picture {
  if (call.kind === 'audio') return { source: 'none' };
  if (call.kind === 'screen') {
    return role === 'customer' ? { source: 'screen', cameraBefore: false } : { source: 'none' };
  }
  const on = call.firstVideo === 'both' || (call.firstVideo === 'agent-only' && role === 'agent');
  return on ? { source: 'camera' } : { source: 'none' };
}
