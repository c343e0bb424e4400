import type { SharedFile } from '@parley/core/files/shared-file.ts';
import { matrixOf } from '@parley/core/picture-sharing/place.ts';
import type { SharedFiles } from '../../live/files/shared-files.ts';
import { Dialog } from '../frame/Dialog.tsx';
import { Icon } from '../icons/Icon.tsx';
import styles from './FilePreview.module.css';
import { fileWords } from './file-words.ts';
import { useFileLink } from './use-file-link.ts';
import { useFrame } from './use-frame.ts';

/** A file that is a picture. */
export type PictureFile = SharedFile & { readonly picture: NonNullable<SharedFile['picture']> };

type Props = {
  readonly files: SharedFiles;
  readonly file: PictureFile;
  readonly onSend: (() => void) | null;
  readonly onDraw: (() => void) | null;
  readonly onClose: () => void;
};

const STEP = 1.4;
const W = fileWords.preview;

/** One picture of the session, as large as it fits: nearer, turned, sent or drawn on. */
export function FilePreview({ files, file, onSend, onDraw, onClose }: Props) {
  const { ref, frame, zoomBy, moveBy, turn } = useFrame(file.picture);
  const link = useFileLink(files, file.id);
  return (
    <Dialog title={file.name} size="xl" onClose={onClose}>
      <div className={styles.tools} role="toolbar" aria-label={fileWords.share.preview(file.name)}>
        <button type="button" aria-label={W.zoomIn} title={W.zoomIn} onClick={() => zoomBy(STEP)}>
          <Icon name="zoom-in" />
        </button>
        <button
          type="button"
          aria-label={W.zoomOut}
          title={W.zoomOut}
          onClick={() => zoomBy(1 / STEP)}
        >
          <Icon name="zoom-out" />
        </button>
        <button type="button" aria-label={W.rotate} title={W.rotate} onClick={turn}>
          <Icon name="rotate" />
        </button>
        <span className={styles.space} />
        {onDraw === null ? null : (
          <button type="button" onClick={onDraw}>
            <Icon name="pen" /> {fileWords.share.draw}
          </button>
        )}
        {onSend === null ? null : (
          <button type="button" onClick={onSend}>
            <Icon name="send" /> {fileWords.share.send}
          </button>
        )}
        {link === null ? null : (
          <a href={link.download} download={file.name}>
            <Icon name="file-in" /> {fileWords.download}
          </a>
        )}
      </div>
      <div
        ref={ref}
        className={styles.place}
        data-near={frame.zoom > 1}
        onWheel={({ deltaY, nativeEvent: { offsetX: x, offsetY: y } }) =>
          zoomBy(deltaY < 0 ? STEP : 1 / STEP, { x, y })
        }
        onPointerDown={({ currentTarget, pointerId }) => currentTarget.setPointerCapture(pointerId)}
        onPointerMove={({ buttons, movementX: x, movementY: y }) => {
          if (buttons === 1) moveBy({ x, y });
        }}
      >
        {link?.picture === null || link === null ? null : (
          <img
            className={styles.picture}
            src={link.picture}
            alt={fileWords.picture(file.name)}
            data-testid="preview-picture"
            draggable={false}
            width={file.picture.width}
            height={file.picture.height}
            style={{ transform: `matrix(${matrixOf(frame).join(',')})` }}
          />
        )}
      </div>
    </Dialog>
  );
}
