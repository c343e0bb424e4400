import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../../ui/icons/Icon.tsx';
import { roomWords } from '../words.ts';

/** One tap brings microphone, camera and sound back; browsers give them in a tap only. */
export function Interrupted({ onGoOn }: { readonly onGoOn: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <div class="interrupted" role="alertdialog" aria-labelledby="interrupted" aria-modal="true">
      <h2 id="interrupted">{roomWords.interrupted.title}</h2>
      <p>{roomWords.interrupted.help}</p>
      <button type="button" class="primary big" ref={button} onClick={onGoOn}>
        <Icon name="sound" />
        {roomWords.interrupted.go}
      </button>
    </div>
  );
}
