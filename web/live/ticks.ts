/** Calls back at an interval; `null` stops it. Background pages slow their own timers, so a worker keeps the time. */
export type Ticks = { readonly stop: () => void };

/** Ticks from a worker, or from the page's own timer where workers cannot be had. */
export function startTicks(everyMs: number, tick: () => void): Ticks {
  const worker = openWorker();
  if (worker === null) return pageTicks(everyMs, tick);
  let fallback: Ticks | null = null;
  worker.onmessage = () => tick();
  worker.onerror = () => {
    worker.terminate();
    fallback ??= pageTicks(everyMs, tick);
  };
  worker.postMessage(everyMs);
  return {
    stop: () => {
      worker.terminate();
      fallback?.stop();
      // A worker that fails after this must not start the page's timer.
      fallback = { stop: () => undefined };
    },
  };
}

function pageTicks(everyMs: number, tick: () => void): Ticks {
  const timer = setInterval(tick, everyMs);
  return { stop: () => clearInterval(timer) };
}

function openWorker(): Worker | null {
  if (typeof Worker === 'undefined') return null;
  allowOwnScripts();
  try {
    return new Worker(new URL('./tick-worker.ts', import.meta.url), { type: 'module' });
  } catch (error) {
    // NOTE: a page whose policy forbids workers still works, only less punctually in the background.
    if (error instanceof Error) return null;
    throw error;
  }
}

type TrustedTypes = {
  readonly defaultPolicy: unknown;
  readonly createPolicy: (
    name: string,
    rules: { readonly createScriptURL: (url: string) => string | null },
  ) => unknown;
};

/** Under Trusted Types a worker's address must pass a policy: ours lets same-origin scripts pass, nothing else. */
function allowOwnScripts(): void {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  if (trustedTypes === undefined || trustedTypes.defaultPolicy) return;
  try {
    trustedTypes.createPolicy('default', {
      createScriptURL: (url) =>
        new URL(url, location.href).origin === location.origin ? url : null,
    });
  } catch (error) {
    // The page's policy list has no room for ours: opening the worker then fails and the page's timer serves.
    if (!(error instanceof TypeError)) throw error;
  }
}
