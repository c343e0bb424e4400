import type { ConversationInput } from '@parley/core/conversation/conversation.ts';
import type { Millis } from '@parley/core/time.ts';
import { type Draft, withConversation } from './draft.ts';
import type { Loaded } from './loaded.ts';
import { answeredLegs } from './work.ts';

/** Whoever has the line after this change has its chat too, and who handed it on or left keeps nothing of it. */
export function withChatHandedOn(loaded: Loaded, draft: Draft, now: Millis): Draft {
  if (draft.conversation.kind === 'internal') return draft;
  const input = queueOf(draft) ?? successorIn(loaded, draft);
  if (input === null) return draft;
  const outcome = withConversation(draft, input, now);
  return outcome.ok ? outcome.draft : draft;
}

function queueOf({ facts }: Draft): ConversationInput | null {
  for (const event of facts) {
    if (event.type !== 'call' || event.fact.type !== 'transferred-to-queue') continue;
    const { agentId, queueId } = event.fact;
    return { type: 'move-to-queue', agentId, queueId };
  }
  return null;
}

/** The agent who is left with the customer when another has gone: by transfer, out of a conference, or lost. */
function successorIn(loaded: Loaded, draft: Draft): ConversationInput | null {
  const transferred = draft.facts.flatMap((event) =>
    event.type === 'call' && event.fact.type === 'transferred' ? [event.fact] : [],
  );
  const [fact] = transferred;
  if (fact !== undefined)
    return { type: 'assign', agentId: fact.toAgentId, agentName: fact.toName };
  const { chat } = draft.conversation;
  const was = answeredLegs(loaded.call?.value ?? null);
  const [next, ...others] = answeredLegs(draft.call);
  if (chat.state !== 'assigned' || next === undefined) return null;
  const isOf = (leg: { readonly personId: string }) => leg.personId === chat.agentId;
  if (!was.some(isOf) || [next, ...others].some(isOf)) return null;
  return { type: 'assign', agentId: next.personId, agentName: next.name };
}
