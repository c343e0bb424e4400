import { useStates } from '../conversations/use-states.ts';
import type { Workplace } from '../frame/workplace.ts';
import { useStore } from '../work/use-store.ts';
import { obstacleToVideo, type VideoObstacle } from './obstacle.ts';

/** Why this agent cannot begin video in this conversation now; null where nothing is in the way. */
export function useVideoObstacle(
  { desk, who }: Pick<Workplace, 'desk' | 'who'>,
  conversationId: string,
): VideoObstacle | null {
  const { conversations } = useStore(desk.state).view;
  const states = useStates(desk, conversations);
  const views = [...states.values()].map((state) => state.view);
  return obstacleToVideo({ conversationId, personId: who.personId, views });
}
