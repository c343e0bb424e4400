import type { SharedFiles } from '../../live/files/shared-files.ts';
import type { UploadShown } from '../../live/files/uploads.ts';
import { Icon } from '../icons/Icon.tsx';
import { useStore } from '../work/use-store.ts';
import styles from './Files.module.css';
import { canPass, fileRefusalInWords, sizeInWords } from './file-in-words.ts';
import { fileWords } from './file-words.ts';

type Props = { readonly files: SharedFiles };

/** What is on its way up: how far it is, and how to stop it. */
export function UploadList({ files }: Props) {
  const shown = useStore(files.shown);
  if (shown.length === 0) return null;
  return (
    <ul className={styles.uploads} aria-label={fileWords.uploads}>
      {shown.map((one) => (
        <li key={one.id} className={styles.upload} data-state={one.state}>
          <Icon name={one.state === 'failed' ? 'warning' : 'file'} size={16} />
          <span className={styles.uploadName}>{one.name}</span>
          <span className={styles.uploadSaid} role={one.state === 'failed' ? 'alert' : undefined}>
            {saidOf(one)}
          </span>
          {canPass(one.code) ? (
            <button type="button" className={styles.small} onClick={() => files.retry(one.id)}>
              {fileWords.retry}
            </button>
          ) : null}
          <button
            type="button"
            className={styles.bare}
            aria-label={one.state === 'failed' ? fileWords.putAway : fileWords.cancelUpload}
            title={one.state === 'failed' ? fileWords.putAway : fileWords.cancelUpload}
            onClick={() => files.cancel(one.id)}
          >
            <Icon name="close" size={14} />
          </button>
          {one.state === 'failed' ? null : (
            <progress
              className={styles.progress}
              aria-label={fileWords.uploading(one.name)}
              value={one.sentBytes}
              max={Math.max(1, one.sizeBytes)}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

function saidOf({ state, code, sentBytes, sizeBytes }: UploadShown): string {
  if (state === 'failed') return fileRefusalInWords(code ?? 'other');
  if (state === 'waiting') return fileWords.state.waiting;
  if (sentBytes >= sizeBytes) return fileWords.state.checking;
  return fileWords.state.sending(sizeInWords(sentBytes), sizeInWords(sizeBytes));
}
