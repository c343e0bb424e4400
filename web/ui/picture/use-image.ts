import { useEffect, useState } from 'preact/hooks';
import type { SharedFiles } from '../../live/files/shared-files.ts';
import { imageOf } from '../../live/picture-sharing/image-of.ts';

/** How often it is tried again before it is said to be lost. */
const TRIES = 6;
const AGAIN_MS = 1_500;

/** A picture by its file; null while it is on its way. */
export function useImage(
  files: SharedFiles,
  fileId: string,
): { readonly image: HTMLImageElement | null; readonly isLost: boolean } {
  const [image, setImage] = useState<HTMLImageElement | null>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (image !== null || tries >= TRIES) return;
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const load = async (): Promise<void> => {
      const loaded = await imageOf(files, fileId);
      if (isOver) return;
      if (loaded === null) timer = setTimeout(() => setTries(tries + 1), AGAIN_MS);
      else setImage(loaded);
    };
    void load();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [files, fileId, image, tries]);
  return { image, isLost: image === null && tries >= TRIES };
}
