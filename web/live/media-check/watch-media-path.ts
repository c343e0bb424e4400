import type { MediaProof } from '@parley/core/presence/presence.ts';
import type { Connection } from '../connection.ts';
import { createStore, derive, type Store } from '../store.ts';
import { startTicks } from '../ticks.ts';
import { watchNetwork } from '../wake.ts';
import { checkMediaPath } from './check-media-path.ts';
import {
  afterMove,
  afterTry,
  isDue,
  type PathKnown,
  type Standing,
  UNKNOWN_PATH,
} from './schedule.ts';

const LOOK_MS = 1_000;

/** What this page knows of its path for calls, kept up to date by itself. */
export type MediaPathWatch = {
  readonly proof: Store<MediaProof>;
  readonly close: () => void;
};

type Parts = {
  readonly connection: Connection;
  readonly standing: Store<Standing>;
};

/** Proves the path when a shift begins, after a change of network and every ten minutes, never beside a call. */
export function watchMediaPath({ connection, standing }: Parts): MediaPathWatch {
  const known = createStore<PathKnown>(UNKNOWN_PATH);
  let trying: AbortController | null = null;

  const tryNow = async (): Promise<void> => {
    const own = new AbortController();
    trying = own;
    const { send } = connection;
    const { direct } = await checkMediaPath({ send, withRelay: false, signal: own.signal }).finally(
      () => {
        trying = null;
      },
    );
    known.update((now) => afterTry(now, direct, Date.now()));
  };
  const look = (): void => {
    if (trying !== null) {
      // A call comes first: what it needs is not to be shared with a test.
      if (standing.get() !== 'idle') trying.abort();
      return;
    }
    if (isDue(known.get(), standing.get(), Date.now())) void tryNow();
  };
  const moved = (): void => known.update((now) => afterMove(now, Date.now()));
  const ticks = startTicks(LOOK_MS, look);
  const stops = [
    watchNetwork(moved),
    connection.onReopened(moved),
    // Only to let go at once: what begins, begins with the next look.
    standing.subscribe(() => {
      if (trying !== null) look();
    }),
  ];
  return {
    proof: derive(known, ({ proof }) => proof),
    close: () => {
      trying?.abort();
      ticks.stop();
      for (const stop of stops) stop();
    },
  };
}
