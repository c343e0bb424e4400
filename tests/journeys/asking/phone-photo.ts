import type { Page } from '@playwright/test';

/** How large the photos of these tests are: 12 megapixels, as phones take them. */
export const TAKEN = { width: 4_032, height: 3_024 };

/** A photo as a phone's camera makes it: 12 megapixels, with the place where it was taken. */
export async function phonePhoto(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate(({ width, height }) => {
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    const brush = canvas.getContext('2d');
    if (brush === null) return '';
    const light = brush.createLinearGradient(0, 0, width, height);
    light.addColorStop(0, '#c86428');
    light.addColorStop(1, '#0b6e66');
    brush.fillStyle = light;
    brush.fillRect(0, 0, width, height);
    // Something to look at, so that it weighs what a photo weighs.
    for (let spot = 0; spot < 4_000; spot += 1) {
      brush.fillStyle = `hsl(${(spot * 47) % 360} 60% 50%)`;
      brush.fillRect((spot * 977) % width, (spot * 613) % height, 60, 60);
    }
    return canvas.toDataURL('image/jpeg', 0.95).split(',')[1] ?? '';
  }, TAKEN);
  return withPlace(Buffer.from(base64, 'base64'));
}

/** Writes a GPS position into a JPEG, as cameras do (Exif 2.3, APP1 right after the beginning). */
function withPlace(jpeg: Buffer): Buffer {
  const entry = (tag: number, type: number, [count, value]: readonly [number, number]): Buffer => {
    const one = Buffer.alloc(12);
    one.writeUInt16LE(tag, 0);
    one.writeUInt16LE(type, 2);
    one.writeUInt32LE(count, 4);
    one.writeUInt32LE(value, 8);
    return one;
  };
  const u16 = (value: number): Buffer => Buffer.from([value & 255, value >> 8]);
  const none = Buffer.alloc(4);
  const ascii = 2;
  const rational = 5;
  const gpsAt = 26;
  const degreesAt = gpsAt + 2 + 4 * 12 + 4;
  const first = Buffer.concat([u16(1), entry(0x8825, 4, [1, gpsAt]), none]);
  const gps = Buffer.concat([
    u16(4),
    entry(1, ascii, [2, 'N'.charCodeAt(0)]),
    entry(2, rational, [3, degreesAt]),
    entry(3, ascii, [2, 'E'.charCodeAt(0)]),
    entry(4, rational, [3, degreesAt + 24]),
    none,
  ]);
  const degrees = Buffer.alloc(48);
  [52, 1, 31, 1, 12, 1, 13, 1, 24, 1, 18, 1].forEach((one, at) => {
    degrees.writeUInt32LE(one, at * 4);
  });
  const tiff = Buffer.concat([Buffer.from('II*\0\x08\0\0\0', 'latin1'), first, gps, degrees]);
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(body.length + 2);
  const app1 = Buffer.concat([Buffer.from([0xff, 0xe1]), length, body]);
  return Buffer.concat([jpeg.subarray(0, 2), app1, jpeg.subarray(2)]);
}

/** Width and height of a JPEG, and whether it says anything of where it was taken. */
export function readPhoto(jpeg: Buffer): { width: number; height: number; hasExif: boolean } {
  let at = 2;
  let hasExif = false;
  while (at < jpeg.length) {
    const marker = jpeg.readUInt16BE(at);
    const length = jpeg.readUInt16BE(at + 2);
    if (marker === 0xffe1) hasExif = true;
    // The frame's header: all others of C0 to CF are tables.
    const isFrame = marker >= 0xffc0 && marker <= 0xffcf;
    if (isFrame && ![0xffc4, 0xffc8, 0xffcc].includes(marker)) {
      return { height: jpeg.readUInt16BE(at + 5), width: jpeg.readUInt16BE(at + 7), hasExif };
    }
    at += 2 + length;
  }
  throw new Error('this is no JPEG');
}
