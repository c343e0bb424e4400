import { useRef } from 'react';
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
        <Upload key={one.id} files={files} upload={one} />
      ))}
    </ul>
  );
}

function Upload({ files, upload }: Props & { readonly upload: UploadShown }) {
  const { id, name, state, code, sentBytes, sizeBytes } = upload;
  const isStopped = state === 'failed' || state === 'interrupted';
  const away = state === 'failed' ? fileWords.putAway : fileWords.cancelUpload;
  return (
    <li className={styles.upload} data-state={state}>
      <Icon name={isStopped ? 'warning' : 'file'} size={16} />
      <span className={styles.uploadWords}>
        <span className={styles.uploadName} dir="auto" title={name}>
          {name}
        </span>
        <span className={styles.uploadSaid} role={isStopped ? 'alert' : undefined}>
          {saidOf(upload)}
        </span>
      </span>
      {state === 'failed' && canPass(code) ? (
        <button type="button" className={styles.small} onClick={() => files.retry(id)}>
          {fileWords.retry}
        </button>
      ) : null}
      {state === 'interrupted' ? (
        <ChooseAgain onChosen={(file) => void files.chooseAgain(id, file)} />
      ) : null}
      <button
        type="button"
        className={styles.bare}
        aria-label={away}
        title={away}
        onClick={() => files.cancel(id)}
      >
        <Icon name="close" size={14} />
      </button>
      {isStopped ? null : (
        <progress
          className={styles.progress}
          aria-label={fileWords.uploading(name)}
          value={sentBytes}
          max={Math.max(1, sizeBytes)}
        />
      )}
    </li>
  );
}

/** The browser kept no file over a reload: the same one is chosen once more. */
function ChooseAgain({ onChosen }: { readonly onChosen: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        data-testid="again-input"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file !== undefined) onChosen(file);
          event.currentTarget.value = '';
        }}
      />
      <button type="button" className={styles.small} onClick={() => input.current?.click()}>
        {fileWords.chooseAgain}
      </button>
    </>
  );
}

function saidOf({ state, code, sentBytes, sizeBytes }: UploadShown): string {
  if (state === 'failed') return fileRefusalInWords(code ?? 'other');
  if (state === 'interrupted') {
    return code === null ? fileWords.state.interrupted : fileRefusalInWords(code);
  }
  if (state === 'waiting') return fileWords.state.waiting;
  if (sentBytes >= sizeBytes) return fileWords.state.checking;
  return fileWords.state.sending(sizeInWords(sentBytes), sizeInWords(sizeBytes));
}
