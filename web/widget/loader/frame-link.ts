import { isOurs } from '@parley/contracts/our-words.ts';
import type { FrameToHost, HostToFrame, WidgetIntent } from '@parley/contracts/widget.ts';

/** The widget's frame and the line to it. */
export type FrameLink = {
  readonly element: HTMLIFrameElement;
  readonly send: (message: HostToFrame) => void;
  readonly remove: () => void;
};

/** What the frame may use; nothing else is delegated to it. */
const ALLOWED =
  'camera; microphone; display-capture; autoplay; fullscreen; screen-wake-lock; geolocation';

/** Opens the frame of an entry; only messages of exactly its origin and its window are heard. */
export function openFrame(
  at: { readonly origin: string; readonly entryId: string; readonly title: string },
  onMessage: (message: FrameToHost) => void,
): FrameLink {
  const element = document.createElement('iframe');
  element.className = 'frame';
  element.title = at.title;
  element.allow = ALLOWED;
  // The frame answers exactly the page around it, also where that page sends no referrer.
  element.referrerPolicy = 'origin';
  element.src = `${at.origin}/widget/frame?entry=${encodeURIComponent(at.entryId)}`;
  const hear = (event: MessageEvent): void => {
    if (event.origin !== at.origin || event.source !== element.contentWindow) return;
    const data: unknown = event.data;
    if (isOurs<FrameToHost>(data)) onMessage(data);
  };
  window.addEventListener('message', hear);
  return {
    element,
    send: (message) =>
      element.contentWindow?.postMessage({ parley: 1, ...message }, targetOf(at.origin, message)),
    remove: () => {
      window.removeEventListener('message', hear);
      element.remove();
    },
  };
}

/** The click was on this page: only with the right it gave may the frame ask for a screen. */
function targetOf(targetOrigin: string, message: HostToFrame): WindowPostMessageOptions {
  const { want, data } = message as { want?: WidgetIntent | null; data?: { kind?: string } };
  const wantsScreen = want === 'screen' || data?.kind === 'screen';
  const mayGive = wantsScreen && navigator.userActivation?.isActive;
  return mayGive
    ? Object.assign({ targetOrigin }, { delegate: 'display-capture' })
    : { targetOrigin };
}
