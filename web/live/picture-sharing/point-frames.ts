import type { CommandAnswer } from '@parley/contracts/socket.ts';
import { DRAWING_BOUNDS, type Point } from '@parley/core/picture-sharing/picture.ts';

/** A stroke while it is drawn. */
export type OwnStroke = {
  readonly operationId: string;
  readonly tool: 'pen' | 'arrow' | 'rectangle';
  readonly points: readonly Point[];
};

/** The points of one frame, from a number on. */
export type PointFrame = Pick<OwnStroke, 'operationId' | 'tool'> & {
  readonly from: number;
  readonly points: readonly Point[];
};

/** Says where a pen is: at once, and no oftener over a while than the server listens. */
export type PointFrames = {
  readonly moved: (stroke: OwnStroke) => void;
  /** The stroke is given up: the other side takes it away. */
  readonly givenUp: (stroke: OwnStroke) => void;
  /** The whole stroke follows: nothing more of it on the way. */
  readonly stop: () => void;
};

/** What the server takes of one page, some more to spare. */
export const FRAME_MS = 9;

/** How far a hand may be ahead of that pace: so much goes at once after a pause. */
const AHEAD_MS = 150;

/** So many unanswered ones are a line that stands still: what comes then is said in one. */
export const FRAMES_ON_THE_WAY = 20;

/** Turns a moving pen into few frames. */
export function sendPointFrames(send: (frame: PointFrame) => Promise<CommandAnswer>): PointFrames {
  let current: OwnStroke | null = null;
  let said = 0;
  let onTheWay = 0;
  /** When all that was said would have been said at the server's pace. */
  let paidUntil = 0;
  let pause: ReturnType<typeof setTimeout> | undefined;

  const emit = (frame: PointFrame): void => {
    onTheWay += 1;
    // A refused frame is no loss: the whole stroke follows.
    void send(frame).then(() => {
      onTheWay -= 1;
      look();
    });
  };

  const look = (): void => {
    if (pause !== undefined || onTheWay >= FRAMES_ON_THE_WAY) return;
    const frame = current === null ? null : frameOf(current, said);
    if (frame === null) return;
    const now = performance.now();
    const aheadMs = paidUntil - now;
    if (aheadMs > AHEAD_MS) {
      pause = setTimeout(() => {
        pause = undefined;
        look();
      }, aheadMs - AHEAD_MS);
      return;
    }
    paidUntil = Math.max(paidUntil, now) + FRAME_MS;
    said = frame.from + frame.points.length;
    emit(frame);
  };

  const stop = (): void => {
    clearTimeout(pause);
    pause = undefined;
    current = null;
    said = 0;
  };

  return {
    moved: (stroke) => {
      // Shapes of two points are said anew whenever one of them moves.
      if (stroke.tool !== 'pen' || stroke.operationId !== current?.operationId) said = 0;
      current = stroke;
      look();
    },
    givenUp: ({ operationId, tool }) => {
      stop();
      emit({ operationId, tool, from: 0, points: [] });
    },
    stop,
  };
}

function frameOf({ operationId, tool, points }: OwnStroke, from: number): PointFrame | null {
  const news = points.slice(from, from + DRAWING_BOUNDS.pointsOfFrame);
  return news.length === 0 ? null : { operationId, tool, from, points: news };
}
