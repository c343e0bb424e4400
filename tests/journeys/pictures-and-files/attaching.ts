import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { button, type Customer, log, type Place } from '../../world/people.ts';

/** A file as somebody picks it. */
export type Picked = { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };

/** Sends files by the button, as its choice of files does; large ones by their place on the disk. */
export async function attach(
  { page, widget }: Customer,
  files: readonly Picked[] | readonly string[],
): Promise<void> {
  const choosing = page.waitForEvent('filechooser');
  await button(widget, 'Attach file').click();
  await (await choosing).setFiles([...files] as Picked[] | string[]);
}

/** A text of this length. */
export function text(name: string, sizeBytes: number): Picked {
  const line = 'Please look at the third line of this list.\n';
  const buffer = Buffer.from(line.repeat(Math.ceil(sizeBytes / line.length)).slice(0, sizeBytes));
  return { name, mimeType: 'text/plain', buffer };
}

/** A picture made in the customer's own browser. */
export async function picture({ page }: Customer, name: string): Promise<Picked> {
  const base64 = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 400 });
    const brush = canvas.getContext('2d');
    if (brush !== null) {
      brush.fillStyle = '#c86428';
      brush.fillRect(0, 0, 640, 400);
    }
    return canvas.toDataURL('image/png').split(',')[1] ?? '';
  });
  return { name, mimeType: 'image/png', buffer: Buffer.from(base64, 'base64') };
}

/** A file in the chat. */
export function fileIn(place: Place, name: string): Locator {
  return log(place).getByRole('link', { name, exact: true });
}

/** What is saved when a link is pressed. */
export async function saved(page: Page, link: Locator): Promise<Buffer> {
  const saving = page.waitForEvent('download');
  await link.click();
  return readFileSync(await (await saving).path());
}
