import { DRAWING_COLOURS, type Drawer, type Shape } from '@parley/core/picture-sharing/picture.ts';
import type { PictureView } from '@parley/core/picture-sharing/view.ts';
import type { LiveStroke } from './live-strokes.ts';
import type { OwnStroke } from './point-frames.ts';

/** One thing to be painted. */
export type Stroke = {
  readonly id: string;
  readonly side: Drawer['role'];
  readonly colour: string;
  readonly shape: Shape;
  /** Of a numbered marker; null of everything else, and until the server has given it. */
  readonly number: number | null;
  /** When it was drawn, by the server's clock; null while it is not kept yet. */
  readonly at: number | null;
};

/** One's own stroke that the server has not told yet. */
export type PendingStroke = { readonly operationId: string; readonly shape: Shape };

/** Everything to be painted over a picture, the newest last: what is kept, what is on its way here, what is drawn now. */
export function strokesOf(
  picture: PictureView,
  side: Drawer['role'],
  under: {
    readonly pending: readonly PendingStroke[];
    readonly live: readonly LiveStroke[];
    readonly own: OwnStroke | null;
  },
): readonly Stroke[] {
  return [
    ...picture.operations
      .filter((one) => one.undone === null)
      .map(({ id, by, shape, number, at }) => stroke(id, by.role, { shape, number, at })),
    ...under.pending.map(({ operationId, shape }) => stroke(operationId, side, unkept(shape))),
    ...under.live.map(({ operationId, by, tool, points }) =>
      stroke(operationId, by, unkept({ tool, points })),
    ),
    ...(under.own === null
      ? []
      : [
          stroke(
            under.own.operationId,
            side,
            unkept({ tool: under.own.tool, points: under.own.points }),
          ),
        ]),
  ];
}

function unkept(shape: Shape): Pick<Stroke, 'shape' | 'number' | 'at'> {
  return { shape, number: null, at: null };
}

function stroke(
  id: string,
  side: Drawer['role'],
  drawn: Pick<Stroke, 'shape' | 'number' | 'at'>,
): Stroke {
  return { id, side, colour: DRAWING_COLOURS[side], ...drawn };
}
