import { crc32, deflateSync } from 'node:zlib';
import type { Locator, Page } from '@playwright/test';
import { button, type Place } from '../../world/people.ts';

/** The colours of the two sides. */
export const YELLOW = [255, 214, 10] as const;
export const TEAL = [20, 184, 166] as const;

/** Freezes the main picture. */
export async function takeScreenshot(place: Place): Promise<void> {
  await button(place, 'Take screenshot').click();
}

/** The shared picture as one side sees it. */
export function sharedPicture(place: Place): Locator {
  return place.getByRole('region', { name: 'Shared picture', exact: true });
}

/** What is drawn on. */
export function canvasOf(place: Place): Locator {
  return place.getByTestId('drawing');
}

/** Draws with the mouse from one part of the canvas to another. */
export async function drag(
  place: Place,
  from: readonly [number, number],
  to: readonly [number, number],
): Promise<void> {
  await pull(place, from, to);
  await ('page' in place ? place.page() : place).mouse.up();
}

/** The same without letting go. */
export async function pull(
  place: Place,
  from: readonly [number, number],
  to: readonly [number, number],
): Promise<void> {
  const box = await canvasOf(place).boundingBox();
  if (box === null) throw new Error('there is no canvas');
  const { mouse } = 'page' in place ? place.page() : place;
  await mouse.move(box.x + from[0] * box.width, box.y + from[1] * box.height);
  await mouse.down();
  await mouse.move(box.x + to[0] * box.width, box.y + to[1] * box.height, { steps: 8 });
}

/** Opens the fourth part of a conversation. */
export async function openShareTab(desk: Page): Promise<void> {
  await desk.getByRole('tab', { name: 'Share', exact: true }).click();
}

/** The session files, the newest first. */
export function sessionFiles(desk: Page): Locator {
  return desk.getByRole('list', { name: 'Session files' }).getByRole('listitem');
}

/** A small text. */
export function text(name: string): { name: string; mimeType: string; buffer: Buffer } {
  return { name, mimeType: 'text/plain', buffer: Buffer.from('Lamp 4 is broken.\n') };
}

/** A picture of one colour. */
export function picture(name: string): { name: string; mimeType: string; buffer: Buffer } {
  const [width, height] = [320, 200];
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, 0x60)]);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2], 8);
  const points = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const parts = [chunk('IHDR', head), chunk('IDAT', points), chunk('IEND', Buffer.alloc(0))];
  return { name, mimeType: 'image/png', buffer: Buffer.concat([signature, ...parts]) };
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/** Where the ink of a colour lies on a side's canvas, in its pixels; `count` 0 where there is none. */
export async function inkOn(
  place: Place,
  colour: readonly [number, number, number],
): Promise<{ readonly count: number; readonly x: number; readonly y: number }> {
  return place.getByTestId('drawing').evaluate((canvas, wanted) => {
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
