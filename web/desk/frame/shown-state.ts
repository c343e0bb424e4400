import type { DeviceState } from '@parley/core/call/call.ts';
import type { DeskView } from '@parley/core/presence/desk-view.ts';
import type { MediaProof, Presence } from '@parley/core/presence/presence.ts';
import { type Missing, readiness } from '@parley/core/presence/readiness.ts';
import type { Millis } from '@parley/core/time.ts';

/** What this page knows of itself. */
export type PageFacts = {
  readonly isOnline: boolean;
  readonly canRing: boolean;
  readonly microphone: DeviceState;
  readonly media: MediaProof;
};

/** The agent's state as the bar shows it. */
export type ShownState =
  | { readonly name: 'unknown' }
  | { readonly name: 'offline' | 'ready' | 'paused'; readonly since: Millis | null }
  /** Ready by wish; nothing rings before this instant of the server's clock. */
  | { readonly name: 'wrap-up'; readonly until: Millis }
  /** Ready by wish, but nothing can ring in this page. */
  | { readonly name: 'unreachable'; readonly missing: readonly Missing[] };

/** Says "ready" only where it is true (Q8); an agent in a call is still what they wished to be. */
export function shownState(
  { presence, wrapUps, calls }: Pick<DeskView, 'presence' | 'wrapUps' | 'calls'>,
  page: PageFacts,
  loaded: boolean,
): ShownState {
  if (presence === null) return loaded ? { name: 'offline', since: null } : { name: 'unknown' };
  const { wish } = presence;
  if (wish.state !== 'ready') return { name: wish.state, since: wish.since };
  const missing = missingIn(presence, page);
  if (missing.length > 0) return { name: 'unreachable', missing };
  if (wrapUps.length > 0 && calls.length === 0) {
    return { name: 'wrap-up', until: Math.max(...wrapUps.map((one) => one.until)) };
  }
  return { name: 'ready', since: wish.since };
}

/** One page speaks for itself alone: it cannot see the agent's others. */
export function missingIn(
  presence: Presence,
  { isOnline, ...facts }: PageFacts,
): readonly Missing[] {
  const page = { tabId: 'here', until: 1, ...facts };
  return readiness({ presence, leases: isOnline ? [page] : [], tasks: [] }, 0).missing;
}
