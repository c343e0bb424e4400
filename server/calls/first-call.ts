import type { CallStarted } from '@parley/contracts/media.ts';
import type { FirstCall } from '@parley/contracts/rest.ts';
import type { CommandContext, Executor } from '../command-context.ts';
import type { Tabs } from '../presence/tabs.ts';

type Parts = {
  readonly startCall: Executor<'start-call'>;
  readonly tabs: Tabs;
  readonly random: () => string;
  /** Keeps account of what nobody waits for. */
  readonly track: (work: Promise<unknown>) => void;
};

/** A customer who has just opened a conversation. */
export type NewCustomer = {
  readonly personId: string;
  readonly conversationId: string;
  readonly name: string;
};

/** Begins the call a conversation was opened for; null when it is refused. */
export async function beginFirstCall(
  { startCall, tabs, random, track }: Parts,
  { personId, conversationId, name }: NewCustomer,
  { kind, tabId, rtpCapabilities }: FirstCall,
): Promise<CallStarted | null> {
  const who = { role: 'customer', personId, conversationId } as const;
  const context: CommandContext = { who, name, tabId, commandId: random() };
  const answer = await startCall(context, { conversationId, kind, rtpCapabilities });
  if (!answer.ok) return null;
  track(tabs.expected({ personId, tabId }));
  // The registry's own answer to `start-call`.
  return answer.data as CallStarted;
}
