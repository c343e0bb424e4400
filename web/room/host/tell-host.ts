import type { RoomNews } from '@parley/contracts/widget.ts';
import { roomNow } from '../call/room-now.ts';
import type { Visit } from '../frame/visit.ts';
import { newsOfRoom, type SeenStage, type Shown, shownOf } from './room-news.ts';

/** Tells the page around the room's frame what happens; without one nothing is told. */
export function tellHost(visit: Visit | null): void {
  const origin = hostOrigin();
  if (origin === null) return;
  let told: Shown | null = null;
  let isDue = false;
  let stops: readonly (() => void)[] = [];

  const look = (): void => {
    isDue = false;
    const shown = shownOf(visit === null ? { at: 'dead', why: 'no-code' } : seenIn(visit));
    // Between a call and what comes after it the page only looks: that is no news.
    if (told !== null && shown.state === 'opening' && shown.code === null) return;
    for (const news of newsOfRoom(told, shown)) say(origin, news);
    told = shown;
  };
  // What came in one piece is looked at once.
  const soon = (): void => {
    if (isDue) return;
    isDue = true;
    queueMicrotask(look);
  };
  const follow = (): void => {
    for (const stop of stops) stop();
    const stage = visit?.stage.get();
    stops =
      stage?.at === 'in'
        ? [stage.room.conversation.state, stage.room.calls.state, stage.room.rejoining].map(
            (store) => store.subscribe(soon),
          )
        : [];
    soon();
  };
  visit?.stage.subscribe(follow);
  follow();
}

/** Only sites that the server names may frame a room; the one that does is told, and no other. */
function hostOrigin(): string | null {
  if (window.parent === window) return null;
  const [nearest] = location.ancestorOrigins ?? [];
  if (nearest !== undefined) return nearest;
  return URL.canParse(document.referrer) ? new URL(document.referrer).origin : null;
}

function say(origin: string, news: RoomNews): void {
  window.parent.postMessage({ parley: 1, type: 'room', ...news }, origin);
}

function seenIn({ stage }: Visit): SeenStage {
  const now = stage.get();
  if (now.at !== 'in') return now;
  const { conversation, calls, rejoining, roomId } = now.room;
  const seen = conversation.state.get();
  return {
    at: 'in',
    now: roomNow(seen, calls.state.get(), roomId),
    phase: seen.view.call?.phase.name ?? null,
    rejoining: rejoining.get(),
  };
}
