import type { ConversationView } from '@parley/core/conversation/view.ts';
import { isIn } from './room-in-words.ts';

/** Why no video session can be begun in a conversation now (B12). */
export type VideoObstacle = 'in-call' | 'in-room' | 'too-many-conversations';

type Seen = Pick<ConversationView, 'id' | 'call' | 'room'>;

type Begun = {
  readonly conversationId: string;
  readonly personId: string;
  /** Every conversation of the agent's. */
  readonly views: readonly Seen[];
};

/** One video session at a time, and at most one active conversation beside it; the server has the last word. */
export function obstacleToVideo({ conversationId, personId, views }: Begun): VideoObstacle | null {
  if (views.some((view) => isInCall(view, personId))) return 'in-call';
  const others = views.filter((view) => view.id !== conversationId);
  if (others.some((view) => isIn(view.room, personId))) return 'in-room';
  return others.length > 0 ? 'too-many-conversations' : null;
}

function isInCall({ call }: Seen, personId: string): boolean {
  const isRunning = call !== null && (call.phase.name === 'active' || call.phase.name === 'held');
  return isRunning && call.legs.some((leg) => leg.personId === personId);
}
