import type { Colleague, MailboxEvent } from '@parley/contracts/staff-messages.ts';
import { mailboxStream } from '@parley/contracts/streams.ts';
import type { Connection } from '../../live/connection.ts';
import type { Following } from '../../live/following.ts';
import { type Outbox, type Outgoing, openOutbox } from '../../live/outbox.ts';
import { createStore, type Store } from '../../live/store.ts';
import { type OtherTyping, type OwnTyping, sayTyping, showTyping } from '../../live/typing.ts';
import { ASKED, type Mail, mailAfter, NO_MAIL, peopleSeen, threadWith } from './threads.ts';

/** The mailbox as a screen shows it. */
export type MailboxState = Mail & {
  /** Messages of one's own on their way, by the other's id. */
  readonly outgoing: ReadonlyMap<string, readonly Outgoing[]>;
  /** The ids of those who write to one now. */
  readonly typing: ReadonlySet<string>;
};

/** What colleagues write to each other, in this page (T7). */
export type Mailbox = {
  readonly state: Store<MailboxState>;
  /** Looks again who is there. */
  readonly look: () => void;
  /** Reads the newest of a thread once; `loadOlder` what came before. */
  readonly load: (personId: string) => void;
  readonly loadOlder: (personId: string) => void;
  readonly send: (personId: string, text: string) => void;
  readonly retry: (personId: string, messageId: string) => void;
  readonly markRead: (personId: string) => void;
  /** Says to the one that is written to that one types. */
  readonly typingTo: (personId: string) => OwnTyping;
  /** Each message of somebody else as it arrives. */
  readonly onNews: (listener: (from: Colleague, text: string) => void) => void;
  readonly close: () => void;
};

type Parts = { readonly connection: Connection; readonly personId: string };

/** Follows one's mailbox; threads are read when they are opened. */
export function openMailbox({ connection, personId: ownId }: Parts): Mailbox {
  const { send } = connection;
  const state = createStore<MailboxState>({ ...NO_MAIL, outgoing: new Map(), typing: new Set() });
  const outboxes = keepOutboxes(connection, (personId, outgoing) =>
    state.update((now) => ({ ...now, outgoing: new Map(now.outgoing).set(personId, outgoing) })),
  );
  const typing = followTyping(connection, state);
  const markRead = keepMarks(connection);
  let news: ((from: Colleague, text: string) => void) | null = null;
  let following: Following | null = null;

  const person = (id: string): Colleague | undefined =>
    state.get().people.find((one) => one.id === id);

  const arrived = (event: MailboxEvent, live: boolean): void => {
    const { data } = event;
    const before = person(data.withId);
    state.update((now) => ({ ...now, ...mailAfter(now, ownId, data) }));
    if (before === undefined) look();
    if (data.type !== 'staff-message') return;
    if (data.message.authorId === ownId) {
      outboxes.to(data.withId).arrived([data.message.messageId]);
      return;
    }
    typing.stopped(data.withId);
    if (live && before !== undefined) news?.(before, data.message.text);
  };

  const begin = (mailboxSeq: number): void => {
    following ??= connection.follow({
      stream: mailboxStream(ownId),
      after: mailboxSeq,
      onEvents: (events, live) => {
        // The stream's contract: a mailbox carries mailbox events.
        for (const event of events as readonly MailboxEvent[]) arrived(event, live);
      },
    });
  };

  const look = (): void => {
    void send('read-colleagues', {}).then((answer) => {
      if (!answer.ok) return;
      const { mailboxSeq, people } = answer.data;
      state.update((now) => ({ ...now, loaded: true, people: peopleSeen(now.people, people) }));
      begin(mailboxSeq);
    });
  };

  const read = async (personId: string, before: number | null): Promise<void> => {
    const answer = await send('read-staff-messages', { personId, before });
    if (!answer.ok) return;
    state.update((now) => {
      const thread = threadWith(now.threads.get(personId) ?? ASKED, answer.data);
      return { ...now, threads: new Map(now.threads).set(personId, thread) };
    });
  };

  const stopReopened = connection.onReopened(look);
  look();
  return {
    state,
    look,
    load(personId) {
      outboxes.to(personId);
      if (state.get().threads.has(personId)) return;
      state.update((now) => ({ ...now, threads: new Map(now.threads).set(personId, ASKED) }));
      void read(personId, null);
    },
    loadOlder(personId) {
      const [oldest] = state.get().threads.get(personId)?.messages ?? [];
      void read(personId, oldest?.seq ?? null);
    },
    send: (personId, text) => void outboxes.to(personId).add(text),
    retry: (personId, messageId) => outboxes.to(personId).retry(messageId),
    markRead(personId) {
      const known = person(personId);
      if (known !== undefined) markRead(known);
    },
    typingTo: typing.to,
    onNews(listener) {
      news = listener;
    },
    close() {
      outboxes.close();
      following?.stop();
      typing.close();
      stopReopened();
    },
  };
}

