import type { Hint } from '@parley/contracts/socket.ts';
import type { Point } from '@parley/core/picture-sharing/picture.ts';

/** What the server says of a stroke that somebody is drawing. */
export type PointsHint = Extract<Hint, { type: 'drawing-points' }>;

/** A stroke on its way, as far as it is known here. */
export type LiveStroke = Pick<PointsHint, 'operationId' | 'by' | 'tool'> & {
  /** The number of its first known point: whoever comes late has not seen the ones before. */
  readonly start: number;
  readonly points: readonly Point[];
};

/** How long strokes are shown of which nothing more is heard: their page is gone. */
export const LIVE_MS = 5_000;

/** The strokes on their way after the next points: those replace what was there from their number on. */
export function withPoints(
  strokes: readonly LiveStroke[],
  hint: PointsHint,
): readonly LiveStroke[] {
  const { operationId, by, tool, from, points } = hint;
  const known = strokes.find((one) => one.operationId === operationId);
  const others = strokes.filter((one) => one.operationId !== operationId);
  if (from === 0 && points.length === 0) return others;
  const start = known === undefined ? from : Math.min(known.start, from);
  const before = known?.points.slice(0, Math.max(0, from - known.start)) ?? [];
  return [...others, { operationId, by, tool, start, points: [...before, ...points] }];
}
