import type { Hint } from '@parley/contracts/socket.ts';
import { can, type Who } from '@parley/core/access/can.ts';
import type { Call } from '@parley/core/call/call.ts';
import { isAnswered } from '@parley/core/call/people.ts';
import { isInRoomCall } from '@parley/core/call/room-call.ts';
import type { Author } from '@parley/core/conversation/events.ts';
import type { Changes } from '../changes/changes.ts';
import { draftOf, withConversation } from '../changes/draft.ts';
import { agentIdsOf } from '../changes/work.ts';
import {
  allowed,
  type CommandContext,
  decidedFrom,
  type Executors,
  NOT_ALLOWED,
  onceOnly,
  personOf,
} from '../command-context.ts';
import type { Database } from '../database/database.ts';
import type { HintTarget } from '../delivery-port.ts';
import { type AgentIdsIn, readAgentIds } from './agent-ids.ts';
import type { GroupWriter, Item } from './group-writer.ts';

type Parts = {
  readonly database: Database;
  readonly changes: Changes;
  readonly writer: GroupWriter;
  readonly hint: (to: HintTarget, hint: Hint) => void;
};

type Names =
  | 'send-message'
  | 'mark-delivered'
  | 'mark-read'
  | 'show-typing'
  | 'change-page'
  | 'complete-conversation';

/** Chat: what customers and agents do in a conversation. */
export function conversationCommands(parts: Parts): Executors<Names> {
  const agentIdsIn = readAgentIds(parts.database);
  return {
    ...chatCommands(parts.writer, agentIdsIn),
    'show-typing': async ({ who }, { conversationId, typing }) => {
      if (!(await mayWrite(agentIdsIn, who, conversationId))) return NOT_ALLOWED;
      const by = sideOf(who);
      parts.hint({ conversationId }, { type: 'typing', conversationId, by, typing });
      return DONE;
    },
    'change-page': ({ who }, { conversationId, page }) =>
      parts.changes.change({ conversationId }, (loaded, now) =>
        allowed(who, { action: 'wait-in-line', thing: { conversationId } }, () =>
          decidedFrom(withConversation(draftOf(loaded), { type: 'change-page', page }, now), {}),
        ),
      ),
    'complete-conversation': (context, { conversationId }) =>
      complete(parts, context, conversationId),
  };
}

const DONE = { ok: true, data: {} } as const;

function chatCommands(
  writer: GroupWriter,
  agentIdsIn: AgentIdsIn,
): Executors<'send-message' | 'mark-delivered' | 'mark-read'> {
  const write = async (who: Who, item: Item): ReturnType<Executors<Names>['send-message']> => {
    if (!(await mayWrite(agentIdsIn, who, item.conversationId))) return NOT_ALLOWED;
    const stored = await writer.write(item);
    return stored === null ? { ok: false, code: 'try-again' } : { ok: true, data: stored };
  };
  const mark = async (who: Who, item: Item): ReturnType<Executors<Names>['mark-read']> => {
    const answer = await write(who, item);
    return answer.ok ? DONE : answer;
  };
  return {
    'send-message': (context, { conversationId, messageId, text }) =>
      write(context.who, {
        kind: 'message',
        conversationId,
        messageId: `${personOf(context.who)}:${messageId}`,
        data: { type: 'message-sent', messageId, author: authorOf(context), text },
        seeks: context.who.role === 'customer',
      }),
    'mark-delivered': ({ who }, { conversationId, upTo }) => {
      const to = sideOf(who);
      const data = { type: 'messages-delivered', to, upTo } as const;
      return mark(who, { kind: 'mark', conversationId, side: to, mark: 'delivered', upTo, data });
    },
    'mark-read': ({ who }, { conversationId, upTo }) => {
      const by = sideOf(who);
      const data = { type: 'messages-read', by, upTo } as const;
      return mark(who, { kind: 'mark', conversationId, side: by, mark: 'read', upTo, data });
    },
  };
}

function sideOf(who: Who): 'customer' | 'agent' {
  return who.role === 'customer' ? 'customer' : 'agent';
}

function authorOf({ who, name }: CommandContext): Author {
  return { role: sideOf(who), id: personOf(who), name };
}

/** Customers write in their own conversation; whether it is an agent's the table says. */
async function mayWrite(
  agentIdsIn: AgentIdsIn,
  who: Who,
  conversationId: string,
): Promise<boolean> {
  if (who.role === 'customer' || who.role === 'nobody') {
    return can(who, 'write-message', { conversationId });
  }
  const agentIds = await agentIdsIn(conversationId);
  return agentIds !== null && can(who, 'write-message', { conversationId, agentIds });
}

/** Who waits in a room for its agent is told that it is closed, and keeps nobody from completing. */
function isLive(call: Call | null): boolean {
  if (call === null || call.phase.name === 'ended') return false;
  return call.room === null || isAnswered(call);
}

function complete(
  { changes }: Parts,
  context: CommandContext,
  conversationId: string,
): ReturnType<Executors<Names>['complete-conversation']> {
  const { who, name } = context;
  const target = { conversationId, engaged: true, ...onceOnly(context) };
  return changes.change(target, (loaded, now) => {
    const draft = draftOf(loaded);
    const thing = { conversationId, agentIds: agentIdsOf(draft) };
    const input = {
      type: 'complete',
      agentId: personOf(who),
      agentName: name,
      callIsLive: isLive(draft.call),
      inRoom: isInRoomCall(draft.call, personOf(who)),
    } as const;
    return allowed(who, { action: 'complete-conversation', thing }, () =>
      decidedFrom(withConversation(draft, input, now), {}),
    );
  });
}
