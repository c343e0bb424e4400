import { useRef } from 'preact/hooks';
import type { SharedFiles } from '../../live/files/shared-files.ts';
import { Icon } from '../icons/Icon.tsx';
import { fileWords } from '../words-of-files.ts';

/** Opens the browser's own choice of files; on a phone also of its camera. */
export function AttachButton({ files }: { readonly files: SharedFiles }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        class="attach"
        aria-label={fileWords.attach}
        title={fileWords.attach}
        onClick={() => input.current?.click()}
      >
        <Icon name="attach" />
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={({ currentTarget }) => {
          files.sendToChat([...(currentTarget.files ?? [])]);
          // The same file once more is a choice too.
          currentTarget.value = '';
        }}
      />
    </>
  );
}
