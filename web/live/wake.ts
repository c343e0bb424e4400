import { startTicks } from './ticks.ts';

/** How often the clock is looked at. */
const LOOK_MS = 2_000;

/** A tick this late means that the computer slept. */
const SLEPT_MS = 10_000;

/** What can make a line void or worth trying at once. */
export type Wakeful = {
  /** The page is looked at again: try at once if there is no line. */
  readonly seen: () => void;
  /** Sleep or another network: what is open is not to be trusted. */
  readonly moved: () => void;
};

/** Watches for sleep, network changes and returning to the page; gives back how to stop. */
export function watchWaking({ seen, moved }: Wakeful): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  let last = Date.now();
  const ticks = startTicks(LOOK_MS, () => {
    const now = Date.now();
    const slept = now - last > SLEPT_MS;
    last = now;
    if (slept) moved();
  });
  document.addEventListener(
    'visibilitychange',
    () => {
      if (document.visibilityState === 'visible') seen();
    },
    { signal },
  );
  window.addEventListener('pageshow', seen, { signal });
  window.addEventListener('focus', seen, { signal });
  const stopNetwork = watchNetwork(moved);
  return () => {
    stop.abort();
    stopNetwork();
    ticks.stop();
  };
}

/** Tells when the computer is on another network than before, or on one again; gives back how to stop. */
export function watchNetwork(moved: () => void): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  const network = networkOf(navigator);
  let type = network?.type;
  window.addEventListener('online', moved, { signal });
  // The same event also tells of mere estimates of speed; only another kind of network makes paths void.
  network?.addEventListener(
    'change',
    () => {
      if (network.type !== type) moved();
      type = network.type;
    },
    { signal },
  );
  return () => stop.abort();
}

type Network = EventTarget & { readonly type?: string };

/** The Network Information API, where the browser has it. */
function networkOf(navigator: Navigator): Network | null {
  const connection: unknown = 'connection' in navigator ? navigator.connection : null;
  return connection instanceof EventTarget ? connection : null;
}
