import type { Shape } from '@parley/core/picture-sharing/picture.ts';
import type { Drawing, DrawingState } from '../../live/picture-sharing/drawing.ts';
import { Icon, type IconName } from '../icons/Icon.tsx';
import { pictureWords } from '../words-of-pictures.ts';

export type Tool = Shape['tool'];

const TOOLS = ['pen', 'arrow', 'rectangle', 'text', 'marker'] as const satisfies readonly Tool[];

/** What one draws with, takes back, and does with the picture. */
export function PictureTools({
  tool,
  onTool,
  drawing,
  state: { canUndo, canRedo },
  canSend,
  onSend,
  onTurn,
}: {
  readonly tool: Tool;
  readonly onTool: (tool: Tool) => void;
  readonly drawing: Drawing;
  readonly state: DrawingState;
  readonly canSend: boolean;
  readonly onSend: () => void;
  readonly onTurn: () => void;
}) {
  return (
    <div class="picture-tools" role="toolbar" aria-label={pictureWords.tools}>
      {TOOLS.map((one) => (
        <ToolButton
          key={one}
          icon={one}
          label={pictureWords[one]}
          isPressed={one === tool}
          onPress={() => onTool(one)}
        />
      ))}
      <span class="tools-gap" />
      <ToolButton
        icon="undo"
        label={pictureWords.undo}
        isOff={!canUndo}
        onPress={() => void drawing.undo()}
      />
      <ToolButton
        icon="redo"
        label={pictureWords.redo}
        isOff={!canRedo}
        onPress={() => void drawing.redo()}
      />
      <ToolButton
        icon="undo-all"
        label={pictureWords.undoAll}
        isOff={!canUndo}
        onPress={() => void drawing.undoAll()}
      />
      <ToolButton icon="turn" label={pictureWords.turn} onPress={onTurn} />
      <span class="tools-gap" />
      <ToolButton
        icon="bin"
        label={pictureWords.remove}
        look="stop"
        onPress={() => void drawing.remove()}
      />
      <ToolButton
        icon="send"
        label={pictureWords.send}
        look="go"
        isOff={!canSend}
        onPress={onSend}
      />
    </div>
  );
}

function ToolButton({
  icon,
  label,
  isPressed,
  isOff = false,
  look = 'plain',
  onPress,
}: {
  readonly icon: IconName;
  readonly label: string;
  /** Of one that is chosen among others. */
  readonly isPressed?: boolean;
  readonly isOff?: boolean;
  readonly look?: 'plain' | 'stop' | 'go';
  readonly onPress: () => void;
}) {
  return (
    <button
      type="button"
      class={`tool ${look}`}
      aria-label={label}
      title={label}
      aria-pressed={isPressed}
      disabled={isOff}
      onClick={onPress}
    >
      <Icon name={icon} />
    </button>
  );
}
