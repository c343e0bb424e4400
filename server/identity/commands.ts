import { can } from '@parley/core/access/can.ts';
import type { Changes } from '../changes/changes.ts';
import { draftOf, withConversation } from '../changes/draft.ts';
import {
  type CommandContext,
  decidedFrom,
  type Executors,
  NOT_ALLOWED,
  onceOnly,
  personOf,
} from '../command-context.ts';
import type { Tx } from '../database/database.ts';
import { type IdentityParts, verifyIdentity } from './verify-identity.ts';

type Parts = IdentityParts & { readonly changes: Changes };

/** A customer is proved to be somebody by what their host's server has signed. */
export function identityExecutors(parts: Parts): Executors<'identify'> {
  const { database, changes } = parts;
  return {
    identify: async (context, { conversationId, token }) => {
      if (!can(context.who, 'identify', { conversationId })) return NOT_ALLOWED;
      const entryId = await entryOf(database, conversationId);
      if (entryId === null) return { ok: false, code: 'not-found' };
      const believed = await verifyIdentity(parts, { entryId, token, usedBy: senderOf(context) });
      if (!believed.ok) return believed;
      const { verified } = believed;
      const answer = await changes.change({ conversationId, ...onceOnly(context) }, (loaded, now) =>
        decidedFrom(
          withConversation(draftOf(loaded), { type: 'verify-customer', verified }, now),
          verified,
        ),
      );
      if (answer.ok && verified.name !== null) {
        await renameBearers(database, { conversationId, name: verified.name });
      }
      return answer;
    },
  };
}

function senderOf({ who, commandId }: CommandContext): string {
  return `${personOf(who)}:${commandId}`;
}

async function entryOf(tx: Tx, conversationId: string): Promise<string | null> {
  const [row] = await tx.query<{ entryId: string }>({
    text: 'SELECT entry_id AS "entryId" FROM conversations WHERE id = $1',
    values: [conversationId],
  });
  return row?.entryId ?? null;
}

/** What they write from their next page on carries the proved name. */
async function renameBearers(
  tx: Tx,
  { conversationId, name }: { readonly conversationId: string; readonly name: string },
): Promise<void> {
  await tx.query({
    text: 'UPDATE customer_tokens SET name = $2 WHERE conversation_id = $1',
    values: [conversationId, name],
  });
}
