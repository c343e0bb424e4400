import type { CommandAnswer, CommandData, CommandResult } from '@parley/contracts/socket.ts';
import type { OfferCard } from '@parley/core/presence/desk-view.ts';
import { prefetchCall } from '../../live/call/prefetch.ts';
import { createStore, type Store } from '../../live/store.ts';
import type { CallKeeper } from './call-keeper.ts';
import type { CallParts, Sessions } from './sessions.ts';

/** The agent's calls in this tab: readied while they ring, kept through reloads, never tied to what is on screen. */
export type AgentCalls = {
  /** By call id; only those whose media is, or is about to be, in this tab. */
  readonly sessions: Store<Sessions>;
  readonly answer: (offer: OfferCard) => Promise<CommandAnswer<CommandResult<'answer-offer'>>>;
  /** Calls a colleague and joins at once: the caller is there while it rings. */
  readonly dial: (whom: CommandData<'dial'>) => Promise<CommandAnswer<CommandResult<'dial'>>>;
  readonly moveHere: (conversationId: string) => Promise<void>;
  readonly close: () => void;
};

/** Loads the call code beside the desk's first paint; what happens before it came is looked at then. */
export function openAgentCalls(parts: CallParts): AgentCalls {
  const sessions = createStore<Sessions>(new Map());
  let closed = false;
  const loading: Promise<CallKeeper> = import('./call-keeper.ts').then(
    ({ CallKeeper: Keeper }) => new Keeper(parts, sessions),
  );
  void loading.then((keeper) => {
    if (closed) keeper.close();
    else void prefetchCall();
  });
  return {
    sessions,
    answer: async (offer) => {
      // A chat has no media: it must not wait for code it does not need.
      if (offer.callId === null) return parts.desk.answer(offer.offerId);
      return (await loading).answer(offer);
    },
    dial: async (whom) => (await loading).dial(whom),
    moveHere: async (conversationId) => (await loading).moveHere(conversationId),
    close: () => {
      closed = true;
      void loading.then((keeper) => keeper.close());
    },
  };
}
