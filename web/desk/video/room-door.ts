import type { OfferCard } from '@parley/core/presence/desk-view.ts';
import type { Desk } from '../../live/desk.ts';
import { createStore, type Store } from '../../live/store.ts';
import { isLetIn } from './let-in.ts';
import type { Rooms } from './rooms.ts';

/** Lets in whoever the agent waits for, without a ring. */
export type RoomDoor = {
  /** Offers that this or another page of the agent is about to answer: they do not ring. */
  readonly lettingIn: Store<ReadonlySet<string>>;
  readonly close: () => void;
};

type Parts = {
  readonly desk: Desk;
  readonly rooms: Rooms;
  readonly personId: string;
  readonly answer: (offer: OfferCard) => Promise<boolean>;
};

/** Another page of the agent lets the one that opened the room answer, and one behind lets the one in front. */
const OTHER_PAGE_MS = 600;
const BEHIND_MS = 1_200;

export function openRoomDoor({ desk, rooms, personId, answer }: Parts): RoomDoor {
  const lettingIn = createStore<ReadonlySet<string>>(new Set());
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  /** What could not be answered rings like any other. */
  const failed = new Set<string>();
  const watched = new Map<string, () => void>();

  const viewOf = ({ conversationId }: OfferCard) =>
    desk.conversation(conversationId).state.get().view;

  function look(): void {
    const { offers } = desk.state.get().view;
    watchOffered(offers);
    const due = offers.filter(
      (offer) => !failed.has(offer.offerId) && isLetIn(offer, viewOf(offer), personId),
    );
    for (const offer of due) {
      if (!timers.has(offer.offerId))
        timers.set(offer.offerId, setTimeout(open, waitMs(offer), offer));
    }
    for (const [id, timer] of timers) {
      if (offers.some((offer) => offer.offerId === id)) continue;
      clearTimeout(timer);
      timers.delete(id);
    }
    const ids = new Set(due.map((offer) => offer.offerId));
    if (!isSame(ids, lettingIn.get())) lettingIn.set(ids);
  }

  function open(offer: OfferCard): void {
    void answer(offer).then((isAnswered) => {
      if (isAnswered) return;
      failed.add(offer.offerId);
      look();
    });
  }

  function waitMs(offer: OfferCard): number {
    const roomId = viewOf(offer).call?.room?.id;
    if (roomId !== undefined && rooms.wasEnteredHere(roomId)) return 0;
    return document.visibilityState === 'visible' ? OTHER_PAGE_MS : BEHIND_MS;
  }

  /** Which room an offered call is of stands in its conversation, which may be told a moment later. */
  function watchOffered(offers: readonly OfferCard[]): void {
    const wanted = new Set(offers.map((offer) => offer.conversationId));
    for (const id of wanted) {
      if (!watched.has(id)) watched.set(id, desk.conversation(id).state.subscribe(look));
    }
    for (const [id, stop] of watched) {
      if (wanted.has(id)) continue;
      stop();
      watched.delete(id);
    }
  }

  const stop = desk.state.subscribe(look);
  look();
  return {
    lettingIn,
    close() {
      stop();
      for (const end of watched.values()) end();
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}

function isSame(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((id) => other.has(id));
}
