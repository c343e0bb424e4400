import { type Conversation, NOTHING_ASKED } from '@parley/core/conversation/conversation.ts';
import type { CameBy, Room } from '@parley/core/conversation/room.ts';
import type { Millis } from '@parley/core/time.ts';
import { type Draft, type DraftOutcome, draftOf, withConversation } from '../changes/draft.ts';
import type { Loaded } from '../changes/loaded.ts';
import type { Tx } from '../database/database.ts';

/** What a room is opened with. */
export type NewRoom = Omit<Room, 'createdAt' | 'agentIn' | 'guest' | 'delivery' | 'state'>;

type Beginning = Pick<Conversation, 'customer' | 'queueId'> & { readonly cameBy: CameBy };

/** A conversation that begins with a room: of an SMS, or of somebody who came by a link. */
export function roomConversation(
  id: string,
  { customer, queueId, cameBy }: Beginning,
  startedAt: Millis,
): Conversation {
  return {
    ...{ id, kind: 'customer', staffIds: [], entryId: '', queueId, customer, startedAt, cameBy },
    ...{ form: {}, page: null, chat: { state: 'none' }, wrapUps: [] },
    ...NOTHING_ASKED,
  };
}

/** Begins the conversation that this change stores. */
export function begun(loaded: Loaded): Draft {
  const { entryId, customer, page, form, cameBy } = loaded.conversation;
  return {
    ...draftOf(loaded),
    facts: [
      {
        type: 'conversation-started',
        entryId,
        customer,
        page,
        form,
        ...(cameBy === undefined ? {} : { cameBy }),
      },
    ],
  };
}

/** Opens a room in the conversation of a draft. */
export function withRoom(draft: Draft, room: NewRoom, now: Millis): DraftOutcome {
  return withConversation(draft, { type: 'open-room', room }, now);
}

/** The queue whose settings an agent's own guests get; empty for an agent of none. */
export async function firstQueueOf(tx: Tx, agentId: string): Promise<string> {
  const [row] = await tx.query<{ queueId: string }>({
    name: 'first_queue_of',
    text: `SELECT queue_id AS "queueId" FROM queue_members WHERE staff_id = $1
      ORDER BY queue_id LIMIT 1`,
    values: [agentId],
  });
  return row?.queueId ?? '';
}
