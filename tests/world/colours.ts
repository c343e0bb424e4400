import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Voice } from './tones.ts';

/** Each person's own colour before the camera, as red, green and blue from 0 to 255. */
export const COLOURS: Readonly<Record<Voice, readonly [number, number, number]>> = {
  customer: [220, 30, 30],
  alex: [30, 190, 40],
  bo: [40, 50, 230],
  sam: [220, 200, 30],
};

/** What else there is to be seen: the picture of hold music, and the screen that Chromium's fake one shares. */
export const OTHER_PICTURES = { music: [27, 44, 67], screen: [1, 139, 0] } as const;

const [WIDTH, HEIGHT] = [640, 360];
/** A bar wanders through the picture once in so many frames: a picture that stands still is told apart. */
const FRAMES = 10;

/** Writes a person's moving picture as a file, and gives the flag by which Chromium's fake camera shows it. */
export function cameraOf(folder: string, who: Voice): string {
  const path = join(folder, `${who}.y4m`);
  const flag = `--use-file-for-fake-video-capture=${path}`;
  // Another browser may be reading it.
  if (existsSync(path)) return flag;
  const head = `YUV4MPEG2 W${WIDTH} H${HEIGHT} F30:1 Ip A1:1 C420jpeg\n`;
  const frames = Array.from({ length: FRAMES }, (_, index) => frame(COLOURS[who], index));
  writeFileSync(path, Buffer.concat([Buffer.from(head), ...frames]));
  return flag;
}

function frame([red, green, blue]: (typeof COLOURS)[Voice], index: number): Buffer {
  const luma = 0.299 * red + 0.587 * green + 0.114 * blue;
  const plane = Buffer.alloc(WIDTH * HEIGHT, Math.round(luma));
  const left = (index * WIDTH) / FRAMES;
  for (let row = 0; row < HEIGHT; row += 1) {
    const start = row * WIDTH + left;
    plane.fill(Math.round(luma * 0.6), start, start + WIDTH / FRAMES);
  }
  const part = (value: number): Buffer => Buffer.alloc((WIDTH * HEIGHT) / 4, Math.round(value));
  return Buffer.concat([
    Buffer.from('FRAME\n'),
    plane,
    part(128 + 0.564 * (blue - luma)),
    part(128 + 0.713 * (red - luma)),
  ]);
}
