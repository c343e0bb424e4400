import { useRef } from 'preact/hooks';
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
          <Upload upload={one} files={files} />
        </li>
      ))}
    </ul>
  );
}

type Props = { readonly upload: UploadShown; readonly files: SharedFiles };

function Upload({ upload, files }: Props) {
  if (upload.state === 'interrupted') return <Interrupted upload={upload} files={files} />;
  if (upload.code !== null) return <Failed upload={upload} code={upload.code} files={files} />;
  return <OnItsWay upload={upload} onCancel={() => files.cancel(upload.id)} />;
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
        <b dir="auto">{name}</b>
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

/** The browser kept no file over a reload. */
function Interrupted({ upload: { id, name, code }, files }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <span class="upload-words" role="alert">
        <b dir="auto">{name}</b>
        <small class="failed">
          {code === null ? fileWords.interrupted : fileWords.refused(code)}
        </small>
      </span>
      <input
        ref={input}
        type="file"
        hidden
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file !== undefined) void files.chooseAgain(id, file);
          currentTarget.value = '';
        }}
      />
      <button type="button" class="link" onClick={() => input.current?.click()}>
        {fileWords.chooseAgain}
      </button>
      <button
        type="button"
        class="round"
        aria-label={fileWords.cancel}
        onClick={() => files.cancel(id)}
      >
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
        <b dir="auto">{name}</b>
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
