import type { Call, Leg } from './call/call.ts';
import { answeredLegs, talkingGroups } from './call/people.ts';

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
  const played = listeners(call).flatMap((leg) => fromPlayer(call, leg.id));
  return [...played, ...talkingGroups(call).flatMap(between)];
}

/** Who hears the player: who waits, is held, or is alone because the other turned away. */
function listeners(call: Call): readonly Leg[] {
  const { beside, phase } = call;
  if (phase.name === 'queued' || phase.name === 'ringing') {
    return call.legs.filter((leg) => leg.role === 'customer');
  }
  const here = answeredLegs(call).filter((leg) => !leg.away);
  const groups = talkingGroups(call);
  const someAway = call.legs.some((leg) => leg.away);
  const alone = groups.filter((group) => group.length === 1 && someAway).flat();
  const apart = here.filter((leg) => !groups.some((group) => group.includes(leg)));
  const holder = phase.name === 'held' && beside.name !== 'consulting' ? phase.byLegId : null;
  return [...apart.filter((leg) => leg.id !== holder), ...alone];
}

function fromPlayer(call: Call, to: string): readonly Flow[] {
  const audio: Flow = { from: PLAYER, to, kind: 'audio' };
  return call.kind === 'audio' ? [audio] : [audio, { ...audio, kind: 'picture' }];
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

/** Who hears and sees whom in words, by the names of the legs: `Cleo hears Alex`, `Cleo hears music`. */
export function audioMatrix(call: Call): readonly string[] {
  const nameOf = (id: string): string =>
    call.legs.find((leg) => leg.id === id)?.name ?? (id === PLAYER ? 'music' : id);
  return flows(call)
    .map(({ from, to, kind }) => {
      const verb = kind === 'audio' ? 'hears' : 'sees';
      return `${nameOf(to)} ${verb} ${nameOf(from)}`;
    })
    .sort();
}
