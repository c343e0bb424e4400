/** Whether the browser lets this page notify. */
export type Permission = {
  readonly isGranted: () => boolean;
  /** Asks the agent once; call it in a click. */
  readonly ask: () => void;
  readonly close: () => void;
};

export function openPermission(changed: () => void): Permission {
  const now = (): NotificationPermission =>
    'Notification' in window ? Notification.permission : 'denied';
  const stopping = new AbortController();
  void watch(stopping.signal, changed);
  return {
    isGranted: () => now() === 'granted',
    ask() {
      if (now() === 'default') void Notification.requestPermission().then(changed);
    },
    close: () => stopping.abort(),
  };
}

/** It may be given or taken in the browser's own settings at any time. */
async function watch(signal: AbortSignal, changed: () => void): Promise<void> {
  if (!('permissions' in navigator)) return;
  try {
    const status = await navigator.permissions.query({ name: 'notifications' });
    status.addEventListener('change', changed, { signal });
  } catch (error) {
    // A browser that does not know the name tells of no change.
    if (!(error instanceof TypeError)) throw error;
  }
}
