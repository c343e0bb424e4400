import type { DeskConversation } from '@parley/core/presence/desk-view.ts';
import { useMemo, useSyncExternalStore } from 'react';
import type { ConversationState } from '../../live/conversation.ts';
import type { Desk } from '../../live/desk.ts';

export type States = ReadonlyMap<string, ConversationState>;

/** The states of all these conversations together, for what looks across them. */
export function useStates(desk: Desk, rows: readonly DeskConversation[]): States {
  const source = useMemo(() => statesOf(desk, rows), [desk, rows]);
  return useSyncExternalStore(source.subscribe, source.get);
}

function statesOf(
  desk: Desk,
  rows: readonly DeskConversation[],
): { readonly get: () => States; readonly subscribe: (listener: () => void) => () => void } {
  const stores = rows.map(
    ({ conversationId }) => [conversationId, desk.conversation(conversationId).state] as const,
  );
  let seen: States = new Map();
  return {
    get() {
      const changed = stores.some(([id, store]) => seen.get(id) !== store.get());
      if (changed) seen = new Map(stores.map(([id, store]) => [id, store.get()]));
      return seen;
    },
    subscribe(listener) {
      const stops = stores.map(([, store]) => store.subscribe(listener));
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}
