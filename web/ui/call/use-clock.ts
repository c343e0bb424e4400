import { useEffect, useState } from 'preact/hooks';
import { lengthInWords } from '../chat/day-in-words.ts';

/** The time since an instant, as a timer shows it; it moves each second. */
export function useTimer(since: number | null): string | null {
  const [, tick] = useState(0);
  useEffect(() => {
    if (since === null) return;
    const timer = setInterval(() => tick((now) => now + 1), 1_000);
    return () => clearInterval(timer);
  }, [since]);
  return since === null ? null : lengthInWords(Date.now() - since);
}
