import type { Drawing } from '../../live/picture-sharing/drawing.ts';
import type { Sheet } from '../../live/picture-sharing/sheet.ts';
import { Icon, type IconName } from '../icons/Icon.tsx';
import { useStore } from '../work/use-store.ts';
import type { Tool } from './key-pen.ts';
import { pictureWords } from './picture-words.ts';
import styles from './SharedPicture.module.css';

type Props = {
  readonly drawing: Drawing;
  readonly sheet: Sheet | null;
  readonly tool: Tool;
  readonly onTool: (tool: Tool) => void;
  /** Null while the picture is not there, or is being sent. */
  readonly onSend: (() => void) | null;
};

const TOOLS: readonly (readonly [Tool, IconName])[] = [
  ['pen', 'pen'],
  ['arrow', 'arrow'],
  ['rectangle', 'rectangle'],
  ['text', 'text'],
  ['marker', 'number'],
];

const STEP = 1.4;
const W = pictureWords;

/** What one draws with, takes back, and what becomes of the picture. */
export function DrawingTools({ drawing, sheet, tool, onTool, onSend }: Props) {
  const { canUndo, canRedo } = useStore(drawing.state);
  return (
    <div className={styles.tools} role="toolbar" aria-label={W.tools}>
      {TOOLS.map(([one, icon]) => (
        <button
          key={one}
          type="button"
          className={styles.tool}
          aria-label={W.tool[one]}
          title={W.tool[one]}
          aria-pressed={tool === one}
          onClick={() => onTool(one)}
        >
          <Icon name={icon} size={18} />
        </button>
      ))}
      <span className={styles.line} />
      <Act icon="undo" label={W.undo} onPress={canUndo ? () => void drawing.undo() : null} />
      <Act icon="redo" label={W.redo} onPress={canRedo ? () => void drawing.redo() : null} />
      <Act
        icon="undo-all"
        label={W.undoAll}
        onPress={canUndo ? () => void drawing.undoAll() : null}
      />
      <span className={styles.line} />
      <Act icon="zoom-in" label={W.zoomIn} onPress={() => sheet?.zoomBy(STEP)} />
      <Act icon="zoom-out" label={W.zoomOut} onPress={() => sheet?.zoomBy(1 / STEP)} />
      <Act icon="rotate" label={W.rotate} onPress={() => sheet?.turn()} />
      <span className={styles.space} />
      <button
        type="button"
        className={styles.remove}
        aria-label={W.remove}
        title={W.remove}
        onClick={() => void drawing.remove()}
      >
        <Icon name="delete" size={18} />
      </button>
      <button
        type="button"
        className={styles.send}
        aria-label={W.send}
        title={W.send}
        disabled={onSend === null}
        onClick={() => onSend?.()}
      >
        <Icon name="send" size={18} /> <span className={styles.sendWord}>{W.send}</span>
      </button>
    </div>
  );
}

type ActProps = {
  readonly icon: IconName;
  readonly label: string;
  /** Null while there is nothing to do. */
  readonly onPress: (() => void) | null;
};

function Act({ icon, label, onPress }: ActProps) {
  return (
    <button
      type="button"
      className={styles.tool}
      aria-label={label}
      title={label}
      disabled={onPress === null}
      onClick={() => onPress?.()}
    >
      <Icon name={icon} size={18} />
    </button>
  );
}
