import { useEffect, useState } from 'react';
import type { SharedFiles } from '../../live/files/shared-files.ts';
import { imageOf } from '../../live/picture-sharing/image-of.ts';

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
    let again: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<void> => {
      const image = await imageOf(files, fileId);
      if (isOver) return;
      setLoading(image === null ? { state: 'missing' } : { state: 'there', image });
      // The line may have been cut just then.
      if (image === null) again = setTimeout(() => void look(), AGAIN_MS);
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
