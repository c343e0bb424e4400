import type { PictureSize } from '@parley/core/picture-sharing/picture.ts';
import { type Frame, wholeFrame } from '@parley/core/picture-sharing/place.ts';
import { createStore, type Store } from '../store.ts';
import { brushMatrix, type Ground, layGround, type Painted, paintPicture } from './ground.ts';
import type { HandParts } from './hand.ts';
import { guideHand } from './hand.ts';
import { paintStrokes } from './paint.ts';
import type { Strokes } from './strokes.ts';
import { enlarged, turned } from './zoom.ts';

/** A shared picture on a canvas: it is painted and drawn on. */
export type Sheet = {
  /** How the picture lies on this screen. */
  readonly frame: Store<Frame>;
  readonly turn: () => void;
  /** Around the middle, for whoever has neither wheel nor two fingers. */
  readonly zoomBy: (factor: number) => void;
  readonly close: () => void;
};

/** Lays a picture on a canvas; what is drawn is painted with the next frame of the screen. */
export function openSheet(
  canvas: HTMLCanvasElement,
  painted: Painted,
  hand: Omit<HandParts, 'frame'>,
): Sheet {
  const { drawing } = hand;
  const brush = canvas.getContext('2d');
  const ground = layGround(painted);
  const frame = createStore<Frame>(wholeFrame(screenOf(canvas), painted.size));
  let asked = 0;
  const paint = (): void => {
    asked = 0;
    if (brush !== null) paintSheet(brush, frame.get(), { ...painted, drawing, ground });
  };
  const ask = (): void => {
    if (asked === 0) asked = requestAnimationFrame(paint);
  };
  const fit = (): void => {
    const screen = screenOf(canvas);
    const { devicePixelRatio: density } = window;
    canvas.width = Math.round(screen.width * density);
    canvas.height = Math.round(screen.height * density);
    frame.update((now) => ({ ...now, screen }));
    // At once: a canvas of another size is empty.
    paint();
  };
  const watcher = new ResizeObserver(fit);
  watcher.observe(canvas);
  const stops = [
    drawing.strokes.subscribe(ask),
    frame.subscribe(ask),
    guideHand(canvas, { ...hand, frame }),
    () => watcher.disconnect(),
    () => cancelAnimationFrame(asked),
  ];
  fit();
  return {
    frame,
    turn: () => frame.update(turned),
    zoomBy: (factor) =>
      frame.update((now) => {
        const middle = { x: now.screen.width / 2, y: now.screen.height / 2 };
        return enlarged(now, factor, { from: middle, to: middle });
      }),
    close: () => {
      for (const stop of stops) stop();
    },
  };
}

/** A sheet that is not shown yet has a size all the same. */
function screenOf(canvas: HTMLElement): PictureSize {
  return { width: Math.max(1, canvas.clientWidth), height: Math.max(1, canvas.clientHeight) };
}

/** What is kept comes from the ground; only what moves is painted with every frame. */
function paintSheet(
  brush: CanvasRenderingContext2D,
  frame: Frame,
  {
    image,
    size,
    drawing,
    ground,
  }: Painted & Pick<HandParts, 'drawing'> & { readonly ground: Ground },
): void {
  const { canvas } = brush;
  const { kept, moving } = drawing.strokes.get();
  const below = ground({ frame, kept, width: canvas.width, height: canvas.height });
  brush.setTransform(1, 0, 0, 1, 0, 0);
  brush.globalCompositeOperation = 'copy';
  brush.drawImage(below, 0, 0);
  brush.globalCompositeOperation = 'source-over';
  if (image === null || moving.length === 0) return;
  brush.setTransform(brushMatrix(frame, canvas.width));
  paintStrokes(brush, moving, size);
}

/** The picture in its own size with all that is drawn on it, as one (A5). */
export function flattened(painted: Painted & { readonly strokes: Strokes }): Promise<Blob> {
  const { size, strokes } = painted;
  const canvas = Object.assign(document.createElement('canvas'), size);
  const brush = canvas.getContext('2d');
  if (brush !== null) {
    paintPicture(brush, painted);
    paintStrokes(brush, [...strokes.kept, ...strokes.moving], size);
  }
  return blobOf(canvas, 'image/jpeg');
}

const QUALITY = 0.92;

/** @throws {Error} where the browser has no memory for it */
export function blobOf(canvas: HTMLCanvasElement, type: string): Promise<Blob> {
  return new Promise((resolve, reject) => {
    const made = (blob: Blob | null): void => {
      if (blob === null) reject(new Error('the picture could not be made'));
      else resolve(blob);
    };
    canvas.toBlob(made, type, QUALITY);
  });
}
