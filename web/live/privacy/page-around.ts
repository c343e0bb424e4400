import { isOurs } from '@parley/contracts/our-words.ts';
import type { MaskReady } from '@parley/contracts/page-mask.ts';
import { type AskedPage, askedPage } from './asked-page.ts';

/** The page around us: it tells what of itself is private. */
export type PageAround = {
  /** Begins to ask it; null when it does not answer in time, or its browser cannot say which picture is of it. */
  readonly ask: () => Promise<{ readonly handle: string; readonly page: AskedPage } | null>;
};

/** How long the page around us may take to load what finds its private parts. */
const READY_MS = 4_000;

let around: PageAround | null = null;

/** The page around us that can hide parts of itself; null in a page of our own, and in another's frame that cannot. */
export function pageAround(): PageAround | null {
  return around;
}

/** A page with our loader stands around us, from this origin. */
export function standInPage(origin: string): void {
  let last: Promise<unknown> = Promise.resolve();
  // One after another: an answer does not say of which question it is.
  const ask = (): ReturnType<PageAround['ask']> => {
    const answer = last.then(() => askPage(origin));
    last = answer;
    return answer;
  };
  around = { ask };
}

function askPage(origin: string): ReturnType<PageAround['ask']> {
  return new Promise((resolve) => {
    const stop = new AbortController();
    const answer = (found: Awaited<ReturnType<PageAround['ask']>>): void => {
      stop.abort();
      resolve(found);
    };
    const hear = ({ source, origin: from, data, ports }: MessageEvent<unknown>): void => {
      if (source !== window.parent || from !== origin || !isOurs<MaskReady>(data)) return;
      if (data.type !== 'mask') return;
      const [port] = ports;
      const isTold = data.handle !== null && port !== undefined;
      answer(isTold ? { handle: data.handle, page: askedPage(port) } : null);
    };
    window.addEventListener('message', hear, { signal: stop.signal });
    setTimeout(() => answer(null), READY_MS);
    window.parent.postMessage({ parley: 1, type: 'mask' }, origin);
  });
}
