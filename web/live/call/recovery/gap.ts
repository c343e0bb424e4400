import type { LinkCause } from '@parley/core/call/call.ts';
import { kept } from '../../kept.ts';

/** A stretch in which this page heard nothing because its path was gone. */
export type Gap = { readonly gapMs: number; readonly cause: LinkCause };

/** Gaps shorter than this are hidden by the browser's own concealment. */
const WORTH_TELLING_MS = 250;

/** Measures from the last packet before a break to the first after it. */
export type GapMeter = {
  /** Something arrived at this instant. */
  readonly heard: (at: number) => void;
  /** The path is gone; the next packet ends the gap. What is known better later counts more than `network`. */
  readonly broke: (cause: LinkCause, at: number) => void;
  /** From here on another page listens, or nobody. */
  readonly forget: () => void;
  /** This page takes over from another at this instant. */
  readonly takeOver: (at: number) => void;
};

/** A meter that remembers over a reload when something was heard last in this call. */
export function createGapMeter(callId: string, measured: (gap: Gap) => void): GapMeter {
  const storage = kept(
    'sessionStorage',
    `parley-heard:${callId}`,
    (value): value is number => typeof value === 'number',
  );
  let last: number | null = storage.read();
  // What was heard by this page before it was loaded: the reload is the break.
  let cause: LinkCause | null = last === null ? null : 'page-gone';
  let brokeAt = 0;
  let keptAt = 0;
  return {
    broke: (because, at) => {
      if (cause === null) brokeAt = at;
      if (cause === null || cause === 'network') cause = because;
    },
    forget: () => {
      last = null;
      cause = null;
      storage.write(null);
    },
    takeOver: (at) => {
      last = at;
      brokeAt = at;
      cause = 'moved';
    },
    heard: (at) => {
      // What came before the break may be counted only now; it does not end it.
      const because = at > brokeAt ? cause : null;
      const gapMs = last === null ? 0 : at - last;
      if (at > brokeAt) cause = null;
      last = at;
      if (at - keptAt > 500) {
        keptAt = at;
        storage.write(at);
      }
      if (because !== null && gapMs >= WORTH_TELLING_MS)
        measured({ gapMs: Math.round(gapMs), cause: because });
    },
  };
}
