import type { PictureSize } from '@parley/core/picture-sharing/picture.ts';
import { type Frame, matrixOf } from '@parley/core/picture-sharing/place.ts';
import { paintStamp, paintStrokes } from './paint.ts';
import type { Strokes } from './strokes.ts';

/** What lies on a sheet. */
export type Painted = {
  /** Null while it is on its way. */
  readonly image: CanvasImageSource | null;
  readonly size: PictureSize;
  /** When it was taken, in words. */
  readonly stamp: string;
};

type View = PictureSize & { readonly frame: Frame } & Pick<Strokes, 'kept'>;

/** The picture with the strokes that are kept, as it lies on a screen of so many of its own pixels. */
export type Ground = (view: View) => CanvasImageSource;

/** Paints the ground anew when it lies otherwise or something was undone; else only what has come. */
export function layGround(painted: Painted): Ground {
  const canvas = document.createElement('canvas');
  const brush = canvas.getContext('2d');
  let laid: View | null = null;
  return (view) => {
    if (brush === null) return canvas;
    const before = laid !== null && isSameScreen(laid, view) ? laid.kept : null;
    laid = view;
    if (before === null || !isBeginning(before, view.kept)) repaint(brush, painted, view);
    else if (painted.image !== null)
      paintStrokes(brush, view.kept.slice(before.length), painted.size);
    return canvas;
  };
}

function isSameScreen(one: View, other: View): boolean {
  return one.frame === other.frame && one.width === other.width && one.height === other.height;
}

function isBeginning(before: View['kept'], now: View['kept']): boolean {
  return before.length <= now.length && before.every((one, index) => one === now[index]);
}

function repaint(brush: CanvasRenderingContext2D, painted: Painted, view: View): void {
  const { canvas } = brush;
  // Also empties it.
  canvas.width = view.width;
  canvas.height = view.height;
  brush.setTransform(brushMatrix(view.frame, view.width));
  paintPicture(brush, painted);
  if (painted.image !== null) paintStrokes(brush, view.kept, painted.size);
}

/** From the picture's pixels to those of a canvas of this width. */
export function brushMatrix(frame: Frame, width: number): DOMMatrix {
  const density = width / frame.screen.width;
  return new DOMMatrix(matrixOf(frame).map((part) => part * density));
}

/** The picture itself, and when it was taken. */
export function paintPicture(
  brush: CanvasRenderingContext2D,
  { image, size, stamp }: Painted,
): void {
  if (image === null) return;
  brush.drawImage(image, 0, 0, size.width, size.height);
  paintStamp(brush, stamp, size);
}
