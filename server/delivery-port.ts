import type { Hint } from '@parley/contracts/socket.ts';
import type { Numbered } from '@parley/core/conversation/events.ts';

/** Whom a hint is for. */
export type HintTarget =
  | { readonly tab: { readonly personId: string; readonly tabId: string } }
  | { readonly conversationId: string }
  | { readonly personId: string };

/** What the engine tells the sockets of this server. Other servers' sockets are told by their own engine. */
export type Delivery = {
  /**
   * New events of one stream, in order, for every follower of it on this server. Batches of concurrent
   * transactions may overtake each other: a follower that sees a hole asks `Engine.follow`.
   * NOTE what a customer gets goes through `eventsFor(who, events)` of facts/reader-view.ts.
   */
  events(stream: string, events: readonly Numbered<unknown>[]): void;
  hint(to: HintTarget, hint: Hint): void;
  /** Ends every socket of a person. */
  signOut(personId: string, because: string): void;
  /** The person may no longer read the stream: their sockets leave it after what they were sent. */
  stopFollowing(stream: string, personId: string): void;
  /** Another server died or the bus was down: ask `Engine.follow` for every stream followed here. */
  mayBeBehind(): void;
};
