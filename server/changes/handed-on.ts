import type { CallFact } from '@parley/core/call/facts.ts';
import type { ConversationInput } from '@parley/core/conversation/conversation.ts';
import type { Millis } from '@parley/core/time.ts';
import { type Draft, withConversation } from './draft.ts';

/** Whoever takes a line over in this change takes its chat too, and who handed it on keeps nothing of it. */
export function withChatHandedOn(draft: Draft, now: Millis): Draft {
  if (draft.conversation.kind === 'internal') return draft;
  return draft.facts.reduce((after, event) => {
    const input = event.type === 'call' ? chatInputFor(event.fact) : null;
    if (input === null) return after;
    const outcome = withConversation(after, input, now);
    return outcome.ok ? outcome.draft : after;
  }, draft);
}

function chatInputFor(fact: CallFact): ConversationInput | null {
  if (fact.type === 'transferred') {
    return { type: 'assign', agentId: fact.toAgentId, agentName: fact.toName };
  }
  if (fact.type === 'transferred-to-queue') {
    return { type: 'move-to-queue', agentId: fact.agentId, queueId: fact.queueId };
  }
  return null;
}
