import { BEAT_S, type Note, notes, PIECE_S, type Voice } from './score.ts';

export const SAMPLE_RATE = 48_000;

type Stereo = { readonly left: Float64Array; readonly right: Float64Array };

/** A voice: how loud and of what shape a note is at `t` seconds, for a note held `held` seconds. */
type Sound = { readonly tailS: number; at(t: number, held: number, hertz: number): number };

const TURN = 2 * Math.PI;

const SOUNDS: Readonly<Record<Voice, Sound>> = {
  /** Three slightly detuned tones that swell and fade: a soft string section. */
  pad: {
    tailS: 1.6,
    at(t, held, hertz) {
      const swell = Math.min(1, t / 0.9) * (t < held ? 1 : Math.max(0, 1 - (t - held) / 1.6));
      const tone = [0.9975, 1, 1.0028].reduce((sum, detune, index) => {
        const phase = TURN * hertz * detune * t + index * 2;
        return sum + Math.sin(phase) + 0.22 * Math.sin(2 * phase) + 0.06 * Math.sin(3 * phase);
      }, 0);
      return 0.045 * swell * swell * tone;
    },
  },
  /** Two tones of which one bends the other less and less: an electric piano. */
  piano: {
    tailS: 1.5,
    at(t, held, hertz) {
      const bend = 1.1 * Math.exp(-t / 0.35) + 0.12;
      const tine = 0.08 * Math.exp(-t / 0.06) * Math.sin(TURN * hertz * 7 * t);
      const tone = Math.sin(TURN * hertz * t + bend * Math.sin(TURN * hertz * t)) + tine;
      return 0.15 * attack(t, 0.006) * Math.exp(-t / 0.9) * damped(t, held, 0.25) * tone;
    },
  },
  bass: {
    tailS: 0.5,
    at(t, held, hertz) {
      const tone = Math.sin(TURN * hertz * t) + 0.3 * Math.sin(2 * TURN * hertz * t);
      return 0.2 * attack(t, 0.03) * Math.exp(-t / 2.2) * damped(t, held, 0.12) * tone;
    },
  },
  /** A struck bar with its fourth partial and a slow tremolo: a vibraphone. */
  bell: {
    tailS: 2.4,
    at(t, held, hertz) {
      const tremolo = 1 - 0.18 * (1 - Math.cos(TURN * 4.2 * t)) * 0.5;
      const tone =
        Math.sin(TURN * hertz * t) + 0.16 * Math.exp(-t / 0.25) * Math.sin(4 * TURN * hertz * t);
      return 0.13 * attack(t, 0.008) * Math.exp(-t / 1.5) * damped(t, held, 0.8) * tremolo * tone;
    },
  },
};

function attack(t: number, seconds: number): number {
  return t >= seconds ? 1 : 0.5 - 0.5 * Math.cos((Math.PI * t) / seconds);
}

function damped(t: number, held: number, seconds: number): number {
  return t < held ? 1 : Math.exp(-(t - held) / seconds);
}

/** The piece as interleaved 32-bit samples; its end runs on into its beginning, so it loops without a seam. */
export function piece(): Float32Array {
  const length = Math.round(PIECE_S * SAMPLE_RATE);
  const dry = { left: new Float64Array(length), right: new Float64Array(length) };
  for (const note of notes()) play(note, dry);
  const wet = roomOf(dry);
  return interleaved(dry, wet);
}

function play(note: Note, into: Stereo): void {
  const sound = SOUNDS[note.voice];
  const hertz = 440 * 2 ** ((note.pitch - 69) / 12);
  const held = note.beats * BEAT_S;
  const angle = ((note.side + 1) * Math.PI) / 4;
  const left = note.loudness * Math.cos(angle);
  const right = note.loudness * Math.sin(angle);
  const start = Math.round(note.atBeat * BEAT_S * SAMPLE_RATE);
  const length = into.left.length;
  const count = Math.round((held + sound.tailS) * SAMPLE_RATE);
  const fade = 0.1 * SAMPLE_RATE;
  for (let index = 0; index < count; index += 1) {
    const end = Math.min(1, (count - index) / fade);
    const sample = sound.at(index / SAMPLE_RATE, held, hertz) * end;
    const at = (start + index) % length;
    into.left[at] = (into.left[at] ?? 0) + left * sample;
    into.right[at] = (into.right[at] ?? 0) + right * sample;
  }
}

/** Echoes of a soft room: delays that feed each other's sides; the second time round is kept, tails and all. */
function roomOf(dry: Stereo): Stereo {
  const length = dry.left.length;
  const wet = { left: new Float64Array(length), right: new Float64Array(length) };
  const combs = [1_557, 1_867, 2_251, 2_677].map((samples) => new Comb(samples));
  for (let index = 0; index < 2 * length; index += 1) {
    const at = index % length;
    const left = dry.left[at] ?? 0;
    const right = dry.right[at] ?? 0;
    let sumLeft = 0;
    let sumRight = 0;
    for (const [number, comb] of combs.entries()) {
      const echo = comb.pass(number % 2 === 0 ? left : right);
      if (number < 2) sumLeft += echo;
      else sumRight += echo;
    }
    wet.left[at] = sumLeft + 0.3 * sumRight;
    wet.right[at] = sumRight + 0.3 * sumLeft;
  }
  return wet;
}

/** A feedback delay whose echoes grow darker. */
class Comb {
  readonly #kept: Float64Array;
  #at = 0;
  #dark = 0;

  constructor(samples: number) {
    this.#kept = new Float64Array(samples);
  }

  pass(sample: number): number {
    const echo = this.#kept[this.#at] ?? 0;
    this.#dark = 0.6 * echo + 0.4 * this.#dark;
    this.#kept[this.#at] = sample + 0.8 * this.#dark;
    this.#at = (this.#at + 1) % this.#kept.length;
    return echo;
  }
}

/** Quiet beside a voice: music that waits must not startle when somebody answers. */
const PEAK = 0.32;

function interleaved(dry: Stereo, wet: Stereo): Float32Array {
  const mixed = new Float32Array(2 * dry.left.length);
  let peak = 0;
  for (let index = 0; index < dry.left.length; index += 1) {
    const left = (dry.left[index] ?? 0) + 0.13 * (wet.left[index] ?? 0);
    const right = (dry.right[index] ?? 0) + 0.13 * (wet.right[index] ?? 0);
    mixed[2 * index] = left;
    mixed[2 * index + 1] = right;
    peak = Math.max(peak, Math.abs(left), Math.abs(right));
  }
  return mixed.map((sample) => (sample * PEAK) / peak);
}
