import type { LoadedAgent } from '../changes/loaded.ts';

/** Why an agent cannot begin a video session in this conversation now (B12); null when they can. */
export function whyNoVideo(
  { inRoom, tasks }: LoadedAgent,
  conversationId: string,
): 'in-room' | 'too-many-conversations' | null {
  if (inRoom !== null && inRoom.conversationId !== conversationId) return 'in-room';
  const elsewhere = tasks.filter(
    (task) => task.state === 'active' && task.conversationId !== conversationId,
  );
  if (elsewhere.some((task) => task.channel === 'video')) return 'in-room';
  return elsewhere.length > 0 ? 'too-many-conversations' : null;
}
