import { DRAWING_BOUNDS, type Point } from '@parley/core/picture-sharing/picture.ts';
import { type Frame, onScreen } from '@parley/core/picture-sharing/place.ts';
import { useState } from 'react';
import { pictureWords } from './picture-words.ts';
import styles from './SharedPicture.module.css';

type Props = {
  readonly at: Point;
  readonly frame: Frame;
  readonly onWritten: (text: string) => void;
  readonly onClose: () => void;
};

/** Where words are written on the picture: Enter puts them there, Escape does not. */
export function TextInput({ at: [x, y], frame, onWritten, onClose }: Props) {
  const [text, setText] = useState('');
  const { x: left, y: top } = onScreen(frame, { x, y });
  function write(): void {
    if (text.trim() !== '') onWritten(text.trim());
    onClose();
  }
  return (
    <input
      // biome-ignore lint/a11y/noAutofocus: it is opened by the hand that wants to write.
      autoFocus
      className={styles.writing}
      style={{ left, top }}
      aria-label={pictureWords.text}
      maxLength={DRAWING_BOUNDS.textLength}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={write}
      onKeyDown={(event) => {
        if (event.key === 'Enter') write();
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    />
  );
}
