import type { Call, Leg } from './call/call.ts';

/** The name of the leg that plays hold music, hold video and the waiting sound. */
export const PLAYER = 'player';

/** One directed edge: what `from` sends reaches `to`. */
export type Flow = {
  readonly from: string;
  readonly to: string;
  readonly kind: 'audio' | 'picture';
};

/** Who hears and sees whom, derived from the call alone; no edge means no packet (X1, D5). */
export function flows(call: Call): readonly Flow[] {
  switch (call.phase.name) {
    case 'queued':
    case 'ringing':
      return played(call, call.legs.filter(isCustomer));
    case 'held':
      return played(call, call.legs.filter(isCustomer));
    case 'active':
      return between(call.legs);
    case 'ended':
      return [];
  }
}

function isCustomer(leg: Leg): boolean {
  return leg.role === 'customer';
}

function played(call: Call, to: readonly Leg[]): readonly Flow[] {
  return to.flatMap((leg): Flow[] => {
    const audio: Flow = { from: PLAYER, to: leg.id, kind: 'audio' };
    return call.kind === 'audio' ? [audio] : [audio, { ...audio, kind: 'picture' }];
  });
}

function between(legs: readonly Leg[]): readonly Flow[] {
  return legs.flatMap((from) =>
    legs.flatMap((to): Flow[] => (from.id === to.id ? [] : edges(from, to.id))),
  );
}

function edges(from: Leg, to: string): Flow[] {
  const found: Flow[] = [];
  if (from.microphone === 'on') found.push({ from: from.id, to, kind: 'audio' });
  if (from.picture.source !== 'none') found.push({ from: from.id, to, kind: 'picture' });
  return found;
}

/** Whether nobody sends a picture in a call that may carry one: labelled audio-only (M4). */
export function isAudioOnly(call: Call): boolean {
  return call.kind !== 'audio' && call.legs.every((leg) => leg.picture.source === 'none');
}
