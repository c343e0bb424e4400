import { type DragEvent, type ReactNode, useState } from 'react';
import styles from './Files.module.css';
import { fileWords } from './file-words.ts';

type Props = {
  readonly id?: string;
  readonly className: string | undefined;
  /** Null where files cannot be sent. */
  readonly onFiles: ((files: readonly File[]) => void) | null;
  readonly words?: string;
  readonly children: ReactNode;
};

/** A place on which files are dropped. */
export function DropArea({ id, className, onFiles, words = fileWords.dropHere, children }: Props) {
  const [isOver, setIsOver] = useState(false);

  function over(event: DragEvent): void {
    if (onFiles === null || !event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setIsOver(true);
  }
  function left({ currentTarget, relatedTarget }: DragEvent): void {
    if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setIsOver(false);
  }
  function drop(event: DragEvent): void {
    setIsOver(false);
    const { files } = event.dataTransfer;
    if (onFiles === null || files.length === 0) return;
    event.preventDefault();
    onFiles([...files]);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one more way beside the button.
    <div
      {...(id === undefined ? {} : { id })}
      className={`${className} ${styles.dropArea}`}
      onDragEnter={over}
      onDragOver={over}
      onDragLeave={left}
      onDrop={drop}
    >
      {children}
      {isOver ? <p className={styles.dropHere}>{words}</p> : null}
    </div>
  );
}
