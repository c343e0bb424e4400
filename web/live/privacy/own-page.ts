import { canMask, maskedTrack } from './masked-track.ts';
import { pageAround } from './page-around.ts';

/** A tab that was picked, as browsers with capture handles describe it. */
type TabTrack = MediaStreamTrack & {
  readonly getCaptureHandle?: () => { readonly handle?: string } | null;
};

/** How long the browser may take to say of which page a picture is. */
const HANDLE_MS = 500;

/** What browsers are asked beside the usual when a screen is picked. */
export type PickedAround = {
  /** Options of `getDisplayMedia` that not every browser knows. */
  readonly options: { readonly selfBrowserSurface: string; readonly surfaceSwitching: string };
  /** What may be sent of the picked; null when it may be of this page and its private parts cannot be hidden. */
  readonly fit: (track: MediaStreamTrack) => Promise<MediaStreamTrack | null>;
  /** Nothing was picked. */
  readonly drop: () => void;
};

/** Prepares for a screen to be picked, in the click itself: a picture of the page around us is sent masked or not at all. */
export function pickedAround(): PickedAround {
  const page = canMask() ? pageAround() : null;
  // NOTE: another tab can be picked in its place while it is shared: we would not know in time.
  const surfaceSwitching = 'exclude';
  if (page === null) {
    const fit = (track: MediaStreamTrack) => Promise.resolve(track);
    const options = { selfBrowserSurface: 'exclude', surfaceSwitching };
    return { options, fit, drop: () => undefined };
  }
  const asked = page.ask();
  const drop = (): void => void asked.then((found) => found?.page.close());
  const fit = async (track: TabTrack): Promise<MediaStreamTrack | null> => {
    // Screens and windows are shown as they are, and need not wait.
    if (track.getSettings().displaySurface !== 'browser') {
      drop();
      return track;
    }
    const found = await asked;
    if (found === null) return null;
    if (await isOf(track, found.handle)) return maskedTrack(track, found.page);
    drop();
    stopOnceOf(track, found.handle);
    return track;
  };
  return { options: { selfBrowserSurface: 'include', surfaceSwitching }, fit, drop };
}

/** The handle may come a moment after the picture. */
function isOf(track: TabTrack, handle: string): Promise<boolean> {
  return new Promise((resolve) => {
    const stop = new AbortController();
    const look = (): void => {
      if (!hasHandle(track, handle)) return;
      stop.abort();
      resolve(true);
    };
    track.addEventListener('capturehandlechange', look, { signal: stop.signal });
    setTimeout(() => {
      stop.abort();
      resolve(hasHandle(track, handle));
    }, HANDLE_MS);
    look();
  });
}

/** What becomes a picture of this page is not shown any more. */
function stopOnceOf(track: TabTrack, handle: string): void {
  track.addEventListener('capturehandlechange', () => {
    if (!hasHandle(track, handle)) return;
    track.stop();
    track.dispatchEvent(new Event('ended'));
  });
}

function hasHandle(track: TabTrack, handle: string): boolean {
  return track.getCaptureHandle?.()?.handle === handle;
}
