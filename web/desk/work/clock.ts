import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let shownAt = Date.now();
let timer: ReturnType<typeof setInterval> | null = null;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === null) {
    shownAt = Date.now();
    timer = setInterval(tick, 1_000);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
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
