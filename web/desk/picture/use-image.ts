import { useEffect, useState } from 'react';
import type { SharedFiles } from '../../live/files/shared-files.ts';

/** A picture on its way to the canvas. */
export type Loading =
  | { readonly state: 'loading' | 'missing' }
  | { readonly state: 'there'; readonly image: HTMLImageElement };

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
    setLoading({ state: 'loading' });
    void load().then((next) => {
      if (!isOver) setLoading(next);
    });
    return () => {
      isOver = true;
    };
  }, [files, fileId]);
  return loading;
}