/** One outbox for each colleague that is written to; what a reload left in it is sent again. */
function keepOutboxes(
  { send }: Connection,
  changed: (personId: string, outgoing: readonly Outgoing[]) => void,
): { readonly to: (personId: string) => Outbox; readonly close: () => void } {
  const outboxes = new Map<string, Outbox>();
  return {
    to(personId) {
      const known = outboxes.get(personId);
      if (known !== undefined) return known;
      const outbox = openOutbox(`staff:${personId}`, (message) =>
        send('message-colleague', { personId, ...message }),
      );
      const tell = (): void => changed(personId, outbox.messages.get());
      outbox.messages.subscribe(tell);
      outboxes.set(personId, outbox);
      tell();
      return outbox;
    },
    close() {
      for (const outbox of outboxes.values()) outbox.close();
    },
  };
}

/** Says how far somebody has read: once for each message, and again when it was not taken. */
function keepMarks({ send }: Connection): (person: Colleague) => void {
  const marked = new Map<string, number>();
  return ({ id: personId, last, ownRead, unread }) => {
    const upTo = last?.seq ?? 0;
    if (unread === 0 || upTo <= Math.max(ownRead, marked.get(personId) ?? 0)) return;
    marked.set(personId, upTo);
    void send('mark-colleague-read', { personId, upTo }).then((answer) => {
      if (!answer.ok) marked.delete(personId);
    });
  };
}

/** Who types: oneself to each of the others, and each of them to oneself; theirs ends by itself. */
function followTyping(
  { onHint, send }: Connection,
  state: ReturnType<typeof createStore<MailboxState>>,
): {
  readonly to: (personId: string) => OwnTyping;
  readonly stopped: (personId: string) => void;
  readonly close: () => void;
} {
  const own = new Map<string, OwnTyping>();
  const others = new Map<string, OtherTyping>();
  const show = (personId: string, typing: boolean): void =>
    state.update((now) => {
      const ids = new Set(now.typing);
      if (typing) ids.add(personId);
      else ids.delete(personId);
      return { ...now, typing: ids };
    });
  const told = (personId: string, typing: boolean): void => {
    const other = others.get(personId) ?? showTyping();
    if (!others.has(personId)) other.typing.subscribe(() => show(personId, other.typing.get()));
    others.set(personId, other);
    other.told(typing);
  };
  const stopHints = onHint((hint) => {
    if (hint.type === 'colleague-typing') told(hint.personId, hint.typing);
  });
  return {
    to(personId) {
      const known =
        own.get(personId) ??
        sayTyping((typing) => void send('show-colleague-typing', { personId, typing }));
      own.set(personId, known);
      return known;
    },
    stopped: (personId) => others.get(personId)?.told(false),
    close() {
      stopHints();
      for (const one of own.values()) one.stopped();
    },
  };
}
