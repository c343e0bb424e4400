import type { PublicEntry } from '@parley/contracts/rest.ts';
import { useEffect, useState } from 'react';
import { ask } from '../session/account.ts';

const known = new Map<string, Promise<PublicEntry | null>>();

/** The entry a customer came through, asked once for each; null while unknown. */
export function useEntry(entryId: string): PublicEntry | null {
  const [entry, setEntry] = useState<PublicEntry | null>(null);
  useEffect(() => {
    if (entryId === '') return;
    let alive = true;
    void entryOf(entryId).then((found) => {
      if (alive) setEntry(found);
    });
    return () => {
      alive = false;
    };
  }, [entryId]);
  return entry;
}

function entryOf(entryId: string): Promise<PublicEntry | null> {
  const asked = known.get(entryId) ?? askFor(entryId);
  known.set(entryId, asked);
  return asked;
}

async function askFor(entryId: string): Promise<PublicEntry | null> {
  const reply = await ask<PublicEntry>('GET', `/api/v1/entries/${encodeURIComponent(entryId)}`);
  if (reply.ok) return reply.data;
  known.delete(entryId);
  return null;
}
