import { kept } from './kept.ts';
import { randomId } from './random-id.ts';

const KEY = 'parley-tab';

/** How long a reloaded page waits for its former self to let go of the tab's name. */
const HANDOVER_MS = 300;

const storage = kept(
  'sessionStorage',
  KEY,
  (value): value is string => typeof value === 'string' && value.startsWith('tab_'),
);

let opening: Promise<string> | null = null;

/** This tab's id: kept over a reload, and never shared by two tabs although duplicating a tab copies its storage. */
export function openTabId(): Promise<string> {
  opening ??= chooseTabId();
  return opening;
}

async function chooseTabId(): Promise<string> {
  const last = storage.read();
  const id = last !== null && (await claim(last)) ? last : await freshId();
  storage.write(id);
  return id;
}

async function freshId(): Promise<string> {
  const id = `tab_${randomId()}`;
  await claim(id);
  return id;
}

/** Holds a lock named after the id for as long as the page lives; false when another page holds it. */
function claim(id: string): Promise<boolean> {
  if (!('locks' in navigator)) return Promise.resolve(true);
  // Not `AbortSignal.timeout`: older Safari has locks without it.
  const late = new AbortController();
  setTimeout(() => late.abort(), HANDOVER_MS);
  return new Promise((resolve) => {
    const held = navigator.locks.request(`${KEY}:${id}`, { signal: late.signal }, () => {
      resolve(true);
      return new Promise<void>(() => undefined);
    });
    // Too late, another living tab has it; anything else means locks are forbidden here (opaque origins).
    held.catch(() => resolve(!late.signal.aborted));
  });
}
