import type { CallSession } from '../../live/call/call-session.ts';
import { createStore, type Store } from '../../live/store.ts';
import type { AgentCalls } from '../calls/agent-calls.ts';

/** The bar's own switches in this page. */
export type BarTools = {
  /** False silences what one hears of calls; nobody else notices. */
  readonly speakerOn: Store<boolean>;
  readonly switchSpeaker: () => void;
  /** Before a call: whether it begins with the microphone on. */
  readonly microphoneOn: Store<boolean>;
  /** In a call its own microphone, else that of the next one. */
  readonly switchMicrophone: () => void;
  /** The call one speaks in; null between calls. */
  readonly live: Store<CallSession | null>;
  readonly close: () => void;
};

const SPOKEN: readonly string[] = ['joining', 'connected', 'reconnecting'];

export function openBarTools(calls: AgentCalls): BarTools {
  const speakerOn = createStore(true);
  const microphoneOn = createStore(true);
  const live = createStore<CallSession | null>(null);
  const watched = new Map<CallSession, () => void>();
  const begun = new Set<string>();

  const look = (): void => {
    const all = [...calls.sessions.get().values()];
    for (const [session, stop] of watched) {
      if (all.includes(session)) continue;
      stop();
      watched.delete(session);
    }
    for (const session of all) {
      if (!watched.has(session)) watched.set(session, session.state.subscribe(follow));
    }
    follow();
  };
  const follow = (): void => {
    const spoken = spokenIn([...calls.sessions.get().values()], live.get());
    live.set(spoken);
    if (spoken === null || begun.has(spoken.callId)) return;
    begun.add(spoken.callId);
    if (!microphoneOn.get() && !spoken.state.get().microphone.muted) void spoken.mute();
  };
  const stop = calls.sessions.subscribe(look);
  look();

  return {
    speakerOn,
    microphoneOn,
    live,
    switchSpeaker: () => speakerOn.update((on) => !on),
    switchMicrophone() {
      const session = live.get();
      if (session === null) {
        microphoneOn.update((on) => !on);
        return;
      }
      const { muted } = session.state.get().microphone;
      microphoneOn.set(muted);
      void (muted ? session.unmute() : session.mute());
    },
    close() {
      stop();
      for (const unwatch of watched.values()) unwatch();
    },
  };
}

/** The call one speaks in: one that is not held, else the last one spoken in, which buttons take back. */
function spokenIn(sessions: readonly CallSession[], last: CallSession | null): CallSession | null {
  const running = sessions.filter(({ state }) => SPOKEN.includes(state.get().stage));
  const live = running.find(({ state }) => isLive(state.get()));
  return live ?? running.find((one) => one === last) ?? running[0] ?? null;
}

function isLive({ held, own }: ReturnType<CallSession['state']['get']>): boolean {
  return !held && own?.away !== true;
}
