import type { RingTone } from '@parley/contracts/settings.ts';

/** One struck note: when in the phrase (s), its pitch (Hz), how loud (0 to 1). */
export type Note = readonly [at: number, pitch: number, loudness: number];

type Tone = { readonly phrase: readonly Note[]; readonly lengthS: number };

/** Phrases of our own; each is repeated for as long as it rings. */
export const TONES: Readonly<Record<RingTone, Tone>> = {
  // A rising fifth answered by a falling step, over two seconds and a rest.
  rise: {
    phrase: [
      [0, 523.25, 0.9],
      [0.18, 783.99, 0.8],
      [0.36, 1046.5, 0.7],
      [0.72, 880, 0.85],
      [0.9, 783.99, 0.7],
      [1.26, 659.26, 0.8],
      [1.44, 783.99, 0.6],
    ],
    lengthS: 3,
  },
  // Two bursts of a small bell, as an office telephone has.
  bell: { phrase: [...burst(0), ...burst(0.9)], lengthS: 3.2 },
  // Low and even: for whoever sits close to others.
  pulse: {
    phrase: [
      [0, 220, 0.9],
      [0.5, 220, 0.9],
      [1, 329.63, 0.8],
    ],
    lengthS: 2.4,
  },
  // Falling thirds, light and high.
  drops: {
    phrase: [
      [0, 1318.51, 0.6],
      [0.16, 1046.5, 0.6],
      [0.32, 880, 0.6],
      [0.48, 698.46, 0.7],
      [1.1, 1174.66, 0.5],
      [1.26, 987.77, 0.5],
    ],
    lengthS: 2.8,
  },
};

function burst(from: number): readonly Note[] {
  const strokes = [0, 1, 2, 3, 4, 5, 6, 7];
  return strokes.map((stroke) => [from + stroke * 0.07, stroke % 2 ? 1479.98 : 1760, 0.5]);
}

const PARTIALS = [
  [1, 1],
  [2, 0.28],
  [4.07, 0.07],
] as const;

/** Plays notes from an instant of the context on, each as something struck that dies away. */
export function strike(into: GainNode, notes: readonly Note[], start: number): void {
  const { context } = into;
  for (const [at, pitch, loud] of notes) {
    for (const [partial, share] of PARTIALS) {
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

/** A tone's phrase with the rest behind it, as a sound to be repeated. */
export function phraseOf(tone: RingTone, sampleRate: number): Promise<AudioBuffer> {
  const { phrase, lengthS } = TONES[tone];
  const length = Math.round(lengthS * sampleRate);
  const context = new OfflineAudioContext({ length, sampleRate });
  const into = new GainNode(context);
  into.connect(context.destination);
  strike(into, phrase, 0);
  return context.startRendering();
}

/** Browsers that can choose the output of a context do; the others sound where they always do. */
export function sendTo(context: AudioContext, speaker: string): void {
  if (!('setSinkId' in context) || typeof context.setSinkId !== 'function') return;
  if ('sinkId' in context && context.sinkId === speaker) return;
  const chosen: Promise<void> = context.setSinkId(speaker);
  // A device that has gone: the sound stays where it was.
  chosen.catch(() => undefined);
}

const TEST_S = 1.6;

/** Two notes on a speaker, to hear which it is; resolves when they are over. */
export async function playTestTone(speaker: string): Promise<void> {
  const context = new AudioContext();
  sendTo(context, speaker);
  await context.resume();
  const gain = context.createGain();
  gain.connect(context.destination);
  const notes: readonly Note[] = [
    [0, 440, 0.9],
    [0.4, 660, 0.9],
    [0.8, 880, 0.9],
  ];
  strike(gain, notes, context.currentTime + 0.05);
  const clock = new ConstantSourceNode(context, { offset: 0 });
  clock.connect(gain);
  clock.start();
  clock.stop(context.currentTime + TEST_S);
  await new Promise((over) => clock.addEventListener('ended', over));
  await context.close();
}
