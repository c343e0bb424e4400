import type { SharedFiles } from '../../live/files/shared-files.ts';
import type { UploadShown } from '../../live/files/uploads.ts';
import { Icon } from '../icons/Icon.tsx';
import { useStore } from '../use-store.ts';
import { canTryAgain, fileWords } from '../words-of-files.ts';

/** Files on their way into the chat, and why one did not get there. */
export function UploadList({ files }: { readonly files: SharedFiles }) {
  const shown = useStore(files.shown);
  if (shown.length === 0) return null;
  return (
    <ul class="uploads" aria-label={fileWords.uploads}>
      {shown.map((one) => (
        <li key={one.id}>
          {one.code === null ? (
            <OnItsWay upload={one} onCancel={() => files.cancel(one.id)} />
          ) : (
            <Failed upload={one} code={one.code} files={files} />
          )}
        </li>
      ))}
    </ul>
  );
}

function OnItsWay({
  upload: { name, sizeBytes, sentBytes, state },
  onCancel,
}: {
  readonly upload: UploadShown;
  readonly onCancel: () => void;
}) {
  const percent = Math.round((100 * sentBytes) / Math.max(1, sizeBytes));
  return (
    <>
      <span class="upload-words">
        <b>{name}</b>
        <small role="status">
          {state === 'waiting' ? fileWords.waiting : fileWords.sent(percent)}
        </small>
        <progress aria-label={name} max={100} value={percent} />
      </span>
      <button type="button" class="round" aria-label={fileWords.cancel} onClick={onCancel}>
        <Icon name="close" size={18} />
      </button>
    </>
  );
}

function Failed({
  upload: { id, name },
  code,
  files,
}: {
  readonly upload: UploadShown;
  readonly code: string;
  readonly files: SharedFiles;
}) {
  return (
    <>
      <span class="upload-words" role="alert">
        <b>{name}</b>
        <small class="failed">{fileWords.refused(code)}</small>
      </span>
      {canTryAgain(code) && (
        <button type="button" class="link" onClick={() => files.retry(id)}>
          {fileWords.again}
        </button>
      )}
      <button
        type="button"
        class="round"
        aria-label={fileWords.putAway}
        onClick={() => files.cancel(id)}
      >
        <Icon name="close" size={18} />
      </button>
    </>
  );
}
