import type { Lobby } from '@parley/contracts/rooms.ts';
import { isNameless } from '@parley/core/conversation/names.ts';
import type { Delivery } from '@parley/core/conversation/room.ts';
import type { Changes } from '../changes/changes.ts';
import { draftOf, withConversation } from '../changes/draft.ts';
import { decidedFrom } from '../command-context.ts';
import { isHeld } from './enter.ts';
import { type FoundLink, findLink, type LiveLink, type Proof } from './find-link.ts';
import { type JoinAnswer, type JoinAsked, type JoinParts, joinByLink } from './join.ts';
import type { LinkKeys } from './link-keys.ts';
import { roomSettings } from './room-settings.ts';

/** What guests who have no proof yet can ask of rooms. */
export type RoomDoors = {
  /** What a link leads to; nothing is changed by asking. */
  find(proof: Proof): Promise<FoundLink>;
  /** What the lobby shows; the agent sees that the customer is there. */
  lobbyOf(link: LiveLink): Promise<Lobby>;
  join(link: LiveLink, asked: JoinAsked): Promise<JoinAnswer>;
  /** Puts on the room's conversation what became of its SMS; safe to repeat. */
  reportDelivery(conversationId: string, roomId: string, delivery: Delivery): Promise<void>;
};

type Parts = JoinParts & { readonly keys: LinkKeys };

export function createRoomDoors(parts: Parts): RoomDoors {
  const { database, changes, keys, now } = parts;
  return {
    find: (proof) => findLink(database, keys, { proof, now: now() }),
    async lobbyOf(link) {
      if (link.kind === 'room' && link.bySecret) await noteInLobby(changes, link);
      const { businessName, recordByDefault } = await roomSettings(database);
      return { business: businessName, ...lobbyFor(link, recordByDefault) };
    },
    join: (link, asked) => joinByLink(parts, { link, asked }),
    async reportDelivery(conversationId, roomId, delivery) {
      const answer = await changes.change({ conversationId, engaged: true }, (loaded, at) => {
        const draft = draftOf(loaded);
        // A newer room has come since: this one's message is no news.
        if (loaded.conversation.room?.id !== roomId) return { ok: true, draft, answer: null };
        const input = { type: 'delivery-reported', delivery } as const;
        return decidedFrom(withConversation(draft, input, at), null);
      });
      if (!answer.ok && answer.code === 'try-again') throw new Error('a report was not stored');
    },
  };
}

async function noteInLobby(
  changes: Changes,
  { id, conversation, room }: Extract<LiveLink, { kind: 'room' }>,
): Promise<void> {
  if (room.guest.state !== 'away') return;
  await changes.change({ conversationId: conversation.id }, (loaded, at) => {
    const draft = draftOf(loaded);
    if (loaded.conversation.room?.id !== id) return { ok: true, draft, answer: null };
    return decidedFrom(withConversation(draft, { type: 'lobby-opened' }, at), null);
  });
}

/** Whoever typed the code sees nothing of the customer it was made for. */
function lobbyFor(link: LiveLink, recordByDefault: boolean): Omit<Lobby, 'business'> {
  const { agentName, until } = link;
  if (link.kind === 'invitation') {
    const none = { name: '', agentIn: false, isTaken: false } as const;
    const seen = { firstVideo: 'agent-only', camera: 'front' } as const;
    return { agentName, ...seen, isRecorded: recordByDefault, ...none, until };
  }
  const { room, conversation, call, bySecret } = link;
  const { firstVideo, camera, isRecorded, agentIn } = room;
  const leg = call?.room?.id === room.id ? call.legs.find((one) => one.role === 'customer') : null;
  return {
    ...{ agentName, firstVideo, camera, isRecorded, until: room.until },
    name: bySecret ? nameOf(conversation.customer.name) : '',
    agentIn: bySecret && agentIn,
    isTaken: bySecret && leg != null && isHeld(leg),
  };
}

function nameOf(name: string): string {
  return isNameless(name) ? '' : name;
}
