import type { Store } from '../store.ts';
import type { HeadsetCall } from './step.ts';

/** What of the page a headset follows. */
export type HeadsetPage = HeadsetCall & {
  /** The call is in another tab of this browser: that tab's headset, then. */
  readonly elsewhere: boolean;
};

const LOCK = 'parley-headset';

/**
 * Of several tabs one listens to the headset: the one with the call, else the one looked at last.
 * Two would both answer, and their lights would fight.
 */
export function takeTurns(
  page: Store<HeadsetPage>,
  changed: () => unknown,
): { readonly isOurs: () => boolean; readonly close: () => void } {
  if (!('locks' in navigator)) return { isOurs: () => true, close: () => undefined };
  const stop = new AbortController();
  let isOurs = false;
  let asked = 0;

  function set(next: boolean): void {
    if (isOurs === next || stop.signal.aborted) return;
    isOurs = next;
    changed();
  }

  /** Waits for the turn, or takes it from the tab that has it. */
  async function ask({ steal }: { readonly steal: boolean }): Promise<void> {
    const turn = ++asked;
    try {
      await navigator.locks.request(LOCK, steal ? { steal } : { signal: stop.signal }, () => {
        // An earlier question that is answered late has nothing to give.
        if (turn !== asked) return null;
        set(true);
        return new Promise<void>((done) => stop.signal.addEventListener('abort', () => done()));
      });
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      if (stop.signal.aborted || turn !== asked) return;
      set(false);
      await ask({ steal: false });
    }
  }

  function take(): void {
    if (!isOurs && !stop.signal.aborted) void ask({ steal: true });
  }

  const look = (): void => {
    const isLookedAt = document.visibilityState === 'visible' && document.hasFocus();
    if (isLookedAt && !page.get().elsewhere) take();
  };
  let wasElsewhere = page.get().elsewhere;
  const unsubscribe = page.subscribe(() => {
    const { call, elsewhere } = page.get();
    if (call !== null) take();
    else if (wasElsewhere && !elsewhere) look();
    wasElsewhere = elsewhere;
  });
  window.addEventListener('focus', look, { signal: stop.signal });
  document.addEventListener('visibilitychange', look, { signal: stop.signal });
  void ask({ steal: false });
  look();
  return {
    isOurs: () => isOurs,
    close() {
      unsubscribe();
      stop.abort();
    },
  };
}
