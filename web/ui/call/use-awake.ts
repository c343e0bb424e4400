import { useEffect } from 'preact/hooks';

/** Keeps the screen of a phone on while a call goes on. */
export function useAwake(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | null = null;
    let isOver = false;
    const hold = async (): Promise<void> => {
      lock = await askForLock();
      if (isOver) await lock?.release();
    };
    const again = (): void => void hold();
    again();
    // The browser takes it back whenever the page is out of sight.
    document.addEventListener('visibilitychange', again);
    return () => {
      isOver = true;
      document.removeEventListener('visibilitychange', again);
      void lock?.release();
    };
  }, []);
}

async function askForLock(): Promise<WakeLockSentinel | null> {
  if (!('wakeLock' in navigator) || document.visibilityState !== 'visible') return null;
  try {
    return await navigator.wakeLock.request('screen');
  } catch (error) {
    // Battery saving or the host page may forbid it: the call goes on all the same.
    if (error instanceof DOMException) return null;
    throw error;
  }
}
