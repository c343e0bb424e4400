import type { CommandAnswer, Hint, RefusalCode } from '@parley/contracts/socket.ts';
import { conversationStream } from '@parley/contracts/streams.ts';
import type { Call } from '@parley/core/call/call.ts';
import type { ConversationEvent, HostPage } from '@parley/core/conversation/events.ts';
import {
  type ConversationView,
  emptyConversation,
  foldConversation,
} from '@parley/core/conversation/view.ts';
import type { Connection } from './connection.ts';
import { type Line, linesOf, type Side, unreadCount } from './lines.ts';
import { afterMark, markDue, type Sent } from './marks.ts';
import { openOutbox } from './outbox.ts';
import { createStore, derive, type Store } from './store.ts';
import { sayTyping, showTyping } from './typing.ts';

/** Where a waiting customer stands. */
export type PlaceInLine = {
  readonly callId: string | null;
  readonly position: number;
  readonly typicalWaitMs: number | null;
};

/** A conversation as a screen shows it. */
export type ConversationState = {
  /** History has been read up to now, once. */
  readonly loaded: boolean;
  /** Why it may not be read. */
  readonly refused: RefusalCode | null;
  readonly view: ConversationView;
  readonly lines: readonly Line[];
  readonly otherIsTyping: boolean;
  /** Messages of the other side not yet read here. */
  readonly unread: number;
  readonly line: PlaceInLine | null;
};

/** A conversation that is being followed. */
export type ConversationSession = {
  readonly conversationId: string;
  readonly side: Side;
  readonly state: Store<ConversationState>;
  /** The newest call, also after it ended. */
  readonly call: Store<Call | null>;
  /** Shows the message at once and gives back its id. */
  readonly sendMessage: (text: string) => string;
  readonly retry: (messageId: string) => void;
  readonly discard: (messageId: string) => void;
  readonly typed: () => void;
  readonly stoppedTyping: () => void;
  /** Whether the person has the log before their eyes: then what arrives is read. */
  readonly setVisible: (visible: boolean) => void;
  readonly complete: () => Promise<CommandAnswer>;
  readonly changePage: (page: HostPage) => Promise<CommandAnswer>;
  /** Asks again for what was refused before. */
  readonly again: () => void;
  readonly close: () => void;
};

/** Follows a conversation and sends what its person writes. */
export function openConversation({
  connection,
  conversationId,
  side,
}: {
  readonly connection: Connection;
  readonly conversationId: string;
  readonly side: Side;
}): ConversationSession {
  const { send } = connection;
  const outbox = openOutbox(conversationId, (message) =>
    send('send-message', { conversationId, ...message }),
  );
  const own = sayTyping((typing) => void send('show-typing', { conversationId, typing }));
  const other = showTyping();
  const state = createStore<ConversationState>(
    compose({ ...NOTHING, view: emptyConversation(conversationId) }, outbox.messages.get(), side),
  );
  const marks = createMarks(state, side, (mark) =>
    send(mark.name, { conversationId, upTo: mark.upTo }),
  );
  const change = (part: Partial<ConversationState>): void =>
    state.update((now) => compose({ ...now, ...part }, outbox.messages.get(), side));

  const stops = [
    outbox.messages.subscribe(() => change({})),
    other.typing.subscribe(() => change({ otherIsTyping: other.typing.get() })),
    connection.onHint((hint) => {
      if (!('conversationId' in hint) || hint.conversationId !== conversationId) return;
      if (hint.type === 'typing' && hint.by !== side) other.told(hint.typing);
      if (hint.type === 'line') change({ line: placeOf(hint) });
    }),
  ];
  const following = connection.follow({
    stream: conversationStream(conversationId),
    after: 0,
    onEvents: (events) => {
      // The stream's contract: a conversation's stream carries conversation events.
      const view = (events as readonly ConversationEvent[]).reduce(
        foldConversation,
        state.get().view,
      );
      if (events.some((event) => isMessageOf(event as ConversationEvent, side))) other.told(false);
      change({ view, refused: null, line: isWaiting(view) ? state.get().line : null });
      outbox.arrived(view.messages.slice(-events.length).map((message) => message.id));
      marks.look();
    },
    onCaughtUp: () => change({ loaded: true, refused: null }),
    onRefused: (refused) => change({ refused }),
  });

  return {
    conversationId,
    side,
    state,
    call: derive(state, (now) => now.view.call),
    sendMessage: (text) => {
      own.stopped();
      return outbox.add(text);
    },
    retry: outbox.retry,
    discard: outbox.discard,
    typed: own.typed,
    stoppedTyping: own.stopped,
    setVisible: marks.setVisible,
    complete: () => send('complete-conversation', { conversationId }),
    changePage: (page) => send('change-page', { conversationId, page }),
    again: following.again,
    close: () => {
      own.stopped();
      outbox.close();
      following.stop();
      for (const stop of stops) stop();
    },
  };
}

const NOTHING: Omit<ConversationState, 'view'> = {
  loaded: false,
  refused: null,
  lines: [],
  otherIsTyping: false,
  unread: 0,
  line: null,
};

function compose(
  state: ConversationState,
  outgoing: Parameters<typeof linesOf>[1],
  side: Side,
): ConversationState {
  const { view } = state;
  return { ...state, lines: linesOf(view, outgoing, side), unread: unreadCount(view, side) };
}

function placeOf(hint: Extract<Hint, { type: 'line' }>): PlaceInLine {
  const { callId, position, typicalWaitMs } = hint;
  return { callId, position, typicalWaitMs };
}

function isWaiting(view: ConversationView): boolean {
  const phase = view.call?.phase.name;
  return view.chat.state === 'waiting' || phase === 'queued' || phase === 'ringing';
}

function isMessageOf(event: ConversationEvent, side: Side): boolean {
  return event.data.type === 'message-sent' && event.data.author.role !== side;
}

/** Sends delivered and read marks: one for many, never twice. */
function createMarks(
  state: Store<ConversationState>,
  side: Side,
  send: (mark: NonNullable<ReturnType<typeof markDue>>) => Promise<CommandAnswer>,
): { readonly look: () => void; readonly setVisible: (visible: boolean) => void } {
  let sent: Sent = { delivered: 0, read: 0 };
  let visible = false;
  let asked = false;
  const mark = (): void => {
    asked = false;
    const due = markDue(state.get().view, { side, visible, sent });
    if (due === null) return;
    const before = sent;
    sent = afterMark(sent, due);
    void send(due).then((answer) => {
      // Not taken: the next message or look says it again.
      if (!answer.ok) sent = before;
    });
  };
  const look = (): void => {
    if (asked) return;
    asked = true;
    queueMicrotask(mark);
  };
  return {
    look,
    setVisible: (now) => {
      visible = now;
      look();
    },
  };
}
