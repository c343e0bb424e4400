import type { Call, Leg } from '@parley/core/call/call.ts';
import { talksWith } from '@parley/core/call/people.ts';
import { type Flow, flows, PLAYER } from '@parley/core/flows.ts';

/** What the page receives, or could: one consumer. */
export type Received = {
  readonly consumerId: string;
  readonly from: string;
  readonly kind: 'audio' | 'video';
  readonly source: 'microphone' | 'camera' | 'screen' | 'player';
  readonly track: MediaStreamTrack;
};

/** The consumers that flow, as the stored call says. */
export function flowingNow(
  received: readonly Pick<Received, 'consumerId' | 'from' | 'kind' | 'source'>[],
  call: Call | null,
  legId: string,
): readonly string[] {
  if (call === null) return [];
  const edges = flows(call).filter((edge) => edge.to === legId);
  return received
    .filter((one) => edges.some((edge) => isCarriedBy(edge, one)))
    .filter((one) => isShownBy(call, one))
    .map((one) => one.consumerId);
}

/** A picture that has just been replaced by another source is no longer meant. */
function isShownBy(call: Call, one: Pick<Received, 'from' | 'source'>): boolean {
  const leg = call.legs.find((other) => other.id === one.from);
  if (leg === undefined || one.source === 'microphone') return true;
  return leg.picture.source === one.source;
}

/** Whether somebody is to be heard here now: the player, or people whose own path stands. */
export function isSoundDue(call: Call | null, legId: string): boolean {
  return dueFlows(call, legId).some((edge) => edge.kind === 'audio');
}

/** Whether somebody is to be heard or seen here now from whom there is nothing to receive. */
export function isLacking(
  received: readonly Pick<Received, 'from' | 'kind' | 'source'>[],
  call: Call | null,
  legId: string,
): boolean {
  return dueFlows(call, legId).some(
    (edge) =>
      !received.some((one) => isCarriedBy(edge, one) && (call === null || isShownBy(call, one))),
  );
}

function dueFlows(call: Call | null, legId: string): readonly Flow[] {
  if (call === null) return [];
  const isThere = (from: string): boolean =>
    call.legs.some((leg) => leg.id === from && leg.link.state === 'connected');
  return flows(call).filter(
    (edge) => edge.to === legId && (edge.from === PLAYER || isThere(edge.from)),
  );
}

function isCarriedBy(edge: Flow, one: Pick<Received, 'from' | 'kind'>): boolean {
  return edge.from === one.from && (edge.kind === 'audio') === (one.kind === 'audio');
}

/** The one sound or picture to play: a person before the player, what flows before what is only ready. */
export function chooseReceived(
  received: readonly Received[],
  kind: 'audio' | 'video',
  flowing: readonly string[],
): Received | null {
  const ofKind = received.filter((one) => one.kind === kind);
  const rank = (one: Received): number => {
    const flows = flowing.includes(one.consumerId) ? 0 : 2;
    return flows + (one.from === PLAYER ? 1 : 0) + (one.source === 'screen' ? -0.5 : 0);
  };
  return ofKind.reduce<Received | null>(
    (best, one) => (best === null || rank(one) < rank(best) ? one : best),
    null,
  );
}

/**
 * What a page plays. Every sound it receives has an element of its own from the first moment: who is
 * heard is decided by what the media node lets through, and nothing has to start when that changes.
 */
export type Chosen = {
  readonly flowing: readonly string[];
  /** In the first element, and in those beside it. */
  readonly sound: Received | null;
  readonly voices: readonly Received[];
  /** Those of them that flow; a person before the player. */
  readonly heard: readonly Received[];
  readonly picture: Received | null;
  readonly pictures: readonly Received[];
};

/** Before anything is received. */
export const NOTHING_CHOSEN: Chosen = {
  flowing: [],
  sound: null,
  voices: [],
  heard: [],
  picture: null,
  pictures: [],
};

/** The people this leg talks with; the customer first, who is shown large. */
export function talkedWith(call: Call | null, legId: string): readonly Leg[] {
  const legs = call === null ? [] : talksWith(call, legId);
  const isCustomer = (leg: Leg): boolean => leg.role === 'customer';
  return [...legs.filter(isCustomer), ...legs.filter((leg) => !isCustomer(leg))];
}

/** Chooses what each of the page's elements plays; a sound stays where it is. */
export function chooseAll(
  received: readonly Received[],
  { call, legId, before }: { call: Call | null; legId: string; before: Chosen },
): Chosen {
  const flowing = flowingNow(received, call, legId);
  const flows = (one: Received): boolean => flowing.includes(one.consumerId);
  const beside = new Set(
    talkedWith(call, legId)
      .slice(1)
      .map((leg) => leg.id),
  );
  const audio = received.filter((one) => one.kind === 'audio');
  const kept = audio.find((one) => one === before.sound);
  const sound = kept ?? chooseReceived(received, 'audio', flowing);
  const large = received.filter((one) => !beside.has(one.from));
  const heard = audio.filter(flows);
  return {
    flowing,
    sound,
    voices: newestOfEach(audio.filter((one) => one !== sound)),
    heard: [...heard.filter(isPerson), ...heard.filter((one) => !isPerson(one))],
    picture: chooseReceived(large, 'video', flowing),
    pictures: received.filter((one) => one.kind === 'video' && beside.has(one.from) && flows(one)),
  };
}

function isPerson(one: Received): boolean {
  return one.from !== PLAYER;
}

/** Whoever sends anew has another track for a moment before the old one is gone. */
function newestOfEach(received: readonly Received[]): readonly Received[] {
  return received.filter(
    (one, index) => !received.slice(index + 1).some((later) => later.from === one.from),
  );
}
