import type { MediaPlan, ProducerSource } from '@parley/core/call/media-plan.ts';
import type { Flow } from '@parley/core/flows.ts';

/** What an edge carries: a leg has one slot for each, so a camera and a screen replace each other. */
export type EdgeKind = Flow['kind'];

export const EDGE_KINDS: readonly EdgeKind[] = ['audio', 'picture'];

export function slotOf(source: ProducerSource): EdgeKind {
  return source === 'microphone' ? 'audio' : 'picture';
}

export function mediaKindOf(kind: EdgeKind): 'audio' | 'video' {
  return kind === 'audio' ? 'audio' : 'video';
}

/** Whether the plan lets this edge flow. */
export function hasEdge(plan: MediaPlan, edge: Flow): boolean {
  return plan.flows.some(
    (flow) => flow.from === edge.from && flow.to === edge.to && flow.kind === edge.kind,
  );
}

/** Whether anybody is to get what `from` sends; if not, it is stopped where it comes in. */
export function isHeard(plan: MediaPlan, { from, kind }: Pick<Flow, 'from' | 'kind'>): boolean {
  return plan.flows.some((flow) => flow.from === from && flow.kind === kind);
}
