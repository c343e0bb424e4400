import type { LoadedAgent } from '../changes/loaded.ts';

/** Why an agent cannot begin a video session in this conversation now (B12); null when they can. */
export function whyNoVideo(
  { tasks }: Pick<LoadedAgent, 'tasks'>,
  conversationId: string,
): 'in-room' | 'too-many-conversations' | null {
  const elsewhere = tasks.filter(
    (task) => task.state === 'active' && task.conversationId !== conversationId,
  );
  if (elsewhere.some((task) => task.channel === 'video')) return 'in-room';
  return elsewhere.length > 0 ? 'too-many-conversations' : null;
}
