import type { Connection } from '../../live/connection.ts';
import type { Desk } from '../../live/desk.ts';
import type { Standing } from '../../live/media-check/schedule.ts';
import { type MediaPathWatch, watchMediaPath } from '../../live/media-check/watch-media-path.ts';
import { createStore } from '../../live/store.ts';
import type { Ring } from './ring.ts';

type Parts = { readonly connection: Connection; readonly desk: Desk; readonly ring: Ring };

/** Keeps the proof of this page's path for calls up to date, and tells the server with the lease (Q8). */
export function openMediaPath(parts: Parts): MediaPathWatch {
  const { connection, desk, ring } = parts;
  const standing = createStore<Standing>(standingOf(parts));
  const look = (): void => standing.set(standingOf(parts));
  const watch = watchMediaPath({ connection, standing });
  const stops = [
    desk.state.subscribe(look),
    ring.unlocked.subscribe(look),
    connection.state.subscribe(look),
    connection.mediaState.subscribe(look),
    watch.proof.subscribe(() => desk.setMedia(watch.proof.get())),
  ];
  return {
    proof: watch.proof,
    close: () => {
      for (const stop of stops) stop();
      watch.close();
    },
  };
}

/** Without sound no tone can be made, without a media node there is nowhere to send it. */
function standingOf({ connection, desk, ring }: Parts): Standing {
  const { presence, offers, calls } = desk.state.get().view;
  const isAtWork = presence !== null && presence.wish.state !== 'offline';
  const canTry =
    ring.unlocked.get() &&
    connection.state.get().state === 'online' &&
    connection.mediaState.get()?.state === 'ready';
  if (!isAtWork || !canTry) return 'off';
  return offers.length > 0 || calls.length > 0 ? 'busy' : 'idle';
}
