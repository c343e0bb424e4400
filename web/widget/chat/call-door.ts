import type { CallKind } from '@parley/core/call/call.ts';
import type { Connection } from '../../live/connection.ts';
import type { ConversationSession } from '../../live/conversation.ts';
import { createStore, type Store } from '../../live/store.ts';
import type { callCode } from '../call/call-code.ts';
import type { Calls } from '../call/calls.ts';

/** The calls of a conversation with the code that shows them; null until a call is wanted or goes on. */
export type LoadedCalls = { readonly code: typeof callCode; readonly calls: Calls };

/** Loads what calls need only when there is one, or one is wanted. */
export type CallDoor = {
  readonly loaded: Store<LoadedCalls | null>;
  readonly start: (kind: CallKind) => void;
  readonly close: () => void;
};

/** Fetches the call code before it is needed. */
export function prefetchCalls(): void {
  void loadCode();
  void import('../../live/call/prefetch.ts').then(({ prefetchCall }) => prefetchCall());
}

async function loadCode(): Promise<typeof callCode> {
  const { callCode: code } = await import('../call/call-code.ts');
  return code;
}

/** Watches the conversation's call: one that is still on is taken up again by itself (E9). */
export function openCallDoor(around: {
  readonly connection: Connection;
  readonly conversation: ConversationSession;
}): CallDoor {
  const loaded = createStore<LoadedCalls | null>(null);
  let loading: Promise<LoadedCalls> | null = null;
  let isClosed = false;
  const load = (): Promise<LoadedCalls> => {
    loading ??= loadCode().then((code) => {
      const ready = { code, calls: new code.Calls(around) };
      if (isClosed) ready.calls.close();
      else loaded.set(ready);
      return ready;
    });
    return loading;
  };
  const look = (): void => {
    const { loaded: isKnown, view } = around.conversation.state.get();
    if (isKnown && view.call !== null && view.call.phase.name !== 'ended') void load();
  };
  const unwatch = around.conversation.state.subscribe(look);
  return {
    loaded,
    start: (kind) => {
      const ready = loaded.get();
      // Without waiting where possible: a screen is picked only right after the click.
      if (ready !== null) ready.calls.start(kind);
      else void load().then(({ calls }) => calls.start(kind));
    },
    close: () => {
      isClosed = true;
      unwatch();
      loaded.get()?.calls.close();
    },
  };
}
