import type { PictureSize, Point, Shape } from '@parley/core/picture-sharing/picture.ts';
import type { Stroke } from './strokes.ts';

/** A place in pixels of the picture. */
type Spot = readonly [x: number, y: number];

/** What a brush does: a curve bent towards `through`, a filled disc, or words. */
export type Outline =
  | {
      readonly kind: 'curve';
      readonly from: Spot;
      readonly through: Spot;
      readonly to: Spot;
      readonly width: number;
    }
  | { readonly kind: 'disc'; readonly centre: Spot; readonly radius: number }
  | {
      readonly kind: 'words';
      readonly text: string;
      /** The left end of their middle line, or their middle. */
      readonly at: Spot;
      readonly align: 'left' | 'center';
      readonly height: number;
      /** Words on a disc of the same colour are dark. */
      readonly on: 'picture' | 'disc';
    };

/** Measures as parts of the picture's diagonal, so that a drawing looks the same at any resolution. */
const PART = { line: 0.004, head: 0.025, disc: 0.016, words: 0.024 } as const;

/** What is painted for a stroke on a picture of this size. */
export function outlinesOf(
  { shape, number }: Pick<Stroke, 'shape' | 'number'>,
  size: PictureSize,
): readonly Outline[] {
  const diagonal = Math.hypot(size.width, size.height);
  const spots = shape.points.map(([x, y]): Spot => [x * size.width, y * size.height]);
  const [first, last] = [spots[0], spots.at(-1)];
  if (first === undefined || last === undefined) return [];
  switch (shape.tool) {
    case 'pen':
      return penOf(spots, shape.points, diagonal * PART.line);
    case 'arrow':
      return spots.length < 2 ? [] : arrowOf(first, last, diagonal);
    case 'rectangle':
      return spots.length < 2 ? [] : rectangleOf(first, last, diagonal * PART.line);
    case 'marker':
      return markerOf(first, number, diagonal);
    case 'text':
      return [textOf(shape, first, diagonal)];
  }
}

/** How wide a line is for a pressure; half of it is the ordinary width. */
function widthFor(pressure: number, width: number): number {
  return width * (0.4 + 1.2 * pressure);
}

/** Bends from the middle of one step to the middle of the next, so that a hand's line has no corners. */
function penOf(
  spots: readonly Spot[],
  points: readonly Point[],
  width: number,
): readonly Outline[] {
  const [only] = spots;
  const pressureAt = (index: number): number => points[index]?.[2] ?? 0.5;
  if (only !== undefined && spots.length === 1) {
    return [{ kind: 'disc', centre: only, radius: widthFor(pressureAt(0), width) / 2 }];
  }
  return spots.map((spot, index): Outline => {
    const before = spots[index - 1];
    const after = spots[index + 1];
    const from = before === undefined ? spot : middle(before, spot);
    const to = after === undefined ? spot : middle(spot, after);
    return { kind: 'curve', from, through: spot, to, width: widthFor(pressureAt(index), width) };
  });
}

function middle([ax, ay]: Spot, [bx, by]: Spot): Spot {
  return [(ax + bx) / 2, (ay + by) / 2];
}

function line(from: Spot, to: Spot, width: number): Outline {
  return { kind: 'curve', from, through: middle(from, to), to, width };
}

/** How far the sides of an arrow's head open, in radians. */
const HEAD_ANGLE = 0.45;

function arrowOf(from: Spot, to: Spot, diagonal: number): readonly Outline[] {
  const width = diagonal * PART.line;
  const back = Math.atan2(from[1] - to[1], from[0] - to[0]);
  const length = Math.min(diagonal * PART.head, Math.hypot(from[0] - to[0], from[1] - to[1]));
  const side = (angle: number): Outline =>
    line(to, [to[0] + length * Math.cos(angle), to[1] + length * Math.sin(angle)], width);
  return [line(from, to, width), side(back + HEAD_ANGLE), side(back - HEAD_ANGLE)];
}

function rectangleOf(one: Spot, other: Spot, width: number): readonly Outline[] {
  const corners: readonly [Spot, Spot, Spot, Spot] = [
    one,
    [other[0], one[1]],
    other,
    [one[0], other[1]],
  ];
  const [a, b, c, d] = corners;
  return [line(a, b, width), line(b, c, width), line(c, d, width), line(d, a, width)];
}

function markerOf(centre: Spot, number: number | null, diagonal: number): readonly Outline[] {
  const radius = diagonal * PART.disc;
  const disc: Outline = { kind: 'disc', centre, radius };
  if (number === null) return [disc];
  const words: Outline = {
    kind: 'words',
    text: String(number),
    at: centre,
    align: 'center',
    height: radius * 1.2,
    on: 'disc',
  };
  return [disc, words];
}

function textOf({ text }: Extract<Shape, { tool: 'text' }>, at: Spot, diagonal: number): Outline {
  return { kind: 'words', text, at, align: 'left', height: diagonal * PART.words, on: 'picture' };
}
