import { writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { button, type Person, type Place } from '../../world/people.ts';
import { expect, test } from '../../world/world.ts';
import { fileIn, picture, text } from './attaching.ts';

const MEDIA = ['microphone', 'camera', 'notifications'] as const;

type Spot = { readonly x: number; readonly y: number };

async function middleOf(place: Place): Promise<Spot> {
  const box = await place.getByRole('log', { name: 'Messages' }).boundingBox();
  if (box === null) throw new Error('there is no chat');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Drags files from the computer over a spot and lets them go there; `meanwhile` is before that. */
async function dropFiles(
  page: Page,
  spot: Spot,
  { files, meanwhile }: { readonly files: string[]; readonly meanwhile: () => Promise<void> },
): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files, dragOperationsMask: 1 };
  const say = (type: 'dragEnter' | 'dragOver' | 'drop') =>
    devtools.send('Input.dispatchDragEvent', { type, ...spot, data });
  await say('dragEnter');
  await say('dragOver');
  await meanwhile();
  await say('drop');
  await devtools.detach();
}

/** Copies a picture, as another program does. */
async function copy({ page, context }: Person, png: Buffer): Promise<void> {
  // What is not named here would be taken from them.
  await context.grantPermissions([...MEDIA, 'clipboard-read', 'clipboard-write']);
  await page.bringToFront();
  await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const type = 'image/png';
    await navigator.clipboard.write([new ClipboardItem({ [type]: new Blob([bytes], { type }) })]);
  }, png.toString('base64'));
}

async function paste({ page }: Person, place: Place): Promise<void> {
  await place.getByRole('textbox', { name: 'Message' }).click();
  await page.keyboard.press('Control+V');
}

test('T3: files that are dragged onto the chat are sent by either side', async ({
  chatting,
}, info) => {
  const { alex, cleo } = await chatting();
  const list = info.outputPath('list.txt');
  const plan = info.outputPath('plan.png');
  writeFileSync(list, text('list.txt', 4_000).buffer);
  writeFileSync(plan, (await picture(cleo, 'plan.png')).buffer);

  await dropFiles(cleo.page, await middleOf(cleo.widget), {
    files: [list],
    meanwhile: () => expect(cleo.widget.getByText('Drop files here to send them')).toBeVisible(),
  });
  await expect(fileIn(alex.page, 'list.txt')).toBeVisible();
  await expect(cleo.widget.getByText('Drop files here to send them')).toBeHidden();

  await dropFiles(alex.page, await middleOf(alex.page), {
    files: [list, plan],
    meanwhile: () => expect(alex.page.getByText('Drop files to send them')).toBeVisible(),
  });
  await expect(fileIn(cleo.widget, 'plan.png')).toBeVisible();
  await expect(fileIn(cleo.widget, 'list.txt')).toHaveCount(2);
  await expect(alex.page.getByText('Drop files to send them')).toBeHidden();
});

test('T3: a picture from the clipboard is sent by pasting it, by either side', async ({
  chatting,
}) => {
  const { alex, cleo } = await chatting();
  const { buffer } = await picture(cleo, 'any.png');
  await copy(cleo, buffer);
  await paste(cleo, cleo.widget);
  await expect(button(alex.page, 'Preview image.png')).toHaveCount(1);
  await copy(alex, buffer);
  await paste(alex, alex.page);
  await expect(fileIn(cleo.widget, 'image.png')).toHaveCount(2);
});
