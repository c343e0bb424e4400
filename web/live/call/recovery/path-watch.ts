import type { Reading } from '../reading.ts';

/** How long nothing may come while something is due. */
export const SILENCE_MS = 600;

/** What has been seen of a path so far. */
export type Watch = {
  readonly arrived: number;
  readonly packets: number;
  /** When sound last came, or when it became due. */
  readonly soundAt: number;
  /** Sound has come since it became due: only then its absence means something. */
  readonly heard: boolean;
  /** The absence has been told already. */
  readonly told: boolean;
};

/** What the newest reading shows. */
export type Seen = {
  readonly watch: Watch;
  /** Anything at all arrived: the path stands. */
  readonly alive: boolean;
  readonly soundCame: boolean;
  readonly fellSilent: boolean;
};

/** A path nothing is known about. */
export function newWatch(at: number): Watch {
  return { arrived: 0, packets: 0, soundAt: at, heard: false, told: false };
}

/** Takes the next reading; `due` says whether the call lets sound flow to this page now. */
export function look(before: Watch, now: Reading, due: boolean): Seen {
  const { arrived } = now;
  const { packets } = now.audio;
  const alive = arrived > before.arrived;
  const soundCame = packets > before.packets;
  if (soundCame || !due) {
    return {
      watch: { arrived, packets, soundAt: now.at, heard: soundCame && due, told: false },
      alive,
      soundCame,
      fellSilent: false,
    };
  }
  const fellSilent = before.heard && !before.told && now.at - before.soundAt >= SILENCE_MS;
  return {
    watch: { ...before, arrived, packets, told: before.told || fellSilent },
    alive,
    soundCame,
    fellSilent,
  };
}
