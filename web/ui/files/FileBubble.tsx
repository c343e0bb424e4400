import type { MessageFile } from '@parley/core/files/shared-file.ts';
import { useState } from 'preact/hooks';
import type { SharedFiles } from '../../live/files/shared-files.ts';
import { Icon } from '../icons/Icon.tsx';
import { fileWords } from '../words-of-files.ts';
import { sizeInWords } from './size-in-words.ts';
import { useLink } from './use-link.ts';

/** A file in the log: a picture as a picture, all else by its name; pressed, it is saved (T3). */
export function FileBubble({
  file,
  files,
}: {
  readonly file: MessageFile;
  readonly files: SharedFiles;
}) {
  if (file.isRemoved) return <p class="bubble file-gone">{fileWords.removed(file.name)}</p>;
  return file.picture === null ? (
    <Document file={file} files={files} />
  ) : (
    <Picture file={file} files={files} size={file.picture} />
  );
}

function Document({ file, files }: { readonly file: MessageFile; readonly files: SharedFiles }) {
  const link = useLink(files, file.id);
  return (
    <a
      class="bubble file-line"
      href={link?.download}
      download={file.name}
      aria-label={file.name}
      role={link === null ? 'link' : undefined}
      aria-disabled={link === null || undefined}
    >
      <Icon name="file" />
      <span>
        <b dir="auto">{file.name}</b>
        <small>{sizeInWords(file.sizeBytes)}</small>
      </span>
    </a>
  );
}

function Picture({
  file,
  files,
  size,
}: {
  readonly file: MessageFile;
  readonly files: SharedFiles;
  readonly size: { readonly width: number; readonly height: number };
}) {
  const link = useLink(files, file.id);
  const [shown, setShown] = useState<string | null>(null);
  // A new address of the same picture is no reason to load it again.
  const preview = shown ?? link?.preview ?? null;
  return (
    <a
      class="file-picture"
      style={{ aspectRatio: `${size.width} / ${size.height}` }}
      href={link?.download}
      download={file.name}
      aria-label={file.name}
      title={file.name}
      role={link === null ? 'link' : undefined}
      aria-disabled={link === null || undefined}
    >
      {preview !== null && (
        <img src={preview} alt="" onLoad={() => setShown(preview)} draggable={false} />
      )}
    </a>
  );
}
