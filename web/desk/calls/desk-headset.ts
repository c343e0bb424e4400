import type { CallSession } from '../../live/call/call-session.ts';
import type { Desk } from '../../live/desk.ts';
import { type Headset, headsetFor } from '../../live/headset/headset.ts';
import type { HeadsetPage } from '../../live/headset/turn.ts';
import { createStore } from '../../live/store.ts';
import { spokenIn } from '../bar/bar-tools.ts';
import type { OfferActions } from '../incoming/offer-actions.ts';
import type { AgentCalls } from './agent-calls.ts';

type Parts = {
  readonly desk: Desk;
  readonly calls: AgentCalls;
  readonly offers: OfferActions;
};

/** The agent's headset: it answers what has rung longest, and mutes, holds and ends the call of this tab. */
export function openDeskHeadset({ desk, calls, offers }: Parts): Headset {
  const page = createStore<HeadsetPage>(pageOf(desk, null));
  const follow = (): void => {
    const now = pageOf(desk, liveOf(calls));
    if (JSON.stringify(now) !== JSON.stringify(page.get())) page.set(now);
  };
  const watched = new Map<CallSession, () => void>();
  const followSessions = (): void => {
    const sessions = new Set(calls.sessions.get().values());
    for (const [session, stop] of watched) {
      if (sessions.has(session)) continue;
      stop();
      watched.delete(session);
    }
    for (const session of sessions) {
      if (!watched.has(session)) watched.set(session, session.state.subscribe(follow));
    }
    follow();
  };
  const stops = [desk.state.subscribe(follow), calls.sessions.subscribe(followSessions)];
  followSessions();

  const first = () => desk.state.get().view.offers[0];
  const here = async (act: (session: CallSession) => Promise<unknown>): Promise<void> => {
    const session = liveOf(calls);
    if (session !== null) await act(session);
  };
  const headset = headsetFor(
    {
      onAnswer: async () => {
        const offer = first();
        if (offer !== undefined) await offers.answer(offer);
      },
      onReject: async () => {
        const offer = first();
        if (offer !== undefined) await offers.reject(offer);
      },
      onMute: (muted) => here((session) => (muted ? session.mute() : session.unmute())),
      onHold: (held) => here((session) => (held ? session.hold() : session.resume())),
      onEnd: () => here((session) => session.end()),
    },
    page,
  );
  return {
    ...headset,
    close() {
      for (const stop of [...stops, ...watched.values()]) stop();
      headset.close();
    },
  };
}

/** The call of this tab that one speaks in. */
function liveOf({ sessions }: AgentCalls): CallSession | null {
  return spokenIn([...sessions.get().values()]);
}

function pageOf(desk: Desk, session: CallSession | null): HeadsetPage {
  const { loaded, view } = desk.state.get();
  const state = session?.state.get();
  return {
    ringing: view.offers.length > 0,
    call: state === undefined ? null : { muted: state.microphone.muted, held: state.held },
    elsewhere: state === undefined && (!loaded || view.calls.length > 0),
  };
}
