import type { RingTone } from '@parley/contracts/settings.ts';
import { createStore, type Store } from '../../live/store.ts';
import { type Note, phraseOf, sendTo, strike, TONES } from './tones.ts';

/** How and where the desk sounds. */
export type RingOutput = {
  readonly tone: RingTone;
  /** 0 to 1; 0 keeps the desk silent. */
  readonly volume: number;
  /** The id of a speaker; empty for the system's own. */
  readonly speaker: string;
};

export type Ring = {
  /** Whether this page may sound: true once a click, or the browser, allowed it. */
  readonly unlocked: Store<boolean>;
  /** Whether it rings now. */
  readonly ringing: Store<boolean>;
  /** Call it in a click: browsers allow sound only from there. */
  readonly unlock: () => Promise<boolean>;
  readonly start: () => void;
  readonly stop: () => void;
  readonly chime: (kind: 'message' | 'share') => void;
  readonly setOutput: (output: RingOutput) => void;
  readonly close: () => void;
};

/** Longer than any offer rings: everything is scheduled at once, for timers sleep in background tabs. */
const RING_S = 40;
const CHIMES: Readonly<Record<'message' | 'share', readonly Note[]>> = {
  message: [
    [0, 880, 0.35],
    [0.09, 1174.66, 0.3],
  ],
  share: [
    [0, 587.33, 0.6],
    [0.14, 739.99, 0.6],
    [0.28, 880, 0.6],
  ],
};

/** The desk's sounds, made here: no files, nothing borrowed. */
export function openRing(): Ring {
  const context = new AudioContext();
  const loudness = context.createGain();
  loudness.connect(context.destination);
  const unlocked = createStore(context.state === 'running');
  const ringing = createStore(false);
  const look = (): void => unlocked.set(context.state === 'running');
  context.addEventListener('statechange', look);
  // Any touch of the page will do: after a reload the shift has begun but the browser wants a gesture.
  const wake = (): void => void context.resume();
  for (const gesture of GESTURES) window.addEventListener(gesture, wake, { capture: true });
  let output: RingOutput = { tone: 'rise', volume: 0.7, speaker: '' };
  let heard: GainNode | null = null;
  const phrases = new Map<RingTone, AudioBuffer>();

  /** Played before it rings: while it does, the page has the call to set up. */
  function prepare(tone: RingTone): void {
    if (phrases.has(tone)) return;
    void phraseOf(tone, context.sampleRate).then((phrase) => phrases.set(tone, phrase));
  }
  prepare(output.tone);

  function silence(): void {
    if (heard === null) return;
    const silenced = heard;
    heard = null;
    silenced.gain.setTargetAtTime(0, context.currentTime, 0.02);
    setTimeout(() => silenced.disconnect(), 200);
  }

  function sound(): void {
    const { phrase, lengthS } = TONES[output.tone];
    heard = context.createGain();
    heard.connect(loudness);
    const prepared = phrases.get(output.tone);
    if (prepared !== undefined) {
      const source = new AudioBufferSourceNode(context, { buffer: prepared, loop: true });
      source.connect(heard);
      source.start(context.currentTime + 0.05);
      source.stop(context.currentTime + RING_S);
      return;
    }
    for (let at = 0; at < RING_S; at += lengthS) {
      strike(heard, phrase, context.currentTime + 0.05 + at);
    }
  }

  return {
    unlocked,
    ringing,
    async unlock() {
      await context.resume();
      look();
      return context.state === 'running';
    },
    start() {
      if (heard === null) sound();
      ringing.set(true);
    },
    stop() {
      silence();
      ringing.set(false);
    },
    chime(kind) {
      if (context.state === 'running') strike(loudness, CHIMES[kind], context.currentTime + 0.02);
    },
    setOutput(next) {
      const before = output;
      output = next;
      prepare(next.tone);
      loudness.gain.setTargetAtTime(next.volume, context.currentTime, 0.02);
      sendTo(context, next.speaker);
      if (before.tone === next.tone || heard === null) return;
      silence();
      sound();
    },
    close() {
      silence();
      for (const gesture of GESTURES) window.removeEventListener(gesture, wake, { capture: true });
      context.removeEventListener('statechange', look);
      void context.close();
    },
  };
}

const GESTURES = ['pointerdown', 'keydown'] as const;
