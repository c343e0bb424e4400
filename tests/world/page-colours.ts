import type { Locator } from '@playwright/test';

/** A colour as red, green and blue from 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];

type Parts = Record<string, number>;

/** How much of each colour there was, as parts of a picture, 0 to 1: in the one that had most of it. */
export type ColoursSeen = { pictures: number; readonly most: Parts };

type Colours = Readonly<Record<string, Colour>>;

/** Looks at every frame that a video decodes from now on, until it is asked what was seen. */
export async function watchColours(
  video: Locator,
  colours: Colours,
): Promise<() => Promise<ColoursSeen>> {
  const seen = await video.evaluateHandle((element: HTMLVideoElement, wanted) => {
    const all: ColoursSeen = { pictures: 0, most: {} };
    const brush = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    const partOf = (colour: Colour, data: ArrayLike<number>): number => {
      let count = 0;
      for (let at = 0; at < data.length; at += 4) {
        // A compressed picture is a little beside its colours.
        if (colour.every((part, of) => Math.abs((data[at + of] ?? 0) - part) < 64)) count += 1;
      }
      return (4 * count) / data.length;
    };
    const look = (): void => {
      element.requestVideoFrameCallback(look);
      const { videoWidth: width, videoHeight: height } = element;
      if (brush === null || width === 0) return;
      Object.assign(brush.canvas, { width, height });
      brush.drawImage(element, 0, 0, width, height);
      const { data } = brush.getImageData(0, 0, width, height);
      all.pictures += 1;
      for (const [name, colour] of Object.entries(wanted)) {
        all.most[name] = Math.max(all.most[name] ?? 0, partOf(colour, data));
      }
    };
    element.requestVideoFrameCallback(look);
    return all;
  }, colours);
  return () => seen.jsonValue();
}

/** How much of each colour a canvas shows now. */
export function coloursOn(canvas: Locator, colours: Colours): Promise<Parts> {
  return canvas.evaluate((element: HTMLCanvasElement, wanted) => {
    const { width, height } = element;
    const data = element.getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
    const parts = Object.entries(wanted).map(([name, colour]) => {
      let count = 0;
      for (let at = 0; at < data.length; at += 4) {
        if (colour.every((part, of) => Math.abs((data[at + of] ?? 0) - part) < 64)) count += 1;
      }
      return [name, count / (width * height)] as const;
    });
    return Object.fromEntries(parts);
  }, colours);
}
