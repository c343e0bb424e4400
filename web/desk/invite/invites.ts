import { createStore, type Store } from '../../live/store.ts';

/** What the dialog begins with. */
export type InviteAsked = {
  readonly number: string;
  readonly name: string;
  /** The one to go on with; null for a new one. */
  readonly conversationId: string | null;
};

/** Whether the invitation dialog is open, and with what. */
export type Invites = {
  readonly asked: Store<InviteAsked | null>;
  readonly open: (asked?: InviteAsked) => void;
  readonly close: () => void;
};

export function openInvites(): Invites {
  const asked = createStore<InviteAsked | null>(null);
  return {
    asked,
    open: (what = { number: '', name: '', conversationId: null }) => asked.set(what),
    close: () => asked.set(null),
  };
}
