import type { Room } from '@parley/core/conversation/room.ts';
import { isOpen } from '@parley/core/conversation/room-rules.ts';
import { videoWords } from './video-words.ts';

/** Where a room stands, in one line. */
export type RoomWords = { readonly text: string; readonly tone: 'good' | 'wait' | 'bad' };

const W = videoWords.is;

/** Says where a room stands; `name` is the guest's. */
export function roomInWords(room: Room, name: string): RoomWords {
  const { state } = room;
  switch (state.name) {
    case 'created':
      return guestInWords(room, name) ?? { text: sentInWords(room, name), tone: 'wait' };
    case 'connected':
      return { text: W.connected(name), tone: 'good' };
    case 'disconnected':
      if (!state.isOpen) return { text: W.over, tone: 'wait' };
      return guestInWords(room, name) ?? { text: W.open, tone: 'wait' };
    case 'error':
      return { text: W[state.because], tone: 'bad' };
    case 'expired':
      return { text: W.expired, tone: 'bad' };
    case 'cancelled':
      return { text: W.cancelled, tone: 'bad' };
  }
}

/** What the guest does; null while nobody has opened the link. */
function guestInWords({ guest, agentIn }: Room, name: string): RoomWords | null {
  switch (guest.state) {
    case 'away':
      return null;
    case 'lobby':
      return { text: W.lobby(name), tone: 'wait' };
    case 'waiting':
      return { text: agentIn ? W.joining(name) : W.waiting(name), tone: 'good' };
    case 'in-call':
      return { text: W.connected(name), tone: 'good' };
  }
}

function sentInWords({ delivery }: Room, name: string): string {
  if (delivery === 'queued') return W.queued(name);
  return delivery === 'delivered' ? W.delivered(name) : W.sent(name);
}

/** Whether this agent has it open. */
export function isIn(room: Room | null, agentId: string): room is Room {
  return room?.agentIn === true && room.agentId === agentId && isOpen(room);
}
