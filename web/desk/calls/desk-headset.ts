import type { OfferCard } from '@parley/core/presence/desk-view.ts';
import type { CallSession } from '../../live/call/call-session.ts';
import type { Desk } from '../../live/desk.ts';
import { type Headset, headsetFor } from '../../live/headset/headset.ts';
import type { HeadsetPage } from '../../live/headset/turn.ts';
import { createStore } from '../../live/store.ts';
import type { BarTools } from '../bar/bar-tools.ts';
import type { OfferActions } from '../incoming/offer-actions.ts';
import type { AgentCalls } from './agent-calls.ts';

type Parts = {
  readonly desk: Desk;
  readonly calls: AgentCalls;
  readonly bar: BarTools;
  readonly offers: OfferActions;
};

/** The agent's headset: it answers what has rung longest, and mutes, holds and ends the call of this tab. */
export function openDeskHeadset({ desk, calls, bar, offers }: Parts): Headset {
  const page = createStore<HeadsetPage>(pageOf(desk, null));
  const follow = (): void => {
    const now = pageOf(desk, bar.live.get());
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
  const stops = [
    desk.state.subscribe(follow),
    bar.live.subscribe(follow),
    calls.sessions.subscribe(followSessions),
  ];
  followSessions();

  const first = () => ringingIn(desk)[0];
  const here = async (act: (session: CallSession) => Promise<unknown>): Promise<void> => {
    const session = bar.live.get();
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

/** A chat is answered on the page: there is nothing in it to speak into. */
function ringingIn(desk: Desk): readonly OfferCard[] {
  return desk.state.get().view.offers.filter((offer) => offer.callId !== null);
}

function pageOf(desk: Desk, session: CallSession | null): HeadsetPage {
  const { loaded, view } = desk.state.get();
  const state = session?.state.get();
  return {
    ringing: ringingIn(desk).length > 0,
    call: state === undefined ? null : { muted: state.microphone.muted, held: state.held },
    elsewhere: state === undefined && (!loaded || view.calls.length > 0),
  };
}
