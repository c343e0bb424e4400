import type { Millis } from '../time.ts';
import type { Room } from './room.ts';

/** Whether the room can still come to a call: nothing that is over opens again. */
export function isOpen({ state }: Room): boolean {
  if (state.name === 'disconnected') return state.isOpen;
  return state.name === 'created' || state.name === 'connected';
}

/** Until when it can be entered as it stands; null when it is over or a call runs in it. */
export function opensUntil(room: Room): Millis | null {
  if (!isOpen(room) || room.guest.state === 'in-call') return null;
  const untouched = room.state.name === 'created' && room.guest.state === 'away';
  return untouched ? Math.min(room.codeUntil, room.until) : room.until;
}

/** Whether the link leads into the lobby now. */
export function linkOpens(room: Room, now: Millis): boolean {
  const until = room.guest.state === 'in-call' ? room.until : opensUntil(room);
  return isOpen(room) && until !== null && now < until;
}

/** Whether customer and agent had met and both are gone. */
export function isEmptied({ state, guest, agentIn }: Room): boolean {
  return state.name === 'disconnected' && guest.state === 'away' && !agentIn;
}

/** Whether an agent has to leave it before anything is completed (B11, K4). */
export function keepsAgent(room: Room | null, agentId: string): boolean {
  if (room === null || room.agentId !== agentId) return false;
  return room.agentIn || room.guest.state === 'in-call';
}
