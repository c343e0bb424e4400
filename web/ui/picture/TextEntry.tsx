import { DRAWING_BOUNDS } from '@parley/core/picture-sharing/picture.ts';
import type { Place } from '@parley/core/picture-sharing/place.ts';
import { useEffect, useRef } from 'preact/hooks';
import { pictureWords } from '../words-of-pictures.ts';

/** Words are written where they will stand; Enter or a press elsewhere puts them there, Escape leaves it. */
export function TextEntry({
  place: { x, y },
  onWritten,
}: {
  readonly place: Place;
  readonly onWritten: (text: string) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const isOver = useRef(false);
  useEffect(() => input.current?.focus(), []);
  const end = (text: string): void => {
    if (isOver.current) return;
    isOver.current = true;
    onWritten(text.trim());
  };
  return (
    <input
      ref={input}
      class="text-entry"
      style={{ insetInlineStart: `${x}px`, insetBlockStart: `${y}px` }}
      aria-label={pictureWords.write}
      maxLength={DRAWING_BOUNDS.textLength}
      enterkeyhint="done"
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter' && !event.isComposing) end(event.currentTarget.value);
        if (event.key === 'Escape') end('');
      }}
      onBlur={(event) => end(event.currentTarget.value)}
    />
  );
}
