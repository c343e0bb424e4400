import type { CommandName, Hint, RefusalCode } from '@parley/contracts/socket.ts';
import { keepCommands, type Send } from './commands-in-flight.ts';
import { createEmitter } from './emitter.ts';
import { type Follower, type Following, keepFollowing } from './following.ts';
import { randomId } from './random-id.ts';
import { createServerClock } from './server-clock.ts';
import { createStore, type Store } from './store.ts';
import type { Wire, WireListener } from './wire.ts';

/** How the page stands to the server; `offline` once a reconnect has not worked at once. */
export type ConnectionState =
  | { readonly state: 'connecting' | 'online' | 'offline'; readonly since: number }
  | { readonly state: 'signed-out'; readonly since: number; readonly because: string };

/** Whether calls can be made, as the server last said. */
export type MediaState = Extract<Hint, { type: 'media-state' }>;

/** The one line to the server; keeps what was asked and what is followed over every socket it goes through. */
export type Connection = {
  readonly tabId: string;
  readonly state: Store<ConnectionState>;
  readonly send: Send;
  readonly follow: (follower: Follower) => Following;
  readonly onHint: (listener: (hint: Hint) => void) => () => void;
  /** Each time a socket has opened anew, after the first: hints may have been missed. */
  readonly onReopened: (listener: () => void) => () => void;
  readonly mediaState: Store<MediaState | null>;
  /** An instant of the server's in this computer's clock. */
  readonly localTime: (serverMillis: number) => number;
  /** Is the line alive? If no answer comes soon, or within that many ms, it is opened anew. */
  readonly check: (withinMs?: number) => void;
  /** The line is known to be void (sleep, another network): open it anew at once. */
  readonly renew: () => void;
  readonly close: () => void;
};

const FIRST_RETRY_MS = 200;
const LONGEST_RETRY_MS = 3_000;

/** How long a break may last before it is shown. */
const SHOWN_OFFLINE_MS = 2_000;

/** How long a living line may take to answer a probe. */
const PROBE_MS = 1_500;

/** Codes with which the server turns a socket away for good. */
const TURNED_AWAY: readonly string[] = [
  'signed-out',
  'not-allowed',
  'not-found',
] satisfies RefusalCode[];

/** Builds the connection on a wire and opens it. */
export function createConnection(wire: Wire, tabId: string): Connection {
  const line = new Line(wire);
  const clock = createServerClock();
  const reopened = createEmitter<null>();
  const commands = keepCommands(wire, { isOpen: line.isOpen, suspect: () => line.check() });
  const followings = keepFollowing(wire, line.isOpen);
  const hints = createEmitter<Hint>();
  const mediaState = createStore<MediaState | null>(null);

  line.onOpened((times) => {
    followings.resume();
    commands.repeat();
    if (times > 1) reopened.emit(null);
  });
  line.onEnded(() => commands.giveUp('signed-out'));
  line.open({
    events: followings.arrived,
    hint: (hint) => {
      if (hint.type === 'media-state') mediaState.set(hint);
      hints.emit(hint);
    },
  });

  return {
    tabId,
    state: line.state,
    send: commands.send,
    follow: (follower) =>
      followings.follow({
        ...follower,
        onEvents: (events, live) => {
          const newest = events.at(-1);
          if (live && newest !== undefined) clock.saw(newest.at, Date.now());
          follower.onEvents(events, live);
        },
      }),
    onHint: hints.on,
    onReopened: (listener) => reopened.on(() => listener()),
    mediaState,
    localTime: clock.toLocal,
    check: line.check,
    renew: line.renew,
    close: () => line.end('closed'),
  };
}

/** The socket's life: opening, losing, trying again, ending. */
class Line {
  readonly state = createStore<ConnectionState>({ state: 'connecting', since: Date.now() });
  readonly #wire: Wire;
  readonly #opened = createEmitter<number>();
  readonly #ended = createEmitter<null>();
  #open = false;
  #times = 0;
  #failures = 0;
  #probedSocket = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(wire: Wire) {
    this.#wire = wire;
  }

  readonly onOpened = this.#opened.on;
  readonly onEnded = this.#ended.on;
  readonly isOpen = (): boolean => this.#open;

  open(listener: Pick<WireListener, 'events' | 'hint'>): void {
    this.#wire.listen({
      ...listener,
      opened: () => {
        this.#open = true;
        this.#times += 1;
        this.#failures = 0;
        this.state.set({ state: 'online', since: Date.now() });
        this.#opened.emit(this.#times);
      },
      closed: (code) => this.#closed(code),
      signedOut: (because) => this.end(because),
    });
    this.#wire.open();
  }

  /** Asks for any sign of life and opens anew when none comes. */
  readonly check = (withinMs: number = PROBE_MS): void => {
    if (!this.#open) {
      this.#reconnect();
      return;
    }
    const socket = this.#times;
    if (this.#probedSocket === socket) return;
    this.#probedSocket = socket;
    const dead = setTimeout(() => {
      this.#probedSocket = 0;
      if (this.#open && socket === this.#times) this.renew();
    }, withinMs);
    // Any answer will do, a refusal too: it only shows that the line is alive.
    const name: CommandName = 'probe';
    this.#wire.command({ id: randomId(), name, data: {} }, () => {
      this.#probedSocket = 0;
      clearTimeout(dead);
    });
  };

  readonly renew = (): void => {
    if (this.#isOver()) return;
    if (this.#open) this.#lose();
    this.#wire.drop();
    this.#reconnect();
  };

  end(because: string): void {
    if (this.#isOver()) return;
    this.#open = false;
    clearTimeout(this.#retry);
    this.state.set({ state: 'signed-out', since: Date.now(), because });
    this.#wire.drop();
    this.#ended.emit(null);
  }

  #closed(code: string | null): void {
    if (this.#isOver()) return;
    if (code !== null && TURNED_AWAY.includes(code)) {
      this.end(code);
      return;
    }
    if (this.#open) this.#lose();
    const delayMs = Math.min(FIRST_RETRY_MS * 2 ** this.#failures, LONGEST_RETRY_MS);
    this.#failures += 1;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#reconnect(), delayMs * (0.75 + Math.random() / 2));
  }

  #lose(): void {
    this.#open = false;
    this.state.set({ state: 'connecting', since: Date.now() });
    setTimeout(() => {
      this.state.update((now) => (now.state === 'connecting' ? { ...now, state: 'offline' } : now));
    }, SHOWN_OFFLINE_MS);
  }

  #reconnect(): void {
    if (this.#open || this.#isOver()) return;
    clearTimeout(this.#retry);
    this.#wire.open();
  }

  #isOver(): boolean {
    return this.state.get().state === 'signed-out';
  }
}
