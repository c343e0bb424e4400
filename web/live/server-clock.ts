/** How far the server's clock is ahead of this computer's, learnt from events that arrive as they happen. */
export type ServerClock = {
  readonly saw: (serverMillis: number, localMillis: number) => void;
  readonly toLocal: (serverMillis: number) => number;
};

/** How many samples are remembered; an older, better one is forgotten so that a corrected clock is followed. */
const SAMPLES = 20;

/** A clock that knows nothing yet takes both for equal. */
export function createServerClock(): ServerClock {
  let samples: readonly number[] = [];
  return {
    saw: (serverMillis, localMillis) => {
      samples = [...samples, serverMillis - localMillis].slice(-SAMPLES);
    },
    // Every sample is too small by the way the event took: the largest is the nearest to the truth.
    toLocal: (serverMillis) => serverMillis - (samples.length === 0 ? 0 : Math.max(...samples)),
  };
}
