import { createStore, type Store } from '../../live/store.ts';

export type Ring = {
  /** Whether this page may sound: true once a click, or the browser, allowed it. */
  readonly unlocked: Store<boolean>;
  /** Call it in a click: browsers allow sound only from there. */
  readonly unlock: () => Promise<boolean>;
  readonly start: () => void;
  readonly stop: () => void;
  readonly chime: (kind: 'message' | 'share') => void;
  readonly setOutput: (output: {
    readonly volume: number;
    readonly speaker: string | null;
  }) => void;
  readonly close: () => void;
};

/** One struck note: when in the phrase (s), its pitch (Hz), how loud (0 to 1). */
type Note = readonly [at: number, pitch: number, loudness: number];

// A phrase of our own: a rising fifth answered by a falling step, over two seconds and a rest.
const PHRASE: readonly Note[] = [
  [0, 523.25, 0.9],
  [0.18, 783.99, 0.8],
  [0.36, 1046.5, 0.7],
  [0.72, 880, 0.85],
  [0.9, 783.99, 0.7],
  [1.26, 659.26, 0.8],
  [1.44, 783.99, 0.6],
];
const PHRASE_S = 3;
/** Longer than any offer rings: everything is scheduled at once, for timers sleep in background tabs. */
const PHRASES = 12;
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
  const look = (): void => unlocked.set(context.state === 'running');
  context.addEventListener('statechange', look);
  // Any touch of the page will do: after a reload the shift has begun but the browser wants a gesture.
  const wake = (): void => void context.resume();
  for (const gesture of GESTURES) window.addEventListener(gesture, wake, { capture: true });
  let ringing: GainNode | null = null;

  function stop(): void {
    if (ringing === null) return;
    const silenced = ringing;
    ringing = null;
    silenced.gain.setTargetAtTime(0, context.currentTime, 0.02);
    setTimeout(() => silenced.disconnect(), 200);
  }

  return {
    unlocked,
    async unlock() {
      await context.resume();
      look();
      return context.state === 'running';
    },
    start() {
      if (ringing !== null) return;
      ringing = context.createGain();
      ringing.connect(loudness);
      for (let index = 0; index < PHRASES; index += 1) {
        strike(ringing, PHRASE, context.currentTime + 0.05 + index * PHRASE_S);
      }
    },
    stop,
    chime(kind) {
      if (context.state === 'running') strike(loudness, CHIMES[kind], context.currentTime + 0.02);
    },
    setOutput({ volume, speaker }) {
      loudness.gain.setTargetAtTime(volume, context.currentTime, 0.02);
      sendTo(context, speaker);
    },
    close() {
      stop();
      for (const gesture of GESTURES) window.removeEventListener(gesture, wake, { capture: true });
      context.removeEventListener('statechange', look);
      void context.close();
    },
  };
}

const GESTURES = ['pointerdown', 'keydown'] as const;

function strike(into: GainNode, notes: readonly Note[], start: number): void {
  const { context } = into;
  for (const [at, pitch, loud] of notes) {
    for (const [partial, share] of [
      [1, 1],
      [2, 0.28],
      [4.07, 0.07],
    ] as const) {
      const tone = context.createOscillator();
      const shape = context.createGain();
      const begin = start + at;
      tone.frequency.value = pitch * partial;
      shape.gain.setValueAtTime(0, begin);
      shape.gain.linearRampToValueAtTime(0.34 * loud * share, begin + 0.006);
      shape.gain.exponentialRampToValueAtTime(0.0001, begin + 0.7 / partial);
      tone.connect(shape).connect(into);
      tone.start(begin);
      tone.stop(begin + 0.75);
    }
  }
}

/** Browsers that can choose the output of a context do; the others ring where they always do. */
function sendTo(context: AudioContext, speaker: string | null): void {
  if (!('setSinkId' in context) || typeof context.setSinkId !== 'function') return;
  const chosen: Promise<void> = context.setSinkId(speaker ?? '');
  // A device that has gone: the ring stays where it was.
  chosen.catch(() => undefined);
}
