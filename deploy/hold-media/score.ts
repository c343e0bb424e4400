/** Our own piece for people who wait: 16 slow bars in D that lead back into themselves. */

export const BEAT_S = 0.8;
const BAR_BEATS = 4;

export type Voice = 'pad' | 'piano' | 'bass' | 'bell';

/** One note: `pitch` as in MIDI, `loudness` from 0 to 1, `side` from -1 (left) to 1 (right). */
export type Note = {
  readonly voice: Voice;
  readonly pitch: number;
  readonly atBeat: number;
  readonly beats: number;
  readonly loudness: number;
  readonly side: number;
};

type Bar = {
  readonly root: number;
  readonly chord: readonly number[];
  /** Steps of the chord that the piano takes in eighths; null rests. */
  readonly figure: readonly (number | null)[];
  /** Beat, pitch and length of the melody. */
  readonly melody: readonly (readonly [number, number, number])[];
};

const CHORDS = {
  D: { root: 38, chord: [57, 61, 64, 66, 69] },
  Bm: { root: 35, chord: [54, 57, 61, 62, 66] },
  G: { root: 43, chord: [54, 57, 59, 62, 66] },
  A: { root: 45, chord: [52, 57, 59, 62, 64] },
  FsharpM: { root: 42, chord: [52, 57, 61, 64, 69] },
  Em: { root: 40, chord: [55, 59, 62, 66, 67] },
} as const;

const RISING = [0, 2, 3, null, 4, 3, 2, null];
const FALLING = [4, 3, null, 2, 1, null, 2, 3];
const SPARSE = [0, null, 2, null, 3, null, null, 4];
const RESTING = [0, null, 3, null, null, null, null, null];

const BARS: readonly Bar[] = [
  { ...CHORDS.D, figure: SPARSE, melody: [] },
  { ...CHORDS.D, figure: RISING, melody: [[2, 78, 2]] },
  {
    ...CHORDS.Bm,
    figure: SPARSE,
    melody: [
      [1, 76, 1],
      [2, 74, 2],
    ],
  },
  { ...CHORDS.Bm, figure: FALLING, melody: [] },
  {
    ...CHORDS.G,
    figure: RISING,
    melody: [
      [0, 71, 1.5],
      [1.5, 74, 2.5],
    ],
  },
  {
    ...CHORDS.G,
    figure: SPARSE,
    melody: [
      [2, 76, 1],
      [3, 78, 1],
    ],
  },
  { ...CHORDS.A, figure: FALLING, melody: [[0, 76, 3]] },
  { ...CHORDS.A, figure: RESTING, melody: [] },
  {
    ...CHORDS.FsharpM,
    figure: RISING,
    melody: [
      [0, 73, 1],
      [1, 76, 1],
      [2, 81, 2],
    ],
  },
  { ...CHORDS.Bm, figure: SPARSE, melody: [[0, 78, 3]] },
  {
    ...CHORDS.Em,
    figure: RISING,
    melody: [
      [1, 79, 1],
      [2, 78, 1],
      [3, 76, 1],
    ],
  },
  {
    ...CHORDS.A,
    figure: FALLING,
    melody: [
      [0, 74, 2],
      [2, 71, 2],
    ],
  },
  { ...CHORDS.D, figure: SPARSE, melody: [[0, 69, 3]] },
  {
    ...CHORDS.G,
    figure: RISING,
    melody: [
      [1, 71, 1],
      [2, 74, 2],
    ],
  },
  {
    ...CHORDS.Em,
    figure: SPARSE,
    melody: [
      [0, 76, 1.5],
      [1.5, 74, 2.5],
    ],
  },
  { ...CHORDS.A, figure: RESTING, melody: [[0, 71, 2]] },
];

/** How long the piece is, in seconds; a whole number of 20 ms packets. */
export const PIECE_S = BARS.length * BAR_BEATS * BEAT_S;

/** All notes of the piece. */
export function notes(): Note[] {
  return BARS.flatMap((bar, index) => {
    const start = index * BAR_BEATS;
    return [...pad(bar, start), ...bass(bar, start), ...piano(bar, start), ...bell(bar, start)];
  });
}

function pad({ chord }: Bar, start: number): Note[] {
  return chord.map((pitch, index) => ({
    voice: 'pad',
    pitch,
    atBeat: start,
    beats: BAR_BEATS,
    loudness: 0.5,
    side: (index / (chord.length - 1) - 0.5) * 1.2,
  }));
}

function bass({ root }: Bar, start: number): Note[] {
  const note = { voice: 'bass', pitch: root, side: 0 } as const;
  return [
    { ...note, atBeat: start, beats: 2.5, loudness: 0.8 },
    { ...note, atBeat: start + 2.5, beats: 1.5, loudness: 0.5 },
  ];
}

function piano({ chord, figure }: Bar, start: number): Note[] {
  return figure.flatMap((step, index): Note[] => {
    const pitch = step === null ? undefined : chord[step];
    if (pitch === undefined) return [];
    const loudness = index % 4 === 0 ? 0.75 : 0.55;
    const side = index % 2 === 0 ? -0.35 : 0.35;
    return [{ voice: 'piano', pitch, atBeat: start + index / 2, beats: 1.5, loudness, side }];
  });
}

function bell({ melody }: Bar, start: number): Note[] {
  return melody.map(([beat, pitch, beats]) => ({
    voice: 'bell',
    pitch,
    atBeat: start + beat,
    beats,
    loudness: 0.6,
    side: 0.15,
  }));
}
