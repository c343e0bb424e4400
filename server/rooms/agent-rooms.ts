import type { RoomLink } from '@parley/contracts/rooms.ts';
import { can, type Who } from '@parley/core/access/can.ts';
import type { Conversation } from '@parley/core/conversation/conversation.ts';
import type { Room } from '@parley/core/conversation/room.ts';
import type { Decided } from '../changes/changes.ts';
import { draftOf } from '../changes/draft.ts';
import type { Loaded } from '../changes/loaded.ts';
import { agentIdsOf } from '../changes/work.ts';
import { allowed, personOf } from '../command-context.ts';
import type { Database } from '../database/database.ts';
import type { LinkKeys, LinkWords } from './link-keys.ts';
import { wordsOf } from './links.ts';

/** Decides only for an agent of the conversation. */
export function runningRoom<Answer>(
  who: Who,
  loaded: Loaded,
  decide: () => Decided<Answer>,
): Decided<Answer> {
  const { id: conversationId } = loaded.conversation;
  const thing = { conversationId, agentIds: agentIdsOf(draftOf(loaded)) };
  return allowed(who, { action: 'run-room', thing }, decide);
}

/** Decides only about the room that was meant: another one may have taken its place. */
export function aboutRoom<Answer>(
  { conversation }: Loaded,
  roomId: string,
  decide: (room: Room) => Decided<Answer>,
): Decided<Answer> {
  const { room } = conversation;
  if (room === null) return { ok: false, code: 'no-room' };
  return room.id === roomId ? decide(room) : { ok: false, code: 'room-closed' };
}

/** The newest room of a conversation with its link, for an agent of the conversation. */
export type KnownRoom = {
  readonly room: Room | null;
  readonly words: LinkWords | null;
};

/** What an agent may see of the room now, before anything is decided; null when it is not theirs. */
export async function readRoom(
  { database, keys }: { readonly database: Database; readonly keys: LinkKeys },
  who: Who,
  conversationId: string,
): Promise<KnownRoom | null> {
  const [row] = await database.query<{ value: Conversation; agentIds: readonly string[] }>({
    name: 'room_of',
    text: 'SELECT value, agent_ids AS "agentIds" FROM conversations WHERE id = $1',
    values: [conversationId],
  });
  if (row === undefined) return null;
  const { value, agentIds } = row;
  if (!can(who, 'run-room', { conversationId, agentIds })) return null;
  const { room } = value;
  return { room, words: room === null ? null : await wordsOf(database, keys, room.id) };
}

/** A link as its agent passes it on. */
export function linkAnswer(keys: LinkKeys, roomId: string, words: LinkWords): RoomLink {
  return { roomId, code: words.code, url: keys.urlOf(words) };
}

/** Whose chat it is: only they begin a session in it (K5). */
export function servesChat({ chat }: Conversation, who: Who): boolean {
  return chat.state === 'assigned' && chat.agentId === personOf(who);
}
