import type { FirstCall } from '@parley/contracts/rest.ts';
import type { CallKind } from '@parley/core/call/call.ts';
import type { VideoRequest } from '@parley/core/conversation/asking.ts';
import type { BegunCall, WantedCall } from '../../live/call/first-call.ts';
import type { Connection } from '../../live/connection.ts';
import type { ConversationSession } from '../../live/conversation.ts';
import { createStore, type Store } from '../../live/store.ts';
import { openTabId } from '../../live/tab-id.ts';
import type { Calls } from '../../ui/call/calls.ts';
import { lateCode } from '../../ui/late-code.tsx';
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
  void openTabId();
  // Beside the rest, not after it: on a slow line each wait is a round trip.
  void import('../../live/call/device-code.ts');
  void loadCode().then((code) => {
    code?.lookAtDevices();
    return code?.warmDevice();
  });
}

let codeAtHand: typeof callCode | null = null;

const loadCode = lateCode(async () => {
  const { callCode: code } = await import('../call/call-code.ts');
  codeAtHand = code;
  return code;
});

/**
 * Opens the devices for a call that is wanted with a new conversation: in the click itself, if its code is here. No call
 * begins before that is, so it is waited for: asked for together they take one round trip. Null if it does not come.
 */
export async function wantFirstCall(kind: FirstCall['kind']): Promise<WantedCall | null> {
  const code = codeAtHand ?? (await loadCode());
  return code === null ? null : await code.wantCall(code.lookAtDevices(), kind);
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
  let opened: Calls | null = null;
  let isClosed = false;
  const openWith = (code: typeof callCode): Calls => {
    if (opened !== null) return opened;
    const devices = code.takeDevices();
    opened = new code.Calls({ ...around, devices, leavesRoomsAlone: true });
    if (isClosed) opened.close();
    else loaded.set({ code, calls: opened });
    return opened;
  };
  const isLost = createStore(false);
  const load = async (then: (calls: Calls) => void): Promise<void> => {
    const code = await loadCode();
    if (code === null) isLost.set(true);
    else then(openWith(code));
  };
  const look = (): void => {
    const { loaded: isKnown, view } = around.conversation.state.get();
    const isOn = view.call !== null && view.call.phase.name !== 'ended';
    if (opened === null && isKnown && isOn) void load(() => undefined);
  };
  const unwatch = around.conversation.state.subscribe(look);
  return {
    loaded,
    isLost,
    start: (kind, begun) => {
      // Without waiting where possible: a screen is picked only right after the click.
      if (codeAtHand !== null) openWith(codeAtHand).start(kind, begun);
      else void load((calls) => calls.start(kind, begun));
    },
    acceptVideo: (request) => void load((calls) => void calls.acceptVideo(request)),
    close: () => {
      isClosed = true;
      unwatch();
      opened?.close();
    },
  };
}
