type Size = { readonly width: number; readonly height: number };

/** How many times wider or narrower than its place a picture may be and still fill it: half of it stays in sight. */
const MOST_CUT = 2;

/** In a tile a face counts, not the edges. */
const TILE_WIDTH = 200;

/** Whether a picture fills its place or is shown whole; before it has a size it fills it. */
export function fitOf(frame: Size, place: Size): 'cover' | 'contain' {
  const sizes = [frame.width, frame.height, place.width, place.height];
  if (sizes.includes(0) || place.width < TILE_WIDTH) return 'cover';
  const ratio = frame.width / frame.height / (place.width / place.height);
  return Math.max(ratio, 1 / ratio) > MOST_CUT ? 'contain' : 'cover';
}
