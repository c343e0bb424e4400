import type { Reading } from '../reading.ts';

/** How long nothing may come while something is due. */
export const SILENCE_MS = 600;

/** After this long it is worth asking whether the line to the server still stands. */
const DOUBT_MS = 300;

/** What has been seen of a path so far. */
export type Watch = {
  readonly arrived: number;
  readonly packets: number;
  /** When sound last came, or when it became due. */
  readonly soundAt: number;
  /** Sound has come since it became due: only then its absence means something. */
  readonly heard: boolean;
  /** What has been said of its absence already. */
  readonly told: 'nothing' | 'doubt' | 'silence';
};

/** What the newest reading shows. */
export type Seen = {
  readonly watch: Watch;
  /** Anything at all arrived: the path stands. */
  readonly alive: boolean;
  readonly soundCame: boolean;
  /** Sound is late: the first sign that something may be wrong. */
  readonly isLate: boolean;
  readonly fellSilent: boolean;
};

/** A path nothing is known about. */
export function newWatch(at: number): Watch {
  return { arrived: 0, packets: 0, soundAt: at, heard: false, told: 'nothing' };
}

/** Takes the next reading; `due` says whether the call lets sound flow to this page now. */
export function look(before: Watch, now: Reading, due: boolean): Seen {
  const { arrived } = now;
  const { packets } = now.audio;
  const alive = arrived > before.arrived;
  const soundCame = packets > before.packets;
  if (soundCame || !due) {
    const soundAt = soundCame ? now.audio.lastPacketAt : now.at;
    const watch: Watch = { arrived, packets, soundAt, heard: soundCame && due, told: 'nothing' };
    return { watch, alive, soundCame, isLate: false, fellSilent: false };
  }
  const silentMs = before.heard ? now.at - before.soundAt : 0;
  const fellSilent = before.told !== 'silence' && silentMs >= SILENCE_MS;
  const isLate = before.told === 'nothing' && silentMs >= DOUBT_MS;
  const told = fellSilent ? 'silence' : doubtOr(before.told, isLate);
  return { watch: { ...before, arrived, packets, told }, alive, soundCame, isLate, fellSilent };
}

function doubtOr(told: Watch['told'], isLate: boolean): Watch['told'] {
  return isLate ? 'doubt' : told;
}
