import type { Point } from '@parley/core/picture-sharing/picture.ts';
import { onScreen } from '@parley/core/picture-sharing/place.ts';
import type { PictureView } from '@parley/core/picture-sharing/view.ts';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { SharedFiles } from '../../live/files/shared-files.ts';
import type { Drawing, DrawingState } from '../../live/picture-sharing/drawing.ts';
import { flattened, openSheet, type Sheet } from '../../live/picture-sharing/sheet.ts';
import { useStore } from '../use-store.ts';
import { pictureWords } from '../words-of-pictures.ts';
import { instantInName, instantInWords } from './instant-in-words.ts';
import { PictureTools, type Tool } from './PictureTools.tsx';
import { TextEntry } from './TextEntry.tsx';
import { useImage } from './use-image.ts';

/** The picture on its canvas, what is written on it, and the tools below. */
export function PictureSheet({
  drawing,
  state,
  picture,
  files,
}: {
  readonly drawing: Drawing;
  readonly state: DrawingState;
  readonly picture: PictureView;
  readonly files: SharedFiles;
}) {
  const [tool, setTool] = useState<Tool>('pen');
  const [writingAt, setWritingAt] = useState<Point | null>(null);
  const [sending, setSending] = useState<'no' | 'yes' | { readonly code: string }>('no');
  const { image, isLost } = useImage(files, picture.fileId);
  const { canvas, sheet } = useSheet({ drawing, picture, image, tool, askText: setWritingAt });
  const send = async (): Promise<void> => {
    if (image === null || sending === 'yes') return;
    setSending('yes');
    const code = await sendPicture({ drawing, picture, image, files });
    setSending(code === null ? 'no' : { code });
  };
  const problem = typeof sending === 'object' ? sending.code : state.refused;
  return (
    <>
      <div class="sheet">
        <canvas
          ref={canvas}
          data-testid="drawing"
          class={`tool-${tool}`}
          role="img"
          aria-label={pictureWords.canvas(picture.by.role === 'customer' ? null : picture.by.name)}
        />
        {sheet !== null && writingAt !== null && (
          <Writing
            sheet={sheet}
            drawing={drawing}
            at={writingAt}
            onOver={() => setWritingAt(null)}
          />
        )}
        <p class="sheet-says" role="status">
          {image === null && (isLost ? pictureWords.lost : pictureWords.loading)}
          {sending === 'yes' && pictureWords.sending}
          {problem !== null && sending !== 'yes' && pictureWords.refused(problem)}
        </p>
      </div>
      <PictureTools
        tool={tool}
        onTool={setTool}
        drawing={drawing}
        state={state}
        canSend={image !== null && sending !== 'yes'}
        onSend={() => void send()}
        onTurn={() => sheet?.turn()}
      />
    </>
  );
}

function Writing({
  sheet,
  drawing,
  at,
  onOver,
}: {
  readonly sheet: Sheet;
  readonly drawing: Drawing;
  readonly at: Point;
  readonly onOver: () => void;
}) {
  const place = onScreen(useStore(sheet.frame), { x: at[0], y: at[1] });
  return (
    <TextEntry
      key={`${at[0]} ${at[1]}`}
      place={place}
      onWritten={(text) => {
        onOver();
        if (text !== '') drawing.write(at, text);
      }}
    />
  );
}

/** The canvas of the picture while it is shown. */
function useSheet({
  drawing,
  picture: { size, at },
  image,
  tool,
  askText,
}: {
  readonly drawing: Drawing;
  readonly picture: PictureView;
  readonly image: HTMLImageElement | null;
  readonly tool: Tool;
  readonly askText: (at: Point) => void;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const chosen = useRef(tool);
  chosen.current = tool;
  const [sheet, setSheet] = useState<Sheet | null>(null);
  useEffect(() => {
    if (canvas.current === null || image === null) return;
    const opened = openSheet(
      canvas.current,
      { image, size, stamp: instantInWords(at) },
      { drawing, tool: () => chosen.current, askText },
    );
    setSheet(opened);
    return () => {
      opened.close();
      setSheet(null);
    };
  }, [drawing, image, size, at, askText]);
  return { canvas, sheet };
}

/** Null when both have it in the chat; else why not. */
async function sendPicture({
  drawing,
  picture: { size, at },
  image,
  files,
}: {
  readonly drawing: Drawing;
  readonly picture: PictureView;
  readonly image: HTMLImageElement;
  readonly files: SharedFiles;
}): Promise<string | null> {
  // What is being drawn belongs to it.
  drawing.finish();
  const strokes = drawing.strokes.get();
  const bytes = await flattened({ image, size, stamp: instantInWords(at), strokes });
  const name = pictureWords.sentName(instantInName(Date.now()));
  const uploaded = await files.upload({ bytes, name, source: 'drawing' });
  if (!uploaded.ok) return uploaded.code;
  const answer = await drawing.sendFlattened(uploaded.file.id);
  return answer.ok ? null : answer.code;
}
