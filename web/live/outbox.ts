import type { CommandAnswer, RefusalCode } from '@parley/contracts/socket.ts';
import { kept } from './kept.ts';
import { randomId } from './random-id.ts';
import { createStore, type Store } from './store.ts';

/** A message of one's own that the conversation does not show yet. */
export type Outgoing = {
  readonly id: string;
  readonly text: string;
  readonly at: number;
  readonly state:
    | { readonly name: 'pending' }
    | { readonly name: 'accepted'; readonly seq: number }
    | { readonly name: 'failed'; readonly code: RefusalCode };
};

/** Messages on their way: shown at once, sent one after the other in the order they were written. */
export type Outbox = {
  readonly messages: Store<readonly Outgoing[]>;
  readonly add: (text: string) => string;
  readonly retry: (id: string) => void;
  readonly discard: (id: string) => void;
  /** The conversation shows these now. */
  readonly arrived: (ids: readonly string[]) => void;
  readonly close: () => void;
};

/** Sends one message; the server takes the same id only once. */
export type Post = (message: {
  readonly messageId: string;
  readonly text: string;
}) => Promise<CommandAnswer<{ readonly seq: number }>>;

/** How long to wait when the server says there are too many. */
const BREATHE_MS = 1_000;

/** An outbox that survives a reload; what is still pending there is sent again. */
export function openOutbox(conversationId: string, post: Post): Outbox {
  const storage = kept('sessionStorage', `parley-outbox:${conversationId}`, isOutgoings);
  const messages = createStore<readonly Outgoing[]>(storage.read() ?? []);
  messages.subscribe(() => {
    const now = messages.get();
    storage.write(now.length === 0 ? null : now);
  });
  let sending = false;
  let closed = false;
  let breath: ReturnType<typeof setTimeout> | undefined;

  const change = (id: string, state: Outgoing['state']): void =>
    messages.update((now) => now.map((one) => (one.id === id ? { ...one, state } : one)));

  const sendNext = (): void => {
    const next = messages.get().find((one) => one.state.name === 'pending');
    if (closed || sending || next === undefined) return;
    sending = true;
    void post({ messageId: next.id, text: next.text }).then((answer) => {
      sending = false;
      const waitMs = settle(next.id, answer);
      if (waitMs === 0) sendNext();
      else breath = setTimeout(sendNext, waitMs);
    });
  };

  /** Says what became of a message and how long to wait before the next; what may still succeed stays pending. */
  const settle = (id: string, answer: CommandAnswer<{ readonly seq: number }>): number => {
    if (answer.ok) change(id, { name: 'accepted', seq: answer.data.seq });
    else if (answer.code === 'too-many') return BREATHE_MS;
    else if (answer.code !== 'try-again') change(id, { name: 'failed', code: answer.code });
    return 0;
  };

  sendNext();
  return {
    messages,
    add: (text) => {
      const id = `msg_${randomId()}`;
      messages.update((now) => [...now, { id, text, at: Date.now(), state: { name: 'pending' } }]);
      sendNext();
      return id;
    },
    retry: (id) => {
      const again = messages.get().find((one) => one.id === id && one.state.name === 'failed');
      if (again === undefined) return;
      // Written again at the end: what was said meanwhile has gone before it.
      const others = messages.get().filter((one) => one.id !== id);
      messages.set([...others, { ...again, at: Date.now(), state: { name: 'pending' } }]);
      sendNext();
    },
    discard: (id) =>
      messages.update((now) => now.filter((one) => one.id !== id || one.state.name !== 'failed')),
    arrived: (ids) => {
      if (!messages.get().some((one) => ids.includes(one.id))) return;
      messages.update((now) => now.filter((one) => !ids.includes(one.id)));
    },
    close: () => {
      closed = true;
      clearTimeout(breath);
    },
  };
}

function isOutgoings(value: unknown): value is readonly Outgoing[] {
  return (
    Array.isArray(value) &&
    value.every(
      (one: Partial<Outgoing> | null) =>
        typeof one?.id === 'string' &&
        typeof one.text === 'string' &&
        typeof one.at === 'number' &&
        typeof one.state?.name === 'string',
    )
  );
}
