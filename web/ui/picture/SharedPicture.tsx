import './picture.css';
import { useEffect, useState } from 'preact/hooks';
import { type Drawing, openDrawing } from '../../live/picture-sharing/drawing.ts';
import { derive } from '../../live/store.ts';
import { useStore } from '../use-store.ts';
import { pictureWords } from '../words-of-pictures.ts';
import { PictureSheet } from './PictureSheet.tsx';
import type { PictureAround } from './picture-around.ts';

/** The frozen picture on which both sides draw, with its tools (A1 to A8). */
export function SharedPicture({ around }: { readonly around: PictureAround }) {
  const drawing = useDrawing(around);
  return (
    <section class="shared-picture" aria-label={pictureWords.region}>
      {drawing !== null && <Shown drawing={drawing} around={around} />}
    </section>
  );
}

function Shown({ drawing, around }: { readonly drawing: Drawing; readonly around: PictureAround }) {
  const state = useStore(drawing.state);
  if (state.picture === null) return null;
  return (
    <PictureSheet drawing={drawing} state={state} picture={state.picture} files={around.files} />
  );
}

/** Draws for as long as the picture is shown here. */
function useDrawing({ connection, conversation }: PictureAround): Drawing | null {
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  useEffect(() => {
    const { conversationId, state } = conversation;
    const opened = openDrawing({
      connection,
      conversationId,
      side: 'customer',
      personId: null,
      picture: derive(state, ({ view }) => view.picture),
    });
    setDrawing(opened);
    return opened.close;
  }, [connection, conversation]);
  return drawing;
}
