import type { Call } from '../call/call.ts';
import type { Room } from '../conversation/room.ts';
import { roomTaskId, type Task } from './presence.ts';

/** The work of the agent who sits in a room and waits; once its call rings or runs at them, that is their work. */
export function roomTask(
  conversationId: string,
  room: Room | null,
  call: Call | null,
): (Task & { readonly agentId: string }) | null {
  if (room === null || !room.agentIn) return null;
  const { agentId } = room;
  const isInCall = call?.legs.some((leg) => leg.role === 'agent' && leg.personId === agentId);
  if (isInCall) return null;
  return {
    contactId: roomTaskId(room.id),
    agentId,
    conversationId,
    channel: 'video',
    state: 'active',
    since: room.createdAt,
  };
}
