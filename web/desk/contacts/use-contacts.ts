import type { Contact } from '@parley/contracts/directory.ts';
import { useCallback, useEffect, useRef, useState } from 'react';
import { listContacts } from './contact-requests.ts';

/** The part of the contacts that is shown. */
export type Listed = {
  /** What was searched for when this came. */
  readonly q: string;
  readonly contacts: readonly Contact[];
  readonly total: number;
  readonly next: string | null;
};

export type Contacts = {
  /** Null until the first answer. */
  readonly listed: Listed | null;
  readonly failed: boolean;
  readonly reload: () => void;
  readonly more: () => void;
};

/** A person types faster than that. */
const PAUSE_MS = 150;

/** The contacts that match what is typed; what was found before stays until the next is here. */
export function useContacts(q: string): Contacts {
  const [listed, setListed] = useState<Listed | null>(null);
  const [failed, setFailed] = useState(false);
  // Only the newest question is answered.
  const asked = useRef(0);

  const load = useCallback(async (typed: string, before: Listed | null): Promise<void> => {
    asked.current += 1;
    const mine = asked.current;
    const reply = await listContacts(typed, before?.next ?? null);
    if (mine !== asked.current) return;
    setFailed(!reply.ok);
    if (!reply.ok) return;
    const contacts = [...(before?.contacts ?? []), ...reply.data.contacts];
    setListed({ ...reply.data, q: typed, contacts });
  }, []);

  useEffect(() => {
    const timer = setTimeout(() => void load(q, null), q === '' ? 0 : PAUSE_MS);
    return () => clearTimeout(timer);
  }, [q, load]);

  return {
    listed,
    failed,
    reload: () => void load(q, null),
    more: () => void load(listed?.q ?? q, listed),
  };
}
