import { useRef } from 'react';
import { Icon } from '../icons/Icon.tsx';
import { fileWords } from './file-words.ts';

type Props = {
  readonly className: string | undefined;
  readonly disabled: boolean;
  readonly onChosen: (files: readonly File[]) => void;
};

/** Opens the system's own choice of files, several at once. */
export function AttachButton({ className, disabled, onChosen }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        data-testid="file-input"
        onChange={(event) => {
          onChosen([...(event.currentTarget.files ?? [])]);
          // The same file can be chosen again.
          event.currentTarget.value = '';
        }}
      />
      <button
        type="button"
        className={className}
        aria-label={fileWords.attach}
        title={fileWords.attach}
        disabled={disabled}
        onClick={() => input.current?.click()}
      >
        <Icon name="attach" />
      </button>
    </>
  );
}
