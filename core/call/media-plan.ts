import { type Flow, flows, PLAYER } from '../flows.ts';
import type { Call, CallKind, Leg } from './call.ts';

/** What a producer carries. A person has at most one microphone and one picture (K2). */
export type ProducerSource = 'microphone' | 'camera' | 'screen';

/** What the media node must make true for one call; a node ignores a plan older than the one it has. */
export type MediaPlan = {
  readonly callId: string;
  /** Grows with every stored change of the call. */
  readonly version: number;
  readonly epoch: number;
  readonly kind: CallKind;
  readonly legs: readonly PlannedLeg[];
  readonly flows: readonly Flow[];
  /** Whether the waiting and holding sound (and picture) may be needed. */
  readonly playing: boolean;
};

/** One leg as the media node knows it. */
export type PlannedLeg = {
  readonly legId: string;
  /** Only this tab may own transports; another tab's are closed. */
  readonly tabId: string | null;
  readonly maySend: readonly ProducerSource[];
};

/** The plan that a stored call asks of its media node. */
export function mediaPlan(call: Call, version: number): MediaPlan {
  const edges = flows(call);
  return {
    callId: call.id,
    version,
    epoch: call.mediaEpoch,
    kind: call.kind,
    legs: call.legs.map((leg) => ({
      legId: leg.id,
      tabId: leg.tabId,
      maySend: sourcesFor(call.kind, leg),
    })),
    flows: edges,
    playing: edges.some((edge) => edge.from === PLAYER),
  };
}

/** What a leg may produce: audio only in an audio call (M8), else audio and the one picture it shows now. */
function sourcesFor(kind: CallKind, leg: Leg): readonly ProducerSource[] {
  if (kind === 'audio') return ['microphone'];
  if (leg.picture.source === 'screen') return ['microphone', 'camera', 'screen'];
  return ['microphone', 'camera'];
}

/** Whether a leg may open a producer of this source now; asked by the server when the browser produces. */
export function mayProduce(call: Call, legId: string, source: ProducerSource): boolean {
  const leg = call.legs.find((one) => one.id === legId);
  if (leg === undefined || call.phase.name === 'ended') return false;
  return sourcesFor(call.kind, leg).includes(source);
}
