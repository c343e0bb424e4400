import { useEffect, useState } from 'preact/hooks';
import type { FileLink } from '../../live/files/file-requests.ts';
import type { SharedFiles } from '../../live/files/shared-files.ts';

/** How often an address is looked at again; one that is still good costs nothing. */
const LOOK_MS = 30_000;

/** The addresses of a file for as long as it is shown; null until they are known. */
export function useLink(files: SharedFiles, fileId: string): FileLink | null {
  const [link, setLink] = useState<FileLink | null>(null);
  useEffect(() => {
    let isOver = false;
    const look = async (): Promise<void> => {
      const next = await files.linkTo(fileId);
      if (!isOver && next !== null) setLink(next);
    };
    void look();
    const timer = setInterval(() => void look(), LOOK_MS);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [files, fileId]);
  return link;
}
