import type { SharedFile } from '@parley/core/files/shared-file.ts';
import { useRef, useState } from 'react';
import type { Workplace } from '../frame/workplace.ts';
import { Icon } from '../icons/Icon.tsx';
import { DropArea } from './DropArea.tsx';
import { FilePreview } from './FilePreview.tsx';
import { FileRow } from './FileRow.tsx';
import { findFiles } from './file-search.ts';
import { fileWords } from './file-words.ts';
import styles from './SharePanel.module.css';
import { UploadList } from './UploadList.tsx';

type Props = {
  readonly id: string;
  readonly workplace: Workplace;
  readonly conversationId: string;
  readonly list: readonly SharedFile[];
  /** It is this agent's, and not completed. */
  readonly canShare: boolean;
};

const W = fileWords.share;

/** Everything that was shared in the session (B14): found, looked at, sent, drawn on. */
export function SharePanel({ id, workplace, conversationId, list, canShare }: Props) {
  const { files: deskFiles } = workplace;
  const files = deskFiles.of(conversationId);
  const [asked, setAsked] = useState('');
  const [openId, setOpenId] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const found = findFiles(list, asked);
  const open = list.find((one) => one.id === openId);
  const send = (file: SharedFile): void => void deskFiles.sendToChat(conversationId, file);
  const draw = (file: SharedFile): void => void deskFiles.drawTogether(conversationId, file);

  return (
    <DropArea
      id={id}
      className={styles.panel}
      words={W.upload}
      onFiles={canShare ? files.addToList : null}
    >
      <div className={styles.head}>
        <label className={styles.search}>
          <Icon name="search" size={16} />
          <input
            type="search"
            aria-label={W.search}
            placeholder={W.search}
            value={asked}
            onChange={(event) => setAsked(event.currentTarget.value)}
          />
        </label>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          data-testid="share-input"
          onChange={(event) => {
            files.addToList([...(event.currentTarget.files ?? [])]);
            // The same file can be chosen again.
            event.currentTarget.value = '';
          }}
        />
        <button
          type="button"
          className={styles.upload}
          title={W.uploadHelp}
          disabled={!canShare}
          onClick={() => input.current?.click()}
        >
          <Icon name="file-out" size={16} /> {W.upload}
        </button>
      </div>
      <UploadList files={files} />
      {found.length === 0 ? (
        <div className={styles.none}>
          <Icon name="picture" size={28} />
          <p>{list.length === 0 ? W.none : W.noMatch}</p>
          {list.length === 0 ? <p className={styles.noneHelp}>{W.noneHelp}</p> : null}
        </div>
      ) : (
        <ul className={styles.list} aria-label={W.list}>
          {found.map((file) => (
            <FileRow
              key={file.id}
              files={files}
              file={file}
              at={workplace.connection.localTime(file.at)}
              acts={{
                preview: () => setOpenId(file.id),
                send: canShare ? () => send(file) : null,
                draw: canShare ? () => draw(file) : null,
                remove: canShare ? () => void deskFiles.remove(conversationId, file) : null,
              }}
            />
          ))}
        </ul>
      )}
      {open === undefined || open.picture === null ? null : (
        <FilePreview
          files={files}
          file={{ ...open, picture: open.picture }}
          onSend={canShare ? () => send(open) : null}
          onDraw={
            canShare
              ? () => {
                  setOpenId(null);
                  draw(open);
                }
              : null
          }
          onClose={() => setOpenId(null)}
        />
      )}
    </DropArea>
  );
}
