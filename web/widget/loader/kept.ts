import type { KeptByHost } from '@parley/contracts/widget.ts';

const KEY = 'parley';
const REMEMBERED_MS = 24 * 3_600_000;

type Stored = { readonly conversationId: string; readonly token: string; readonly until: number };
type Shown = { readonly open: boolean; readonly inCall: boolean };

/** What this page remembers when storage is refused (private windows, blocked storage). */
let inMemory: KeptByHost | null = null;

/** What the host page keeps for the widget: the conversation for a day, what was open for this tab. */
export function readKept(entryId: string): KeptByHost | null {
  const stored = read<Stored>(() => localStorage, entryId);
  if (stored === null) return inMemory;
  if (stored.until < Date.now()) {
    keep(entryId, null);
    return null;
  }
  const shown = read<Shown>(() => sessionStorage, entryId) ?? { open: false, inCall: false };
  const { conversationId, token } = stored;
  return { conversationId, token, ...shown };
}

/** Keeps or forgets; where storage is refused it lasts as long as the page. */
export function keep(entryId: string, kept: KeptByHost | null): void {
  inMemory = kept;
  if (kept === null) {
    write(() => localStorage, entryId, null);
    write(() => sessionStorage, entryId, null);
    return;
  }
  const { conversationId, token, open, inCall } = kept;
  const stored: Stored = { conversationId, token, until: Date.now() + REMEMBERED_MS };
  write(() => localStorage, entryId, stored);
  write(() => sessionStorage, entryId, { open, inCall } satisfies Shown);
}

function read<T>(storage: () => Storage, entryId: string): T | null {
  try {
    const text = storage().getItem(`${KEY}:${entryId}`);
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    // Storage is blocked here: memory serves this page.
    return null;
  }
}

function write(storage: () => Storage, entryId: string, value: unknown): void {
  try {
    if (value === null) storage().removeItem(`${KEY}:${entryId}`);
    else storage().setItem(`${KEY}:${entryId}`, JSON.stringify(value));
  } catch {
    // Storage is blocked here: memory serves this page.
  }
}
