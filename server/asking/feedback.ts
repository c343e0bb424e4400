import { can } from '@parley/core/access/can.ts';
import type { Changes } from '../changes/changes.ts';
import { draftOf, withConversation } from '../changes/draft.ts';
import { decidedFrom, type Executors, NOT_ALLOWED, onceOnly } from '../command-context.ts';
import type { Database } from '../database/database.ts';

type Parts = { readonly database: Database; readonly changes: Changes };

/** What a customer thought of a call, a room or the chat; kept with the conversation (E10). */
export function feedbackCommands({ database, changes }: Parts): Executors<'give-feedback'> {
  return {
    'give-feedback': async (context, { conversationId, about, callId, rating, comment }) => {
      if (!can(context.who, 'wait-in-line', { conversationId })) return NOT_ALLOWED;
      if (about === 'call' && callId === null) return { ok: false, code: 'bad-input' };
      const isOurs = callId === null || (await isCallOf(database, callId, conversationId));
      if (!isOurs) return { ok: false, code: 'not-found' };
      const input = {
        type: 'give-feedback',
        feedback: { about, callId, rating, comment },
      } as const;
      return changes.change({ conversationId, ...onceOnly(context) }, (loaded, now) =>
        decidedFrom(withConversation(draftOf(loaded), input, now), {}),
      );
    },
  };
}

/** Calls never move to another conversation. */
async function isCallOf(
  database: Database,
  callId: string,
  conversationId: string,
): Promise<boolean> {
  const found = await database.query({
    name: 'call_of_conversation',
    text: 'SELECT 1 FROM calls WHERE id = $1 AND conversation_id = $2',
    values: [callId, conversationId],
  });
  return found.length > 0;
}
