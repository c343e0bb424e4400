import type { PictureSize, Point } from '@parley/core/picture-sharing/picture.ts';
import { onScreen } from '@parley/core/picture-sharing/place.ts';
import { type KeyboardEvent, useState } from 'react';
import type { Connection } from '../../live/connection.ts';
import type { SharedFiles } from '../../live/files/shared-files.ts';
import type { Drawing } from '../../live/picture-sharing/drawing.ts';
import type { Painted } from '../../live/picture-sharing/ground.ts';
import { flattened } from '../../live/picture-sharing/sheet.ts';
import type { Workplace } from '../frame/workplace.ts';
import { useStore } from '../work/use-store.ts';
import { DrawingTools } from './DrawingTools.tsx';
import { KEY_PEN, type KeyPen, type KeyTurn, keyTurn, pointOf, type Tool } from './key-pen.ts';
import { pictureRefusalInWords, pictureWords } from './picture-words.ts';
import styles from './SharedPicture.module.css';
import { TextInput } from './TextInput.tsx';
import type { Loading } from './use-image.ts';
import { useSheet } from './use-sheet.ts';

type Props = {
  readonly workplace: Workplace;
  readonly conversationId: string;
  readonly files: SharedFiles;
  readonly drawing: Drawing;
  readonly loading: Loading;
  readonly size: PictureSize;
  readonly stamp: string;
};

const W = pictureWords;

/** The picture with its tools. */
export function Paper({ workplace, conversationId, files, drawing, ...laid }: Props) {
  const { connection } = workplace;
  const { loading, size, stamp } = laid;
  const { refused } = useStore(drawing.state);
  const [tool, setTool] = useState<Tool>('pen');
  const [textAt, setTextAt] = useState<Point | null>(null);
  const [keyPen, setKeyPen] = useState<KeyPen | null>(null);
  const [isSending, setIsSending] = useState(false);
  const image = loading.state === 'there' ? loading.image : null;
  const painted = { image, size, stamp };
  const { ref, sheet, frame } = useSheet({ painted, drawing, tool, askText: setTextAt });
  const pen = keyPen === null ? null : onScreen(frame, keyPen);

  async function send(): Promise<void> {
    setIsSending(true);
    const code = await sendOne({ connection, conversationId, files, drawing, painted });
    if (code === null) return;
    setIsSending(false);
    workplace.toasts.show({ icon: 'warning', tone: 'warn', text: pictureRefusalInWords(code) });
  }
  function press(event: KeyboardEvent): void {
    if (takesBack(event, drawing)) return event.preventDefault();
    const turn = keyTurn(keyPen ?? KEY_PEN, tool, event);
    if (turn === null || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    setKeyPen(turn.pen);
    guided(turn, { drawing, tool, askText: setTextAt });
  }

  return (
    <>
      <DrawingTools
        drawing={drawing}
        sheet={sheet}
        tool={tool}
        onTool={setTool}
        onSend={image === null || isSending ? null : () => void send()}
      />
      <div className={styles.place}>
        <canvas
          ref={ref}
          className={styles.canvas}
          data-testid="drawing"
          data-tool={tool}
          aria-label={W.canvas}
          tabIndex={0}
          onKeyDown={press}
          onPointerDown={() => setKeyPen(null)}
          onBlur={() => setKeyPen(null)}
        />
        {pen === null ? null : (
          <span
            className={styles.cross}
            data-down={keyPen?.isDown}
            style={{ left: pen.x, top: pen.y }}
          />
        )}
        {textAt === null ? null : (
          <TextInput
            at={textAt}
            frame={frame}
            onWritten={(text) => drawing.write(textAt, text)}
            onClose={() => setTextAt(null)}
          />
        )}
        <p className={styles.said} role="status">
          {saidOf(loading, { isSending, refused })}
        </p>
      </div>
    </>
  );
}

type Said = { readonly isSending: boolean; readonly refused: string | null };

function saidOf(loading: Loading, { isSending, refused }: Said): string | null {
  if (loading.state === 'loading') return W.loading;
  if (loading.state === 'missing') return W.missing;
  if (isSending) return W.sending;
  return refused === null ? null : pictureRefusalInWords(refused);
}

type Guided = {
  readonly drawing: Drawing;
  readonly tool: Tool;
  readonly askText: (at: Point) => void;
};

function guided({ does, pen }: KeyTurn, { drawing, tool, askText }: Guided): void {
  const at = pointOf(pen);
  switch (does) {
    case 'begin':
      if (tool !== 'text' && tool !== 'marker') drawing.begin(tool, at);
      break;
    case 'move':
      drawing.moveTo([at]);
      break;
    case 'finish':
      drawing.finish();
      break;
    case 'give-up':
      drawing.giveUp();
      break;
    case 'place':
      if (tool === 'text') askText(at);
      else drawing.placeMarker(at);
      break;
    case 'nothing':
      break;
  }
}

/** The keys that every program has for it. */
function takesBack({ key, ctrlKey, metaKey, shiftKey }: KeyboardEvent, drawing: Drawing): boolean {
  if (!ctrlKey && !metaKey) return false;
  const name = key.toLowerCase();
  const isRedo = name === 'y' || (name === 'z' && shiftKey);
  if (!isRedo && name !== 'z') return false;
  void (isRedo ? drawing.redo() : drawing.undo());
  return true;
}

type ToSend = {
  readonly connection: Connection;
  readonly conversationId: string;
  readonly files: SharedFiles;
  readonly drawing: Drawing;
  readonly painted: Painted;
};

/** Null when it is in the chat, else why not. */
async function sendOne({ drawing, painted, ...around }: ToSend): Promise<string | null> {
  const { connection, conversationId, files } = around;
  const strokes = drawing.strokes.get();
  const bytes = await flattened({ ...painted, strokes });
  const name = `${W.fileName.drawing(painted.stamp).replaceAll(':', '.')}.jpg`;
  const uploaded = await files.upload({ bytes, name, source: 'drawing' });
  if (!uploaded.ok) return uploaded.code;
  const fileId = uploaded.file.id;
  const answer = await drawing.sendFlattened(fileId);
  if (answer.ok) return null;
  // Nobody has sent it: it is no file of the session.
  void connection.send('remove-file', { conversationId, fileId });
  return answer.code;
}
