import { DRAWING_COLOURS, type Drawer, type Shape } from '@parley/core/picture-sharing/picture.ts';
import type { Operation, PictureView } from '@parley/core/picture-sharing/view.ts';
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

/** Everything to be painted over a picture: what is kept first, then what is on its way or drawn now. */
export type Strokes = {
  /** The same objects in the same order for as long as they are kept and seen. */
  readonly kept: readonly Stroke[];
  readonly moving: readonly Stroke[];
};

/** Operations never change, so their strokes are made once. */
const made = new WeakMap<Operation, Stroke>();

/** What is kept of a picture and not undone, the newest last. */
export function keptStrokes({ operations }: PictureView): readonly Stroke[] {
  return operations.filter((one) => one.undone === null).map(keptStroke);
}

function keptStroke(operation: Operation): Stroke {
  const { id, by, shape, number, at } = operation;
  const known = made.get(operation) ?? stroke(id, by.role, { shape, number, at });
  made.set(operation, known);
  return known;
}

/** What the server has not told yet, the newest last. */
export function movingStrokes(
  side: Drawer['role'],
  {
    pending,
    live,
    own,
  }: {
    readonly pending: readonly PendingStroke[];
    readonly live: readonly LiveStroke[];
    readonly own: OwnStroke | null;
  },
): readonly Stroke[] {
  return [
    ...pending.map(({ operationId, shape }) => stroke(operationId, side, unkept(shape))),
    ...live.map(({ operationId, by, tool, points }) =>
      stroke(operationId, by, unkept({ tool, points })),
    ),
    ...(own === null
      ? []
      : [stroke(own.operationId, side, unkept({ tool: own.tool, points: own.points }))]),
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
