import { can } from '@parley/core/access/can.ts';
import type { Changes } from '../changes/changes.ts';
import { type Draft, draftOf, withConversation } from '../changes/draft.ts';
import { answeredLegs, channelOf } from '../changes/work.ts';
import {
  allowed,
  decidedFrom,
  type Executors,
  NOT_ALLOWED,
  onceOnly,
  personOf,
} from '../command-context.ts';
import type { Database } from '../database/database.ts';
import type { Carrier } from '../jobs/jobs.ts';

type Parts = { readonly database: Database; readonly changes: Changes };

/** What an agent says about a call they were in. */
export function wrapUpCommands({ database, changes }: Parts): Executors<'finish-wrap-up'> {
  return {
    'finish-wrap-up': async (context, { conversationId, callId, code, note }) => {
      if (!can(context.who, 'read-own-desk')) return NOT_ALLOWED;
      if (code !== null && !(await isCode(database, code))) return UNKNOWN_CODE;
      const agentId = personOf(context.who);
      const target = { conversationId, agents: [agentId], engaged: true, ...onceOnly(context) };
      return changes.change(target, (loaded, now) => {
        const draft = draftOf(loaded);
        const agentIds = draft.conversation.wrapUps.map((one) => one.agentId);
        const inRoom = isInRoom(draft, agentId);
        const input = { type: 'finish-wrap-up', agentId, callId, inRoom, code, note } as const;
        return allowed(context.who, { action: 'finish-wrap-up', thing: { agentIds } }, () =>
          decidedFrom(withConversation(draft, input, now), {}),
        );
      });
    },
  };
}

function isInRoom({ call }: Draft, agentId: string): boolean {
  return (
    call !== null &&
    channelOf(call) === 'video' &&
    answeredLegs(call).some((leg) => leg.personId === agentId)
  );
}

const UNKNOWN_CODE = { ok: false, code: 'bad-input' } as const;

async function isCode(database: Database, name: string): Promise<boolean> {
  const found = await database.query({
    name: 'wrap_up_code',
    text: 'SELECT 1 FROM wrap_up_codes WHERE name = $1',
    values: [name],
  });
  return found.length > 0;
}

/** The time for a wrap-up is over; one that was done meanwhile stays as it is. */
export function wrapUpTimer(changes: Changes): Carrier {
  return async ({ subject: conversationId, data }) => {
    const due = data as { readonly agentId: string; readonly callId: string };
    const target = { conversationId, agents: [due.agentId], engaged: true };
    const answer = await changes.change(target, (loaded, now) =>
      decidedFrom(withConversation(draftOf(loaded), { type: 'wrap-up-over', ...due }, now), null),
    );
    if (!answer.ok && answer.code === 'try-again') throw new Error('a wrap-up was not ended');
    return undefined;
  };
}
