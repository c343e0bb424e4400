import type { Call, Leg } from '../call/call.ts';
import { type Flow, flows, PLAYER } from '../flows.ts';
import { said } from './said.ts';

/** What the flows of a call break, judged pair by pair and without the code that makes them. */
export function brokenMatrix(call: Call): readonly string[] {
  const edges = flows(call);
  const twos = call.legs.flatMap((from) => call.legs.map((to) => ({ from, to })));
  return [
    ...twos.flatMap((two) => brokenBetween(call, edges, two)),
    ...call.legs.flatMap((leg) => brokenMusic(call, edges, leg)),
    ...said([
      [call.kind === 'audio' && edges.some((edge) => edge.kind === 'picture'), 'audio is seen'],
    ]),
  ];
}

function brokenBetween(
  call: Call,
  edges: readonly Flow[],
  { from, to }: { readonly from: Leg; readonly to: Leg },
): readonly string[] {
  const may = mayReach(call, from, to);
  const between = edges.filter((edge) => edge.from === from.id && edge.to === to.id);
  const heard = between.filter((edge) => edge.kind === 'audio').length;
  const seen = between.filter((edge) => edge.kind === 'picture').length;
  const sends = { audio: from.microphone === 'on', picture: from.picture.source !== 'none' };
  const state = `${call.phase.name}, ${call.beside.name}`;
  return said([
    [heard !== (may && sends.audio ? 1 : 0), `${to.id} hears ${from.id} ${heard} times (${state})`],
    [seen !== (may && sends.picture ? 1 : 0), `${to.id} sees ${from.id} ${seen} times (${state})`],
  ]);
}

/** The matrix itself: whether one may hear and see the other. */
function mayReach(call: Call, one: Leg, other: Leg): boolean {
  const { phase, beside } = call;
  if (one.id === other.id || one.away || other.away) return false;
  const both = [one.id, other.id];
  if (beside.name === 'inviting') return false;
  if (beside.name === 'consulting') {
    return both.includes(beside.byLegId) && both.includes(beside.withLegId);
  }
  if (beside.name === 'aside') return !both.includes(beside.withLegId);
  return phase.name === 'active';
}

/** Music is for who waits or is held, and never over a talk or a ring. */
function brokenMusic(call: Call, edges: readonly Flow[], leg: Leg): readonly string[] {
  const music = edges.some((edge) => edge.from === PLAYER && edge.to === leg.id);
  const inTalk = call.legs.some((other) => mayReach(call, other, leg));
  const silent = !music && !inTalk && leg.role === 'customer';
  const waitsAside = call.beside.name === 'aside' && call.beside.withLegId === leg.id;
  return said([
    [music && inTalk, 'music plays over a live talk'],
    [music && leg.away, 'music plays to somebody who turned away'],
    [silent, 'a customer hears nothing'],
    [waitsAside && !music && !leg.away, 'a consulted agent waits in silence'],
    [music && isRinging(call, leg), 'music plays to somebody who is rung'],
  ]);
}

function isRinging({ phase, beside }: Call, leg: Leg): boolean {
  if (phase.name === 'ringing') return phase.legId === leg.id;
  return beside.name === 'inviting' && beside.legId === leg.id;
}
