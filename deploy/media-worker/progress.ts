import type { MediaWorkerStep } from '@parley/contracts/media-worker-step.ts';

export type { MediaWorkerStep };
export type Report = (step: MediaWorkerStep) => void;

/** How far ninja is, from a line like `[12/237] Compiling …`; null for any other line. */
export function ninjaFraction(line: string): number | null {
  const found = /^\[(\d+)\/(\d+)\]/.exec(line);
  if (found === null) return null;
  const [done, all] = [Number(found[1]), Number(found[2])];
  return all === 0 ? null : Math.min(1, done / all);
}

// Shares of the way as people wait for it: nearly all of it is the compiler.
const LIBRARIES_END = 0.08;
const BUILD_END = 0.97;

export const FRACTIONS = {
  looking: 0,
  downloading: 0.01,
  installing: 0.02,
  building: (done: number): number => LIBRARIES_END + (BUILD_END - LIBRARIES_END) * done,
  checking: BUILD_END,
  ready: 1,
};

/** Passes steps on so that the fraction never falls, whichever source was tried before. */
export function onlyForward(report: Report): Report {
  let furthest = 0;
  return (step) => {
    furthest = Math.max(furthest, step.fraction);
    report({ ...step, fraction: Math.round(furthest * 1000) / 1000 });
  };
}

const WORDS: Record<MediaWorkerStep['step'], string> = {
  looking: 'Looking for the media worker',
  downloading: 'Downloading the media worker',
  'installing-libraries': 'Installing libraries for voice and video',
  building: 'Building the media worker',
  checking: 'Checking the media worker',
  ready: 'The media worker is ready',
  failed: 'No media worker',
};

const BAR_WIDTH = 30;

/** The step as one line with a bar, for a terminal. */
export function inWords(step: MediaWorkerStep): string {
  const said =
    step.message === undefined ? WORDS[step.step] : `${WORDS[step.step]}: ${step.message}`;
  if (step.step === 'failed' || step.step === 'ready') return said;
  const full = Math.round(step.fraction * BAR_WIDTH);
  const bar = '█'.repeat(full) + '░'.repeat(BAR_WIDTH - full);
  return `${bar} ${String(Math.round(step.fraction * 100)).padStart(3)} % ${said}`;
}
