import { useEffect, useState } from 'react';
import type { FileLink } from '../../live/files/file-requests.ts';
import type { SharedFiles } from '../../live/files/shared-files.ts';

/** Addresses are good for some minutes: a page that stays open asks anew. */
const AGAIN_MS = 120_000;

/** Where a file is found now; null until it is known, and where it may not be opened. */
export function useFileLink(files: SharedFiles, fileId: string): FileLink | null {
  const [link, setLink] = useState<FileLink | null>(null);
  useEffect(() => {
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      const next = await files.linkTo(fileId);
      if (isOver) return;
      setLink(next);
      timer = setTimeout(() => void ask(), AGAIN_MS);
    };
    void ask();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [files, fileId]);
  return link;
}
