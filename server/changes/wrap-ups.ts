import type { Millis } from '@parley/core/time.ts';
import { type Draft, withConversation } from './draft.ts';
import type { Loaded } from './loaded.ts';
import { answeredLegs, channelOf } from './work.ts';

/** Whoever has left a customer's call in this change, for whatever reason, begins to wrap it up (B15). */
export function withWrapUps(loaded: Loaded, draft: Draft, now: Millis): Draft {
  const call = loaded.call?.value ?? null;
  if (call === null || draft.conversation.kind === 'internal') return draft;
  const stayed = new Set(answeredLegs(draft.call).map((leg) => leg.id));
  const left = answeredLegs(call).filter((leg) => !stayed.has(leg.id));
  return left.reduce((after, { personId, name }) => {
    const forMs = isLost(draft, personId) ? 0 : loaded.wrapUpMs;
    const about = { agentId: personId, agentName: name, callId: call.id, channel: channelOf(call) };
    const input = { type: 'begin-wrap-up', ...about, until: now + forMs } as const;
    const outcome = withConversation(after, input, now);
    return outcome.ok ? outcome.draft : after;
  }, draft);
}

/** Who vanished writes nothing, and is not kept from their own caller when they come back. */
function isLost({ effects }: Draft, agentId: string): boolean {
  return effects.some(
    (effect) =>
      effect.type === 'free-agent' && effect.agentId === agentId && effect.because === 'agent-lost',
  );
}
