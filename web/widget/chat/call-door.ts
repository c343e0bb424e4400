import type { FirstCall } from '@parley/contracts/rest.ts';
import type { CallKind } from '@parley/core/call/call.ts';
import type { VideoRequest } from '@parley/core/conversation/asking.ts';
import type { BegunCall, WantedCall } from '../../live/call/first-call.ts';
import type { Connection } from '../../live/connection.ts';
import type { ConversationSession } from '../../live/conversation.ts';
import { createStore, type Store } from '../../live/store.ts';
import { openTabId } from '../../live/tab-id.ts';
import type { Calls } from '../../ui/call/calls.ts';
import type { callCode } from '../call/call-code.ts';

/** The calls of a conversation with the code that shows them; null until a call is wanted or goes on. */
export type LoadedCalls = { readonly code: typeof callCode; readonly calls: Calls };

/** Loads what calls need only when there is one, or one is wanted. */
export type CallDoor = {
  readonly loaded: Store<LoadedCalls | null>;
  /** The code of calls did not come; browsers keep that failure until the frame is loaded anew. */
  readonly isLost: Store<boolean>;
  readonly start: (kind: CallKind, begun?: BegunCall) => void;
  /** Takes up the video call that an agent asks for (E7). */
  readonly acceptVideo: (request: VideoRequest) => void;
  readonly close: () => void;
};

/** Fetches the call code before it is needed. */
export function prefetchCalls(): void {
  void loadCode().then((code) => code.lookAtDevices());
  void openTabId();
  void import('../../live/call/prefetch.ts').then(({ prefetchCall }) => prefetchCall());
}

let codeAtHand: typeof callCode | null = null;

async function loadCode(): Promise<typeof callCode> {
  const { callCode: code } = await import('../call/call-code.ts');
  codeAtHand = code;
  return code;
}

/** Opens the devices for a call that is wanted with a new conversation, if its code is here; call it in the click itself. */
export function wantFirstCall(kind: FirstCall['kind']): WantedCall | null {
  const devices = codeAtHand?.lookAtDevices();
  return devices === undefined ? null : (codeAtHand?.wantCall(devices, kind) ?? null);
}

/** No conversation came of it: the devices it opened are let go. */
export function forgetFirstCall(): void {
  codeAtHand?.lookAtDevices().coolDown();
}

/** Watches the conversation's call: one that is still on is taken up again by itself (E9). */
export function openCallDoor(around: {
  readonly connection: Connection;
  readonly conversation: ConversationSession;
}): CallDoor {
  const loaded = createStore<LoadedCalls | null>(null);
  let loading: Promise<LoadedCalls> | null = null;
  let isClosed = false;
  const openWith = (code: typeof callCode): LoadedCalls => {
    const devices = code.takeDevices();
    const ready = { code, calls: new code.Calls({ ...around, devices, leavesRoomsAlone: true }) };
    if (isClosed) ready.calls.close();
    else loaded.set(ready);
    return ready;
  };
  const isLost = createStore(false);
  const load = async (then: (calls: Calls) => void): Promise<void> => {
    loading ??= loadCode().then(openWith);
    try {
      then((await loading).calls);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      isLost.set(true);
    }
  };
  /** At once, if the code is here. */
  const open = (): LoadedCalls | null => {
    if (loading !== null || codeAtHand === null) return null;
    const ready = openWith(codeAtHand);
    loading = Promise.resolve(ready);
    return ready;
  };
  const look = (): void => {
    const { loaded: isKnown, view } = around.conversation.state.get();
    const isOn = view.call !== null && view.call.phase.name !== 'ended';
    if (isKnown && isOn) void load(() => undefined);
  };
  const unwatch = around.conversation.state.subscribe(look);
  return {
    loaded,
    isLost,
    start: (kind, begun) => {
      const ready = loaded.get() ?? open();
      // Without waiting where possible: a screen is picked only right after the click.
      if (ready !== null) ready.calls.start(kind, begun);
      else void load((calls) => calls.start(kind, begun));
    },
    acceptVideo: (request) => void load((calls) => void calls.acceptVideo(request)),
    close: () => {
      isClosed = true;
      unwatch();
      loaded.get()?.calls.close();
    },
  };
}
