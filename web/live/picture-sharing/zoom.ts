import {
  type Frame,
  onPicture,
  type Place,
  wholeFrame,
} from '@parley/core/picture-sharing/place.ts';

const LARGEST = 8;

/** The frame enlarged by a factor and moved, so that what lay under `from` lies under `to`. */
export function enlarged(
  frame: Frame,
  factor: number,
  { from, to }: { readonly from: Place; readonly to: Place },
): Frame {
  const zoom = Math.min(LARGEST, Math.max(1, frame.zoom * factor));
  if (zoom === 1) return { ...frame, zoom, focus: wholeFrame(frame.screen, frame.picture).focus };
  const held = onPicture(frame, from);
  const next = { ...frame, zoom };
  const under = onPicture(next, to);
  const { focus } = frame;
  return {
    ...next,
    focus: { x: inside(focus.x + held.x - under.x), y: inside(focus.y + held.y - under.y) },
  };
}

/** A quarter turn clockwise, and all of it seen again. */
export function turned(frame: Frame): Frame {
  const turns = ((frame.turns + 1) % 4) as Frame['turns'];
  return { ...wholeFrame(frame.screen, frame.picture), turns };
}

function inside(value: number): number {
  return Math.min(1, Math.max(0, value));
}
