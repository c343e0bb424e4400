import { DRAWING_BOUNDS, type Point, type Shape } from '@parley/core/picture-sharing/picture.ts';
import { randomId } from '../random-id.ts';
import type { OwnStroke, PointFrames } from './point-frames.ts';

/** What one hand draws, until it is whole. */
export type Pen = {
  readonly stroke: () => OwnStroke | null;
  readonly begin: (tool: OwnStroke['tool'], at: Point) => void;
  /** A pen goes on through these; an arrow or a rectangle reaches to the last of them. */
  readonly moveTo: (points: readonly Point[]) => void;
  readonly finish: () => void;
  /** It was taken away without meaning it: nothing is drawn. */
  readonly giveUp: () => void;
  /** There is nothing to draw on any more. */
  readonly drop: () => void;
};

type Parts = {
  readonly frames: PointFrames;
  readonly changed: () => void;
  readonly whole: (operationId: string, shape: Shape) => void;
};

/** Takes a pen into the hand. */
export function holdPen({ frames, changed, whole }: Parts): Pen {
  let stroke: OwnStroke | null = null;

  const drop = (): void => {
    frames.stop();
    stroke = null;
  };
  const giveUp = (): void => {
    if (stroke === null) return;
    frames.givenUp(stroke);
    stroke = null;
    changed();
  };
  const finish = (): void => {
    if (stroke === null) return;
    const { operationId, tool, points } = stroke;
    // An arrow that leads nowhere is none.
    if (tool !== 'pen' && points.length < 2) return giveUp();
    drop();
    whole(operationId, { tool, points });
  };
  const begin = (tool: OwnStroke['tool'], at: Point): void => {
    finish();
    stroke = { operationId: randomId(), tool, points: [at] };
    frames.moved(stroke);
  };
  const extend = (point: Point): void => {
    if (stroke === null) return;
    const { tool } = stroke;
    const points = tool === 'pen' ? [...stroke.points, point] : [stroke.points[0] ?? point, point];
    stroke = { ...stroke, points };
    // A stroke can only be so long: the next one goes on where it ends.
    if (points.length >= DRAWING_BOUNDS.pointsOfStroke) begin(tool, point);
  };

  return {
    stroke: () => stroke,
    begin: (tool, at) => {
      begin(tool, at);
      changed();
    },
    moveTo: (points) => {
      for (const point of points) extend(point);
      if (stroke === null) return;
      frames.moved(stroke);
      changed();
    },
    finish,
    giveUp,
    drop,
  };
}
