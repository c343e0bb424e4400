import type { MessageFile } from '@parley/core/files/shared-file.ts';
import { useState } from 'react';
import type { SharedFiles } from '../../live/files/shared-files.ts';
import { Icon } from '../icons/Icon.tsx';
import { FilePreview, type PictureFile } from './FilePreview.tsx';
import styles from './Files.module.css';
import { kindInWords, sizeInWords } from './file-in-words.ts';
import { fileWords } from './file-words.ts';
import { boxOf } from './picture-box.ts';
import { useFileLink } from './use-file-link.ts';

type Props = { readonly files: SharedFiles; readonly file: MessageFile };

/** A file as a message: a picture is seen, everything else is a line to download. */
export function FileBubble({ files, file }: Props) {
  if (file.isRemoved) {
    return (
      <p className={styles.removed}>
        <Icon name="file" size={16} /> {fileWords.removed}
      </p>
    );
  }
  return <OpenFile files={files} file={file} />;
}

function OpenFile({ files, file }: Props) {
  const link = useFileLink(files, file.id);
  const { picture } = file;
  return (
    <div className={styles.inBubble} data-picture={picture !== null}>
      {picture === null ? null : (
        <BubblePicture files={files} file={{ ...file, picture }} preview={link?.preview ?? null} />
      )}
      <span className={styles.bubbleLine}>
        <Icon name={picture === null ? 'file' : 'picture'} size={16} />
        <span className={styles.bubbleWords}>
          <a
            className={styles.name}
            dir="auto"
            aria-disabled={link === null}
            {...(link === null ? {} : { href: link.download, download: file.name })}
          >
            {file.name}
          </a>
          <span className={styles.about}>
            {kindInWords(file)}, {sizeInWords(file.sizeBytes)}
          </span>
        </span>
      </span>
    </div>
  );
}

type PictureProps = {
  readonly files: SharedFiles;
  readonly file: PictureFile;
  /** Null while its address is not known. */
  readonly preview: string | null;
};

/** Pressed, it is seen large. */
function BubblePicture({ files, file, preview }: PictureProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className={styles.bubblePicture}
        style={boxOf(file.picture)}
        aria-label={fileWords.share.preview(file.name)}
        onClick={() => setIsOpen(true)}
      >
        {preview === null ? null : <img src={preview} alt="" data-testid="file-picture" />}
      </button>
      {isOpen ? (
        <FilePreview
          files={files}
          file={file}
          onSend={null}
          onDraw={null}
          onClose={() => setIsOpen(false)}
        />
      ) : null}
    </>
  );
}
