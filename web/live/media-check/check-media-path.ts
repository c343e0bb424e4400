import type { Send } from '../commands-in-flight.ts';
import { tryLoop } from './loop-in-page.ts';
import type { MediaPathResult } from './outcome.ts';

/** What is to be found out. */
export type MediaPathWish = {
  readonly send: Send;
  /** Tries a TURN server by itself too, where one is set up. */
  readonly withRelay: boolean;
  readonly signal?: AbortSignal;
};

/** Finds out whether sound comes through to a media node and back, as in a call. */
export async function checkMediaPath(wish: MediaPathWish): Promise<MediaPathResult> {
  const { send, withRelay, signal = new AbortController().signal } = wish;
  const { outcome: direct, hasRelay } = await tryLoop({ send, relayedOnly: false, signal });
  if (!withRelay || direct.state === 'not-tried') return { direct, relay: null };
  if (!hasRelay) return { direct, relay: { state: 'not-set-up' } };
  const { outcome: relay } = await tryLoop({ send, relayedOnly: true, signal });
  return { direct, relay };
}
