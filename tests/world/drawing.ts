import { onPicture, wholeFrame } from '@parley/core/picture-sharing/place.ts';
import { expect, type Locator } from '@playwright/test';
import { button, type Place } from './people.ts';

/** The colours of the two sides. */
export const YELLOW = [255, 214, 10] as const;
export const TEAL = [20, 184, 166] as const;

/** The shared picture as one side sees it. */
export function sharedPicture(place: Place): Locator {
  return place.getByRole('region', { name: 'Shared picture', exact: true });
}

/** What is drawn on. */
export function canvasOf(place: Place): Locator {
  return place.getByTestId('drawing');
}

/** How many pixels near a place of the canvas, 0 to 1, have this colour. */
export async function inkAt(
  place: Place,
  at: readonly [x: number, y: number],
  colour: readonly [number, number, number],
): Promise<number> {
  return canvasOf(place).evaluate(
    (canvas, { at: [x, y], colour: wanted }) => {
      if (!(canvas instanceof HTMLCanvasElement)) return 0;
      const brush = canvas.getContext('2d');
      const reach = 9;
      const left = Math.round(x * canvas.width) - reach;
      const top = Math.round(y * canvas.height) - reach;
      const { data } = brush?.getImageData(left, top, 2 * reach, 2 * reach) ?? { data: [] };
      let count = 0;
      for (let pixel = 0; pixel < data.length; pixel += 4) {
        const isNear = wanted.every(
          (part, index) => Math.abs((data[pixel + index] ?? 0) - part) < 12,
        );
        if (isNear) count += 1;
      }
      return count;
    },
    { at, colour },
  );
}

type Drag = {
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
  readonly meanwhile?: () => Promise<void>;
};

/** Draws from one place of the canvas to another with the mouse; `meanwhile` is before it is let go. */
export async function drag(place: Place, { from, to, meanwhile }: Drag): Promise<void> {
  const canvas = canvasOf(place);
  const box = await canvas.boundingBox();
  if (box === null) throw new Error('there is no canvas');
  const page = 'page' in place ? place.page() : place;
  const at = ([x, y]: readonly [number, number]): [number, number] => [
    box.x + x * box.width,
    box.y + y * box.height,
  ];
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at(to), { steps: 8 });
  await meanwhile?.();
  await page.mouse.up();
}

/** All freeze the main picture at the same moment. */
export async function takeAtOnce(...places: readonly Place[]): Promise<void> {
  const controls = await Promise.all(
    places.map((place) => button(place, 'Take screenshot').elementHandle()),
  );
  // Whose control the other's picture has taken away by then presses nothing.
  const press = (control: SVGElement | HTMLElement): void => (control as HTMLElement).click();
  await Promise.all(controls.map((control) => control?.evaluate(press)));
}

/** Freezes the main picture. */
export async function takeScreenshot(place: Place): Promise<void> {
  await button(place, 'Take screenshot').click();
}

/** Where the ink of a colour lies on a side's canvas, in its pixels; `count` 0 where there is none. */
export async function inkOn(
  place: Place,
  colour: readonly [number, number, number],
): Promise<{ readonly count: number; readonly x: number; readonly y: number }> {
  return canvasOf(place).evaluate((canvas, wanted) => {
    if (!(canvas instanceof HTMLCanvasElement)) return { count: 0, x: 0, y: 0 };
    const { width, height } = canvas;
    const data = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
    let [count, x, y] = [0, 0, 0];
    for (let pixel = 0; pixel < width * height; pixel += 1) {
      if (!wanted.every((part, at) => Math.abs((data[4 * pixel + at] ?? 0) - part) < 12)) continue;
      count += 1;
      x += pixel % width;
      y += Math.floor(pixel / width);
    }
    return { count, x: x / Math.max(1, count), y: y / Math.max(1, count) };
  }, colour);
}

type Size = { readonly width: number; readonly height: number };
type Colour = Parameters<typeof inkOn>[1];

/** Where on the picture the ink of a colour lies, 0 to 1, as this side sees it. */
async function inkOnPicture(place: Place, colour: Colour, picture: Size) {
  const screen = await canvasOf(place).evaluate((canvas) => ({
    width: (canvas as HTMLCanvasElement).width,
    height: (canvas as HTMLCanvasElement).height,
  }));
  return onPicture(wholeFrame(screen, picture), await inkOn(place, colour));
}

/** Both find the ink of a colour at the same place, once the last of its points has come. */
export async function bothSeeAtOnePlace(
  [one, other]: readonly [Place, Place],
  colour: Colour,
  picture: Size,
): Promise<void> {
  for (const place of [one, other]) {
    await expect.poll(async () => (await inkOn(place, colour)).count).toBeGreaterThan(20);
  }
  const apart = async (): Promise<number> => {
    const here = await inkOnPicture(one, colour, picture);
    const there = await inkOnPicture(other, colour, picture);
    return Math.max(Math.abs(here.x - there.x), Math.abs(here.y - there.y));
  };
  await expect.poll(apart).toBeLessThan(0.02);
}
