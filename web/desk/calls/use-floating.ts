import { useEffect, useState } from 'react';

type PictureInPicture = {
  readonly requestWindow: (size: { width: number; height: number }) => Promise<Window>;
};

/** A small window that stays above all others (Document Picture-in-Picture); `open` is null where the browser has none. */
export type Floating = { readonly window: Window | null; readonly open: (() => void) | null };

const SIZE = { width: 320, height: 176 };

export function useFloating(): Floating {
  const [shown, setShown] = useState<Window | null>(null);
  const { documentPictureInPicture: opener } = globalThis as {
    documentPictureInPicture?: PictureInPicture;
  };

  useEffect(() => {
    if (shown === null) return;
    const closed = (): void => setShown(null);
    shown.addEventListener('pagehide', closed);
    return () => {
      shown.removeEventListener('pagehide', closed);
      shown.close();
    };
  }, [shown]);

  async function show(from: PictureInPicture): Promise<void> {
    try {
      const next = await from.requestWindow(SIZE);
      wearOurClothes(next.document);
      setShown(next);
    } catch (error) {
      // The browser wants a click for it, or the person has switched it off.
      if (!(error instanceof DOMException)) throw error;
    }
  }
  return { window: shown, open: opener === undefined ? null : () => void show(opener) };
}

/** The same sheets and colours as the desk's; the policy allows sheets of our own origin only. */
function wearOurClothes(other: Document): void {
  other.title = document.title;
  other.documentElement.lang = document.documentElement.lang;
  for (const { name, value } of document.documentElement.attributes) {
    if (name.startsWith('data-')) other.documentElement.setAttribute(name, value);
  }
  for (const sheet of document.querySelectorAll('link[rel="stylesheet"]')) {
    other.head.append(other.importNode(sheet, true));
  }
}
