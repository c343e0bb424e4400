import type { CallStarted } from '@parley/contracts/media.ts';
import type { FirstCall } from '@parley/contracts/rest.ts';
import type { CommandContext, Executor } from '../command-context.ts';

type Parts = {
  readonly startCall: Executor<'start-call'>;
  readonly random: () => string;
};

/** A customer who has just opened a conversation. */
export type NewCustomer = {
  readonly personId: string;
  readonly conversationId: string;
  readonly name: string;
};

/** Begins the call a conversation was opened for; null when it is refused. A page that never comes loses its leg as any other. */
export async function beginFirstCall(
  { startCall, random }: Parts,
  { personId, conversationId, name }: NewCustomer,
  { kind, tabId, ...media }: FirstCall,
): Promise<CallStarted | null> {
  const who = { role: 'customer', personId, conversationId } as const;
  const context: CommandContext = { who, name, tabId, commandId: random() };
  const answer = await startCall(context, { conversationId, kind, ...media });
  // The registry's own answer to `start-call`.
  return answer.ok ? (answer.data as CallStarted) : null;
}
