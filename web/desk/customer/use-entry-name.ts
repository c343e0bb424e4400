import type { PublicEntry } from '@parley/contracts/rest.ts';
import { useEffect, useState } from 'react';
import { ask } from '../session/account.ts';

const known = new Map<string, Promise<string | null>>();

/** The name of an entry, asked once for each; null while unknown. */
export function useEntryName(entryId: string): string | null {
  const [name, setName] = useState<string | null>(null);
  useEffect(() => {
    if (entryId === '') return;
    let alive = true;
    void nameOf(entryId).then((found) => {
      if (alive) setName(found);
    });
    return () => {
      alive = false;
    };
  }, [entryId]);
  return name;
}

function nameOf(entryId: string): Promise<string | null> {
  const asked = known.get(entryId) ?? askName(entryId);
  known.set(entryId, asked);
  return asked;
}

async function askName(entryId: string): Promise<string | null> {
  const reply = await ask<PublicEntry>('GET', `/api/v1/entries/${encodeURIComponent(entryId)}`);
  if (reply.ok) return reply.data.name;
  known.delete(entryId);
  return null;
}
