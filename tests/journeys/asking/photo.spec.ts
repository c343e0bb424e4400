import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { PHONE } from '../../world/browsers.ts';
import { test as guestTest } from '../../world/guests.ts';
import { button, type Customer, log, type Person, widgetOf } from '../../world/people.ts';
import { expect, test } from '../../world/world.ts';
import { askFor, photoPrompt, standing } from './asking.ts';
import { phonePhoto, readPhoto, TAKEN } from './phone-photo.ts';

/** Takes a photo as a phone does: its camera opens, and hands the picture over. */
async function take(page: Page, buffer: Buffer, press = 'Take a photo'): Promise<void> {
  const choosing = page.waitForEvent('filechooser');
  // On a website it stands in the widget's frame.
  const frame = page.frames().find((one) => one.url().includes('/widget/frame'));
  await photoPrompt(frame ?? page)
    .getByRole('button', { name: press, exact: true })
    .click();
  const chooser = await choosing;
  expect(await chooser.element().getAttribute('capture')).toBe('environment');
  await chooser.setFiles({ name: 'IMG_0412.jpg', mimeType: 'image/jpeg', buffer });
}

/** What the agent saves of a picture in the chat. */
async function saved({ page }: Person, name: string): Promise<Buffer> {
  await page.getByRole('tab', { name: 'Share' }).click();
  const saving = page.waitForEvent('download');
  await page.getByRole('link', { name: `Download ${name}` }).click();
  return readFileSync(await (await saving).path());
}

function pictures(place: Customer['widget'] | Page): Locator {
  return log(place).getByRole('link', { name: 'IMG_0412.jpg' });
}

test('M21: a customer on a phone takes a photo, looks at it and sends it; the agent has it in full and without its place', async ({
  chatting,
}) => {
  const { alex, cleo } = await chatting('My lamp is broken', { context: PHONE });
  await askFor(alex, 'A photo');
  const prompt = photoPrompt(cleo.widget);
  await expect(prompt).toContainText('Alex Agent asks you for a photo');
  await expect(prompt).toContainText('nothing is sent before you press Send photo');
  await expect(standing(alex.page)).toContainText('for a photo');
  const photo = await phonePhoto(cleo.page);
  expect(readPhoto(photo)).toEqual({ ...TAKEN, hasExif: true });
  await take(cleo.page, photo);
  await expect(prompt.getByRole('img', { name: 'Your photo' })).toBeVisible();
  // On the customer's device alone.
  await expect(standing(alex.page)).toContainText('for a photo');
  await expect(pictures(cleo.widget)).toBeHidden();
  await take(cleo.page, photo, 'Take another');
  await button(cleo.widget, 'Send photo').click();
  await expect(prompt).toBeHidden();
  await expect(pictures(cleo.widget)).toBeVisible();
  await expect(standing(alex.page)).toBeHidden();
  const got = await saved(alex, 'IMG_0412.jpg');
  expect(readPhoto(got)).toEqual({ ...TAKEN, hasExif: false });
});

test('M21: whoever does not want to send a photo says so, and the agent reads it', async ({
  chatting,
}) => {
  const { alex, cleo } = await chatting();
  await askFor(alex, 'A photo');
  const prompt = photoPrompt(cleo.widget);
  await prompt.getByRole('button', { name: 'Do not send' }).click();
  await expect(prompt).toBeHidden();
  await expect(log(alex.page)).toContainText('does not want to send a photo');
  await expect(standing(alex.page)).toBeHidden();
});

test('M21: a request for a photo outlives a reload of either side, until the agent takes it back', async ({
  chatting,
}) => {
  const { alex, cleo } = await chatting();
  await askFor(alex, 'A photo');
  await expect(photoPrompt(cleo.widget)).toBeVisible();
  await alex.page.reload();
  await expect(standing(alex.page)).toContainText('for a photo');
  await cleo.page.reload();
  const widget = await widgetOf(cleo.page);
  await expect(photoPrompt(widget)).toBeVisible();
  await button(alex.page, 'Take the question for a photo back').click();
  await expect(photoPrompt(widget)).toBeHidden();
  await expect(log(widget)).toContainText('was taken back');
});

guestTest(
  'M21: in a video room the guest is asked in the call, sends a photo, and goes on talking',
  async ({ inRoom }) => {
    const { alex, page } = await inRoom({ context: PHONE });
    await button(alex.page, 'Ask the customer').click();
    await alex.page.getByRole('menuitem', { name: 'A photo' }).click();
    const prompt = photoPrompt(page);
    await expect(prompt).toContainText('Alex Agent asks you for a photo');
    await take(page, await phonePhoto(page));
    await button(page, 'Send photo').click();
    await expect(prompt).toBeHidden();
    await expect(pictures(alex.page)).toBeVisible();
    await expect(page.getByRole('region', { name: 'Call', exact: true })).toBeVisible();
  },
);
