import type { Directory, RecentCalls } from '@parley/contracts/directory.ts';
import { useEffect, useState } from 'react';
import { ask } from '../session/account.ts';

/** What the server found for which words, and whether it could be asked. */
export type Found = {
  readonly directory: Directory | null;
  readonly foundFor: string | null;
  readonly failed: boolean;
};

/** A person types faster than that. */
const PAUSE_MS = 150;

/** How often those who are shown are asked for anew: who is ready changes while one looks. */
const AGAIN_MS = 3_000;

const NOTHING: Found = { directory: null, foundFor: null, failed: false };

/** Colleagues, queues and contacts for what is typed, live while they are on screen; null asks nothing. */
export function useDirectory(q: string | null): Found {
  const [found, setFound] = useState<Found>(NOTHING);
  useEffect(() => {
    if (q === null) {
      setFound(NOTHING);
      return;
    }
    let isOver = false;
    const load = async (): Promise<void> => {
      const asked = new URLSearchParams({ q });
      const reply = await ask<Directory>('GET', `/api/v1/directory?${asked.toString()}`);
      if (isOver) return;
      setFound((now) =>
        reply.ok ? { directory: reply.data, foundFor: q, failed: false } : { ...now, failed: true },
      );
    };
    const first = setTimeout(() => void load(), q === '' ? 0 : PAUSE_MS);
    const again = setInterval(() => void load(), AGAIN_MS);
    return () => {
      isOver = true;
      clearTimeout(first);
      clearInterval(again);
    };
  }, [q]);
  return found;
}

/** One's own last calls, asked for each time the list opens. */
export function useRecentCalls(isOpen: boolean): RecentCalls {
  const [recent, setRecent] = useState<RecentCalls>([]);
  useEffect(() => {
    if (!isOpen) return;
    let isOver = false;
    void ask<RecentCalls>('GET', '/api/v1/recent-calls').then((reply) => {
      if (!isOver && reply.ok) setRecent(reply.data);
    });
    return () => {
      isOver = true;
    };
  }, [isOpen]);
  return recent;
}
