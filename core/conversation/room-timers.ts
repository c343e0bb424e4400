import type { Millis } from '../time.ts';
import type { Conversation } from './conversation.ts';
import type { RoomInput } from './room.ts';
import { opensUntil } from './room-rules.ts';

/** What falls due by itself in the room of a conversation; the server keeps exactly these rows for it. */
export function roomTimers({ room }: Pick<Conversation, 'room'>): readonly {
  readonly key: string;
  readonly at: Millis;
  readonly input: RoomInput;
}[] {
  const at = room === null ? null : opensUntil(room);
  if (room === null || at === null) return [];
  return [{ key: `room:${room.id}`, at, input: { type: 'room-time-over', roomId: room.id } }];
}
