import { useEffect, useState } from 'react';

/** Counts down the time the server asked to wait; whole seconds are enough for eyes. */
export function useWaitUntil(): { readonly leftMs: number; readonly start: (ms: number) => void } {
  const [until, setUntil] = useState(0);
  const [now, setNow] = useState(() => Date.now());
  const leftMs = Math.max(0, until - now);
  useEffect(() => {
    if (leftMs === 0) return;
    const timer = setTimeout(() => setNow(Date.now()), Math.min(1_000, leftMs));
    return () => clearTimeout(timer);
  }, [leftMs]);
  function start(ms: number): void {
    setNow(Date.now());
    setUntil(Date.now() + ms);
  }
  return { leftMs, start };
}
