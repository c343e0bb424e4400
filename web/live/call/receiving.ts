import type { Call } from '@parley/core/call/call.ts';
import { flows, PLAYER } from '@parley/core/flows.ts';

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
    .filter((one) =>
      edges.some(
        (edge) => edge.from === one.from && (edge.kind === 'audio') === (one.kind === 'audio'),
      ),
    )
    .filter((one) => isShownBy(call, one))
    .map((one) => one.consumerId);
}

/** A picture that has just been replaced by another source is no longer meant. */
function isShownBy(call: Call, one: Pick<Received, 'from' | 'source'>): boolean {
  const leg = call.legs.find((other) => other.id === one.from);
  if (leg === undefined || one.source === 'microphone') return true;
  return leg.picture.source === one.source;
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
