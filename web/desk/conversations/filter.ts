import type { DeskConversation } from '@parley/core/presence/desk-view.ts';
import type { ConversationState } from '../../live/conversation.ts';

export const FILTERS = ['all', 'unread', 'calls'] as const;
export type Filter = (typeof FILTERS)[number];

/** Whether a conversation stays in the list while this is searched for. */
export function matches(
  row: DeskConversation,
  state: ConversationState | undefined,
  asked: { readonly query: string; readonly filter: Filter },
): boolean {
  if (asked.filter === 'unread' && (state?.unread ?? 0) === 0) return false;
  if (asked.filter === 'calls' && !hasCall(state)) return false;
  const query = asked.query.trim().toLocaleLowerCase();
  return (
    query === '' || wordsIn(row, state).some((text) => text.toLocaleLowerCase().includes(query))
  );
}

/** A call that somebody answered and that has not ended. */
export function hasCall(state: ConversationState | undefined): boolean {
  const phase = state?.view.call?.phase.name;
  return phase === 'active' || phase === 'held';
}

function wordsIn(row: DeskConversation, state: ConversationState | undefined): readonly string[] {
  if (state === undefined) return [row.customerName, row.queueName];
  const { view } = state;
  const told = [
    ...Object.values(view.form),
    view.page?.title ?? '',
    view.page?.url ?? '',
    view.cameBy?.reference ?? '',
  ];
  return [row.customerName, row.queueName, ...told, ...view.messages.map((one) => one.text)];
}

/** Since when the customer waits for a reply: their first message after the last of ours; null when none is owed. */
export function owedSince(state: ConversationState): number | null {
  let since: number | null = null;
  for (const { author, at } of state.view.messages) {
    if (author.role === 'agent') since = null;
    else if (author.role === 'customer') since ??= at;
  }
  return since;
}
