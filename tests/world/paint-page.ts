import {
  type Frame,
  matrixOf,
  onScreen,
  pointUnder,
  scaleOf,
} from '../../core/picture-sharing/place.ts';
import { paintStamp, paintStrokes } from '../../web/live/picture-sharing/paint.ts';
import type { Stroke } from '../../web/live/picture-sharing/strokes.ts';

type Place = { readonly x: number; readonly y: number };

/** A spot of the picture that one person marks, the other's screen, and how many of its pixels make one of CSS. */
export type MarkedSpot = {
  readonly spot: Place;
  readonly here: Frame;
  readonly there: Frame;
  readonly density: number;
};

/** How far beside the spot the mark is painted on the other's screen, as parts of the picture as it is shown there. */
export type Beside = { readonly across: number; readonly down: number };

const SPOT = '#ff00ff';
const YELLOW = '#ffd60a';

function brushOf(width: number, height: number): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  const brush = canvas.getContext('2d', { willReadFrequently: true });
  if (brush === null) throw new Error('this page cannot paint');
  return brush;
}

/** A white picture with the spot on it. */
function pictureWith({ x, y }: Place, { width, height }: Frame['picture']): HTMLCanvasElement {
  const brush = brushOf(width, height);
  brush.fillStyle = 'white';
  brush.fillRect(0, 0, width, height);
  brush.fillStyle = SPOT;
  brush.beginPath();
  brush.arc(x * width, y * height, Math.hypot(width, height) * 0.005, 0, 2 * Math.PI);
  brush.fill();
  return brush.canvas;
}

/** The middle of everything of this colour; its soft edges do not count. */
function middleOf(brush: CanvasRenderingContext2D, colour: string): Place | null {
  const { width, height } = brush.canvas;
  const pixels = new Uint32Array(brush.getImageData(0, 0, width, height).data.buffer);
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((from) =>
    Number.parseInt(colour.slice(from, from + 2), 16),
  );
  const wanted = ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
  let [count, across, down] = [0, 0, 0];
  for (let at = pixels.indexOf(wanted); at >= 0; at = pixels.indexOf(wanted, at + 1)) {
    count += 1;
    across += at % width;
    down += Math.floor(at / width);
  }
  return count === 0 ? null : { x: across / count + 0.5, y: down / count + 0.5 };
}

function dot(point: readonly [number, number, number]): Stroke {
  const shape = { tool: 'marker', points: [point] } as const;
  return { id: 'dot', side: 'customer', colour: YELLOW, shape, number: null, at: null };
}

/** Marks the spot by a pixel here and looks where the mark is there; null where the spot is beside that screen. */
function markSpot({ spot, here, there, density }: MarkedSpot): Beside | null {
  const { x, y } = onScreen(here, spot);
  const point = pointUnder(here, { x: Math.round(x), y: Math.round(y) }, 0.5);
  const brush = brushOf(there.screen.width * density, there.screen.height * density);
  const [a, b, c, d, e, f] = matrixOf(there);
  brush.setTransform(density * a, density * b, density * c, density * d, density * e, density * f);
  brush.drawImage(pictureWith(spot, there.picture), 0, 0);
  const shown = middleOf(brush, SPOT);
  brush.clearRect(0, 0, there.picture.width, there.picture.height);
  paintStrokes(brush, [dot(point)], there.picture);
  const painted = middleOf(brush, YELLOW);
  if (shown === null || painted === null) return null;
  const scale = scaleOf(there) * density;
  const isLying = there.turns % 2 === 1;
  const [width, height] = isLying
    ? [there.picture.height, there.picture.width]
    : [there.picture.width, there.picture.height];
  return {
    across: Math.abs(painted.x - shown.x) / (width * scale),
    down: Math.abs(painted.y - shown.y) / (height * scale),
  };
}

/** A flattened picture: where its dot and its stamp are. */
function flatten(words: string): { readonly dot: Place | null; readonly stamp: Place | null } {
  const size = { width: 1280, height: 720 };
  const brush = brushOf(size.width, size.height);
  brush.fillStyle = '#204060';
  brush.fillRect(0, 0, size.width, size.height);
  paintStrokes(brush, [dot([0.25, 0.5, 0.5])], size);
  paintStamp(brush, words, size);
  return { dot: middleOf(brush, YELLOW), stamp: middleOf(brush, '#ffffff') };
}

/** What a test can ask the page. */
export const paintPage = { markSpot, flatten };
