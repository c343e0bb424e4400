import { isOurs } from '@parley/contracts/our-words.ts';
import type { MaskReady } from '@parley/contracts/page-mask.ts';
import type { FrameToHost } from '@parley/contracts/widget.ts';
import { answerOn } from './watch.ts';

/**
 * Runs in the host page once a customer picks a screen to share, as `/widget/v1/privacy.js`: tells the widget's frame
 * where the page is private. What it finds stays in the browser.
 */
const ours = new URL(import.meta.url).origin;

/** By this a picture of this page is known to our frame, and to nobody else. */
const name = crypto.randomUUID();

type Naming = {
  readonly setCaptureHandleConfig?: (config: {
    readonly handle: string;
    readonly exposeOrigin: boolean;
    readonly permittedOrigins: readonly string[];
  }) => void;
};

/** At each question: the page may have given itself another name meanwhile. */
function nameThisPage(): string | null {
  const { setCaptureHandleConfig } = navigator.mediaDevices as Naming;
  if (setCaptureHandleConfig === undefined) return null;
  try {
    setCaptureHandleConfig.call(navigator.mediaDevices, {
      handle: name,
      exposeOrigin: false,
      permittedOrigins: [ours],
    });
    return name;
  } catch (error) {
    // This page is in a frame itself: only the outermost may be named.
    if (error instanceof DOMException) return null;
    throw error;
  }
}

function widgetFrames(): readonly Window[] {
  return [...document.querySelectorAll('[data-parley-widget]')].flatMap(({ shadowRoot }) => {
    const frame = shadowRoot?.querySelector('iframe')?.contentWindow;
    return frame == null ? [] : [frame];
  });
}

function answer(frame: Window): void {
  const { port1, port2 } = new MessageChannel();
  answerOn(port1);
  const handle = nameThisPage();
  const ready: MaskReady & { readonly parley: 1 } = { parley: 1, type: 'mask', handle };
  frame.postMessage(ready, ours, [port2]);
}

// The first question is why this script was loaded; it hears the others.
for (const frame of widgetFrames()) answer(frame);
window.addEventListener('message', ({ origin, source, data }: MessageEvent<unknown>) => {
  const frame = widgetFrames().find((one) => one === source);
  if (origin === ours && frame !== undefined && isOurs<FrameToHost>(data) && data.type === 'mask')
    answer(frame);
});
