import { kept } from '../kept.ts';

/** How large a picture is asked for; always an ideal, the nearest the camera has is taken (M12). */
export type Resolution = 'default' | 'high' | 'low';

/** What a person chose; null is the browser's own choice. */
export type Chosen = {
  readonly microphone: string | null;
  readonly camera: string | null;
  readonly speaker: string | null;
  readonly ringSpeaker: string | null;
  readonly resolution: Resolution;
  /** Echo, noise and level are corrected; off for music and measurements. */
  readonly cleanSound: boolean;
  /** Pictures come and go small, for a weak or costly connection (M21). */
  readonly lowBandwidth: boolean;
  /** The camera itself blurs what is behind the person, where it can (M21). */
  readonly blurBackground: boolean;
};

/** Before anything is chosen. */
export const UNCHOSEN: Chosen = {
  microphone: null,
  camera: null,
  speaker: null,
  ringSpeaker: null,
  resolution: 'default',
  cleanSound: true,
  lowBandwidth: false,
  blurBackground: false,
};

/** The choice of this browser, kept over visits. */
export const keptChoice = kept('localStorage', 'parley-devices', isPartOfChosen);

const OF_ID = (value: unknown): boolean => value === null || typeof value === 'string';
const CHECKS: Readonly<Record<keyof Chosen, (value: unknown) => boolean>> = {
  microphone: OF_ID,
  camera: OF_ID,
  speaker: OF_ID,
  ringSpeaker: OF_ID,
  resolution: (value) => value === 'default' || value === 'high' || value === 'low',
  cleanSound: (value) => typeof value === 'boolean',
  lowBandwidth: (value) => typeof value === 'boolean',
  blurBackground: (value) => typeof value === 'boolean',
};

function isPartOfChosen(value: unknown): value is Partial<Chosen> {
  if (typeof value !== 'object' || value === null) return false;
  // What is no choice any more was one once: it spoils nothing.
  return Object.entries(value).every(
    ([key, part]) => !(key in CHECKS) || CHECKS[key as keyof Chosen](part),
  );
}
