import type { PictureSize, Point } from './picture.ts';
import { rounded } from './step.ts';

/** How a picture lies on somebody's screen: as large as it fits, around its focus, turned and enlarged. */
export type Frame = {
  readonly screen: PictureSize;
  readonly picture: PictureSize;
  /** Quarter turns clockwise. */
  readonly turns: 0 | 1 | 2 | 3;
  /** 1 when all of it is seen. */
  readonly zoom: number;
  /** The place of the picture, 0 to 1, that lies in the middle of the screen. */
  readonly focus: { readonly x: number; readonly y: number };
};

/** A place: in pixels of the screen from its upper left corner, or 0 to 1 on the picture. */
export type Place = { readonly x: number; readonly y: number };

/** The frame of a picture that nobody has turned or enlarged. */
export function wholeFrame(screen: PictureSize, picture: PictureSize): Frame {
  return { screen, picture, turns: 0, zoom: 1, focus: { x: 0.5, y: 0.5 } };
}

/** Where a place of the picture lies on the screen. */
export function onScreen(frame: Frame, { x, y }: Place): Place {
  const { screen, picture, focus } = frame;
  const scale = scaleOf(frame);
  const across = (x - focus.x) * picture.width * scale;
  const down = (y - focus.y) * picture.height * scale;
  const turned = turnedBy(frame.turns, across, down);
  return { x: screen.width / 2 + turned.x, y: screen.height / 2 + turned.y };
}

/** Which place of the picture lies under a place of the screen; outside of 0 to 1 it is none of it. */
export function onPicture(frame: Frame, { x, y }: Place): Place {
  const { screen, picture, focus } = frame;
  const scale = scaleOf(frame);
  const back = turnedBy((4 - frame.turns) % 4, x - screen.width / 2, y - screen.height / 2);
  return {
    x: focus.x + back.x / (picture.width * scale),
    y: focus.y + back.y / (picture.height * scale),
  };
}

/** The point that is drawn by a pen over a place of the screen; beside the picture it slides along its edge. */
export function pointUnder(frame: Frame, place: Place, pressure: number): Point {
  const { x, y } = onPicture(frame, place);
  return rounded([withinOne(x), withinOne(y), withinOne(pressure)]);
}

function withinOne(value: number): number {
  return Math.min(1, Math.max(0, value));
}

/** The matrix, as canvas and CSS write it, from the picture's pixels to those of the screen. */
export function matrixOf(
  frame: Frame,
): readonly [a: number, b: number, c: number, d: number, e: number, f: number] {
  const scale = scaleOf(frame);
  const across = turnedBy(frame.turns, scale, 0);
  const down = turnedBy(frame.turns, 0, scale);
  const corner = onScreen(frame, { x: 0, y: 0 });
  return [across.x, across.y, down.x, down.y, corner.x, corner.y];
}

/** Pixels of the screen for one of the picture. */
export function scaleOf({ screen, picture, turns, zoom }: Frame): number {
  const isLying = turns % 2 === 1;
  const width = isLying ? picture.height : picture.width;
  const height = isLying ? picture.width : picture.height;
  return Math.min(screen.width / width, screen.height / height) * zoom;
}

function turnedBy(turns: number, x: number, y: number): Place {
  switch (turns) {
    case 1:
      return { x: -y, y: x };
    case 2:
      return { x: -x, y: -y };
    case 3:
      return { x: y, y: -x };
    default:
      return { x, y };
  }
}
