import type { ConversationView, WrapUpSeen } from '@parley/core/conversation/view.ts';
import type { Millis } from '@parley/core/time.ts';

/** A call of a conversation that one agent was in and has left. */
export type OwnCall = {
  readonly callId: string;
  /** When the agent came into it. */
  readonly at: Millis;
  /** What they said about it; null where they said nothing and have no time for it. */
  readonly wrapUp: WrapUpSeen | null;
};

/** The calls of a conversation this agent may give a code and a note, the newest first. */
export function ownCalls(view: ConversationView, agentId: string): readonly OwnCall[] {
  const joined = new Map<string, Millis>();
  for (const { what, callId, at } of view.timeline) {
    if (callId === null || joined.has(callId)) continue;
    const isMine =
      (what.type === 'call-answered' && what.agentId === agentId) ||
      (what.type === 'transferred' && what.toAgentId === agentId);
    if (isMine) joined.set(callId, at);
  }
  return [...joined]
    .filter(([callId]) => !isIn(view, callId, agentId))
    .map(([callId, at]): OwnCall => {
      const isThis = (one: WrapUpSeen): boolean => one.callId === callId && one.agentId === agentId;
      return { callId, at, wrapUp: view.wrapUps.find(isThis) ?? null };
    })
    .toReversed();
}

function isIn({ call }: ConversationView, callId: string, agentId: string): boolean {
  return (
    call?.id === callId &&
    call.phase.name !== 'ended' &&
    call.legs.some((leg) => leg.personId === agentId)
  );
}
