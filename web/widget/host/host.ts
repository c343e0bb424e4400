import { isOurs } from '@parley/contracts/our-words.ts';
import type { FrameToHost, HostToFrame, KeptByHost } from '@parley/contracts/widget.ts';
import { kept } from '../../live/kept.ts';
import { standInPage } from '../../live/privacy/page-around.ts';
import { hearApp, tellApp } from './app-bridge.ts';

/** The page around the frame, or the app. */
export type Host = {
  /** Where it comes from; our own origin when the frame is a page of its own. */
  readonly origin: string;
  readonly send: (message: FrameToHost) => void;
  readonly listen: (heard: (message: HostToFrame) => void) => void;
};

/** Speaks with the loader on the page around us, and with nobody else. */
export function connectToHost(entryId: string): Host {
  return window.parent === window ? ownPage(entryId) : pageAround();
}

function pageAround(): Host {
  const origin = originAround();
  standInPage(origin);
  return {
    origin,
    send: (message) => window.parent.postMessage({ parley: 1, ...message }, origin),
    listen: (heard) => {
      window.addEventListener('message', (event) => {
        if (event.source !== window.parent || event.origin !== origin) return;
        const data: unknown = event.data;
        if (isOurs<HostToFrame>(data)) heard(data);
      });
    },
  };
}

/** The browser itself says who embeds us; the frame's own policy has already turned strangers away. */
function originAround(): string {
  const [nearest] = location.ancestorOrigins ?? [];
  return nearest ?? new URL(document.referrer || location.href).origin;
}

/** Opened as a page of its own (a link, a web view of an app): the frame keeps for itself what a host would keep. */
function ownPage(entryId: string): Host {
  const memory = kept('sessionStorage', `parley-page:${entryId}`, isKept);
  let tell: (message: HostToFrame) => void = () => undefined;
  return {
    origin: location.origin,
    listen: (heard) => {
      tell = heard;
      hearApp(heard);
    },
    send: (message) => {
      tellApp(message);
      if (message.type === 'keep') memory.write(message.kept);
      if (message.type !== 'ready') return;
      const page = { url: document.referrer || location.href, title: document.title };
      const hello = { type: 'hello', kept: memory.read(), page, want: null, phone: true } as const;
      tell({ ...hello, canIdentify: false });
      tell({ type: 'opened', want: null });
    },
  };
}

function isKept(value: unknown): value is KeptByHost {
  return typeof value === 'object' && value !== null && 'token' in value;
}
