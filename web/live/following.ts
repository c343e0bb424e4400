import type { FollowAnswer, RefusalCode } from '@parley/contracts/socket.ts';
import type { Numbered } from '@parley/core/conversation/events.ts';
import type { Wire } from './wire.ts';

/** Who follows a stream, and from where. */
export type Follower = {
  readonly stream: string;
  /** The last number already known; 0 for everything. */
  readonly after: number;
  /** In order, without holes, nothing twice; `live` is false while history is being caught up. */
  readonly onEvents: (events: readonly Numbered<unknown>[], live: boolean) => void;
  readonly onCaughtUp?: () => void;
  readonly onRefused?: (code: RefusalCode) => void;
};

export type Following = {
  readonly stop: () => void;
  /** Asks again, after a refusal that may no longer hold. */
  readonly again: () => void;
};

type Place = {
  readonly follower: Follower;
  last: number;
  /** What is being asked now; an answer to an older question is void. */
  question: number;
  asking: boolean;
  /** Something arrived from beyond what the answer being waited for may hold. */
  missed: boolean;
};

/** How long to wait before following again what the server could not answer just now. */
const AGAIN_MS = 1_000;

/** Streams being followed; each resumes from its own last number on every new socket. */
export type Followings = {
  readonly follow: (follower: Follower) => Following;
  readonly resume: () => void;
  readonly arrived: (events: readonly Numbered<unknown>[]) => void;
};

/** Keeps followers whole over reconnects and holes. */
export function keepFollowing(wire: Wire, isOpen: () => boolean): Followings {
  const places = new Set<Place>();

  const ask = (place: Place): void => {
    if (!isOpen() || !places.has(place)) return;
    const question = ++place.question;
    place.asking = true;
    place.missed = false;
    const { stream } = place.follower;
    wire.follow({ stream, after: place.last }, (answer) => {
      if (question !== place.question || !places.has(place)) return;
      place.asking = false;
      answered(place, answer);
    });
  };

  const answered = (place: Place, answer: FollowAnswer): void => {
    if (!answer.ok) {
      refused(place, answer.code);
      return;
    }
    take(place, answer.events, { live: false });
    if (answer.more || place.missed) ask(place);
    else if (!place.asking) place.follower.onCaughtUp?.();
  };

  const refused = (place: Place, code: RefusalCode): void => {
    if (code === 'try-again' || code === 'too-many') setTimeout(() => ask(place), AGAIN_MS);
    else place.follower.onRefused?.(code);
  };

  const take = (
    place: Place,
    events: readonly Numbered<unknown>[],
    { live }: { readonly live: boolean },
  ): void => {
    const news = events.filter((event) => event.seq > place.last);
    const whole = news.filter((event, index) => event.seq === place.last + 1 + index);
    if (whole.length > 0) {
      place.last += whole.length;
      place.follower.onEvents(whole, live);
    }
    if (whole.length === news.length) return;
    if (place.asking) place.missed = true;
    else ask(place);
  };

  return {
    follow: (follower) => {
      const place: Place = {
        follower,
        last: follower.after,
        question: 0,
        asking: false,
        missed: false,
      };
      places.add(place);
      ask(place);
      return {
        again: () => ask(place),
        stop: () => {
          places.delete(place);
          const others = [...places].some((one) => one.follower.stream === follower.stream);
          if (!others && isOpen()) wire.leave(follower.stream);
        },
      };
    },
    resume: () => {
      for (const place of places) ask(place);
    },
    arrived: (events) => {
      const stream = events[0]?.stream;
      for (const place of [...places]) {
        if (place.follower.stream === stream) take(place, events, { live: !place.asking });
      }
    },
  };
}
