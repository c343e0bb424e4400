import { useSyncExternalStore } from 'react';
import { startTicks, type Ticks } from '../../live/ticks.ts';

const listeners = new Set<() => void>();
let shownAt = Date.now();
let timer: Ticks | null = null;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === null) {
    shownAt = Date.now();
    // A worker keeps the time: clocks of a floating window go on while the page itself is in the background.
    timer = startTicks(1_000, tick);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    timer.stop();
    timer = null;
  };
}

function tick(): void {
  shownAt = Date.now();
  for (const listener of listeners) listener();
}

/** The time in ms, told anew once a second: one timer moves every clock of the page together. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => shownAt);
}
