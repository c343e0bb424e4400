import { useEffect, useState } from 'react';
import type { SharedFiles } from '../../live/files/shared-files.ts';

/** A picture on its way to the canvas. */
export type Loading =
  | { readonly state: 'loading' | 'missing' }
  | { readonly state: 'there'; readonly image: HTMLImageElement };

/** What did not come is asked for again. */
const AGAIN_MS = 4_000;

/** Loads a picture of the session whole. */
export function useImage(files: SharedFiles, fileId: string): Loading {
  const [loading, setLoading] = useState<Loading>({ state: 'loading' });
  useEffect(() => {
    let isOver = false;
    const load = async (): Promise<Loading> => {
      const address = (await files.linkTo(fileId))?.picture ?? null;
      if (address === null) return { state: 'missing' };
      const image = new Image();
      image.src = address;
      try {
        await image.decode();
        return { state: 'there', image };
      } catch {
        // Damaged, or not to be had: both look the same from here.
        return { state: 'missing' };
      }
    };
    let again: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<void> => {
      const next = await load();
      if (isOver) return;
      setLoading(next);
      // The line may have been cut just then.
      if (next.state === 'missing') again = setTimeout(() => void look(), AGAIN_MS);
    };
    setLoading({ state: 'loading' });
    void look();
    return () => {
      isOver = true;
      clearTimeout(again);
    };
  }, [files, fileId]);
  return loading;
}
