/** A width and a height, in pixels. */
export type Size = { readonly width: number; readonly height: number };

/** How much more than the place's own size is asked for, from what the frames turned out to be. */
const LARGEST_BOOST = 4;

/** A picture stretched by more than this looks soft. */
const SOFT = 4 / 3;

/** The node does not know how large a camera's picture is at its source: ask for more where it comes too small. */
export function nextBoost(boost: number, shown: Size, frame: Size): number {
  if (frame.width === 0 || frame.height === 0) return boost;
  const stretch = Math.min(shown.width / frame.width, shown.height / frame.height);
  if (stretch > SOFT) return Math.min(LARGEST_BOOST, boost * 2);
  return stretch <= 0.5 ? Math.max(1, boost / 2) : boost;
}
