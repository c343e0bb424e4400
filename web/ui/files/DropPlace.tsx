import { useEffect, useState } from 'preact/hooks';
import type { SharedFiles } from '../../live/files/shared-files.ts';
import { Icon } from '../icons/Icon.tsx';
import { fileWords } from '../words-of-files.ts';

/** Files let go anywhere over the page go into its chat. */
export function DropPlace({ files }: { readonly files: SharedFiles }) {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const stop = new AbortController();
    const over = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = ({ relatedTarget }: DragEvent): void => {
      if (relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(false);
      files.sendToChat([...(event.dataTransfer?.files ?? [])]);
    };
    document.addEventListener('dragover', over, { signal: stop.signal });
    document.addEventListener('dragleave', leave, { signal: stop.signal });
    document.addEventListener('drop', drop, { signal: stop.signal });
    return () => stop.abort();
  }, [files]);
  if (!isOver) return null;
  return (
    <p class="drop-place">
      <Icon name="attach" />
      {fileWords.drop}
    </p>
  );
}

function carriesFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') ?? false;
}
