import type { CallSession } from '../../live/call/call-session.ts';
import { createStore, type Store } from '../../live/store.ts';
import { isCalling } from '../calls/beside.ts';
import { sendTo } from '../work/tones.ts';

/** What a caller hears until the colleague answers: a tone of one second, four of silence (ITU-T E.180). */
const TONE = { hertz: 425, onS: 1, everyS: 5, loudness: 0.07 } as const;

/** Longer than anybody rings. */
const LONGEST_S = 60;

const EASE_S = 0.02;

type Parts = {
  readonly live: Store<CallSession | null>;
  readonly speakerOn: Store<boolean>;
  readonly speakerId: () => string;
};

/** Plays the ringing tone while one's own call rings at a colleague. Gives back how to stop. */
export function playRingback({ live, speakerOn, speakerId }: Parts): () => void {
  const rings = createStore(false);
  let unwatch: () => void = () => undefined;
  let sounding: AudioContext | null = null;

  const look = (): void => {
    const session = live.get();
    const call = session?.state.get().call ?? null;
    rings.set(session !== null && call !== null && isCalling(call, session.legId));
  };
  const follow = (): void => {
    unwatch();
    unwatch = live.get()?.state.subscribe(look) ?? (() => undefined);
    look();
  };
  const sound = (): void => {
    const wanted = rings.get() && speakerOn.get();
    if (wanted === (sounding !== null)) return;
    if (sounding !== null) void sounding.close();
    sounding = wanted ? ringing(speakerId()) : null;
  };
  const stops = [live.subscribe(follow), rings.subscribe(sound), speakerOn.subscribe(sound)];
  follow();
  return () => {
    for (const stop of stops) stop();
    unwatch();
    rings.set(false);
    void sounding?.close();
  };
}

function ringing(speaker: string): AudioContext {
  const context = new AudioContext();
  sendTo(context, speaker);
  const tone = new OscillatorNode(context, { frequency: TONE.hertz });
  const loudness = new GainNode(context, { gain: 0 });
  tone.connect(loudness).connect(context.destination);
  // Scheduled at once: timers sleep in background tabs.
  for (let at = context.currentTime + 0.1; at < LONGEST_S; at += TONE.everyS) {
    loudness.gain.setTargetAtTime(TONE.loudness, at, EASE_S);
    loudness.gain.setTargetAtTime(0, at + TONE.onS, EASE_S);
  }
  tone.start();
  return context;
}
