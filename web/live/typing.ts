import { createStore, type Store } from './store.ts';

/** How often typing is said again while it goes on. */
const REPEAT_MS = 3_000;

/** Without a keystroke for this long, typing is over. */
const IDLE_MS = 4_000;

/** The other side's typing is over if it is not said again. */
const SHOWN_MS = 7_000;

/** Says that this side types: at most every few seconds, and once when it stops. */
export type OwnTyping = {
  readonly typed: () => void;
  readonly stopped: () => void;
};

/** Turns keystrokes into few messages. */
export function sayTyping(say: (typing: boolean) => void): OwnTyping {
  let saidAt: number | null = null;
  let idle: ReturnType<typeof setTimeout> | undefined;
  const stopped = (): void => {
    clearTimeout(idle);
    if (saidAt === null) return;
    saidAt = null;
    say(false);
  };
  return {
    stopped,
    typed: () => {
      clearTimeout(idle);
      idle = setTimeout(stopped, IDLE_MS);
      const now = Date.now();
      if (saidAt !== null && now - saidAt < REPEAT_MS) return;
      saidAt = now;
      say(true);
    },
  };
}

/** Whether the other side types; ends by itself. */
export type OtherTyping = {
  readonly typing: Store<boolean>;
  readonly told: (typing: boolean) => void;
};

/** Shows the other side's typing until it stops or is not repeated. */
export function showTyping(): OtherTyping {
  const typing = createStore(false);
  let end: ReturnType<typeof setTimeout> | undefined;
  return {
    typing,
    told: (now) => {
      clearTimeout(end);
      typing.set(now);
      if (now) end = setTimeout(() => typing.set(false), SHOWN_MS);
    },
  };
}
