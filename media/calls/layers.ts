/** The largest picture a camera sends, in pixels; every lower simulcast layer halves it. */
const FULL = { width: 1_280, height: 720 };

/** How much smaller than its place a picture may be before one sees it. */
const ENOUGH = 0.75;

/** The lowest simulcast layer, from 0, that fills the size at which a picture is shown. */
export function layerFor(size: { width: number; height: number }, layers: number): number {
  for (let layer = 0; layer < layers - 1; layer += 1) {
    const scale = 2 ** (layers - 1 - layer);
    const fills =
      FULL.width / scale >= size.width * ENOUGH && FULL.height / scale >= size.height * ENOUGH;
    if (fills) return layer;
  }
  return Math.max(0, layers - 1);
}
