import { isOurs } from '@parley/contracts/our-words.ts';
import type { FrameToHost, HostToFrame } from '@parley/contracts/widget.ts';

/** What an app puts into its web view to be told: an interface of Android's, or a handler of WebKit's. */
type Bridge = { readonly postMessage: (words: string) => void };

/** Told to no app: the page keeps the customer's proof itself. */
const OWN: readonly FrameToHost['type'][] = ['keep', 'size'];

/** Tells the app around a page of its own what a host page would be told, as JSON; without an app nothing happens. */
export function tellApp(message: FrameToHost): void {
  if (OWN.includes(message.type)) return;
  bridge()?.postMessage(JSON.stringify({ parley: 1, ...message }));
}

/**
 * Hears the app, which speaks as the page itself: it runs `window.postMessage({ parley: 1, … })` in it. Nobody else's
 * message has this window as its source.
 */
export function hearApp(heard: (message: HostToFrame) => void): void {
  if (bridge() === null) return;
  window.addEventListener('message', ({ source, origin, data }) => {
    if (source === window && origin === location.origin && isOurs<HostToFrame>(data)) heard(data);
  });
}

function bridge(): Bridge | null {
  const { ParleyNative, webkit } = window as {
    ParleyNative?: Bridge;
    webkit?: { messageHandlers?: { parley?: Bridge } };
  };
  return ParleyNative ?? webkit?.messageHandlers?.parley ?? null;
}
