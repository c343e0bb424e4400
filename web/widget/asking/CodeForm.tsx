import { useState } from 'preact/hooks';
import { askingWords } from '../../ui/words-of-asking.ts';
import { Header } from '../frame/Header.tsx';
import { TextField } from './Fields.tsx';
import { roomAddress } from './room-address.ts';

const W = askingWords.code;

/** For who was told a code by word of mouth, or got it on another device (E4). */
export function CodeForm({
  title,
  onBack,
  onClose,
}: {
  readonly title: string;
  readonly onBack: () => void;
  readonly onClose: () => void;
}) {
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  const open = (event: SubmitEvent): void => {
    event.preventDefault();
    const address = roomAddress(location.origin, typed);
    setWrong(address === null);
    if (address === null) return;
    // A phone has one page before one's eyes: the room takes its place.
    if (window.matchMedia('(pointer: coarse)').matches) window.open(address, '_top');
    else window.open(address, '_blank', 'noopener');
  };
  return (
    <>
      <Header title={title} onBack={onBack} onClose={onClose} />
      <form class="start-form" onSubmit={open}>
        <h2>{W.title}</h2>
        <p class="soft">{W.help}</p>
        <TextField
          label={W.code}
          isFirst
          completes="off"
          value={typed}
          onType={(next) => {
            setTyped(next);
            setWrong(false);
          }}
        />
        {isWrong && (
          <p class="problem" role="alert">
            {W.wrong}
          </p>
        )}
        <button type="submit" class="primary">
          {W.open}
        </button>
      </form>
    </>
  );
}
