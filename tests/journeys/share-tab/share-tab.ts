import { crc32, deflateSync } from 'node:zlib';
import type { Locator, Page } from '@playwright/test';

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
