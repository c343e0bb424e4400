import type { Call, Leg } from '@parley/core/call/call.ts';
import { answeredLegs, talkingGroups } from '@parley/core/call/people.ts';
import { flows, PLAYER } from '@parley/core/flows.ts';
import { barWords } from '../bar/bar-words.ts';

const W = barWords.hears;

/** Who hears whom now, in sentences: derived from the same flows that the media node carries out. */
export function whoHearsWhom(call: Call, legId: string): readonly string[] {
  const edges = flows(call).filter((edge) => edge.kind === 'audio');
  const here = answeredLegs(call);
  const talking = talkingGroups(call).filter((group) => group.length > 1);
  const music = here.filter((leg) =>
    edges.some(({ from, to }) => from === PLAYER && to === leg.id),
  );
  const alone = here.filter(
    (leg) => !music.includes(leg) && !talking.some((group) => group.includes(leg)),
  );
  const muted = talking.flat().filter((leg) => leg.microphone === 'muted');
  const names = (legs: readonly Leg[]): string => namesOf(legs, legId);
  return [
    ...talking.map((group) => W.eachOther(names(group))),
    ...said(music, (legs, many) => W.music(names(legs), many)),
    ...said(alone, (legs, many) => W.nobody(names(legs), many)),
    ...said(muted, (legs, many) => W.muted(names(legs), many)),
  ].map((sentence) => `${sentence}.`);

  function said(
    legs: readonly Leg[],
    sentence: (legs: readonly Leg[], many: boolean) => string,
  ): readonly string[] {
    if (legs.length === 0) return [];
    return [sentence(legs, legs.length > 1 || legs[0]?.id === legId)];
  }
}

/** Oneself first, as people say it of themselves in a list of a desk. */
function namesOf(legs: readonly Leg[], legId: string): string {
  const own = legs.filter((leg) => leg.id === legId).map(() => W.you);
  const others = legs.filter((leg) => leg.id !== legId).map((leg) => leg.name);
  return W.and([...own, ...others]);
}
