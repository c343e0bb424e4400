import { barriers } from '../../world/barriers.ts';
import { drag, inkOn, sharedPicture, TEAL } from '../../world/drawing.ts';
import { button, log } from '../../world/people.ts';
import { expect, test } from '../../world/world.ts';
import { openShareTab, picture, sessionFiles, text } from './share-tab.ts';

test('T3: files of the agent arrive in both chats, also after the line was cut, and can be saved', async ({
  chatting,
}) => {
  const { alex, cleo } = await chatting();
  let cuts = 0;
  await alex.page.route(/\/upload\?offset=/, (route) => {
    cuts += 1;
    return cuts === 1 ? route.abort() : route.continue();
  });
  await alex.page.getByTestId('file-input').setInputFiles([picture('lamp.png'), text('note.txt')]);
  for (const place of [alex.page, cleo.widget]) {
    await expect(log(place).getByRole('link', { name: 'lamp.png' })).toBeVisible();
    await expect(log(place).getByRole('link', { name: 'note.txt' })).toBeVisible();
  }
  expect(cuts).toBeGreaterThan(2);
  await expect(log(alex.page).getByTestId('file-picture')).toBeVisible();
  await button(alex.page, 'Preview lamp.png').click();
  await expect(alex.page.getByRole('img', { name: 'Picture lamp.png' })).toBeVisible();
  await alex.page.keyboard.press('Escape');
  await expect(alex.page.getByRole('progressbar')).toHaveCount(0);
  const saved = alex.page.waitForEvent('download');
  await log(alex.page).getByRole('link', { name: 'note.txt' }).click();
  expect((await saved).suggestedFilename()).toBe('note.txt');
});

test('T3: an upload can be cancelled, and what is not taken says why', async ({ chatting }) => {
  const { alex } = await chatting();
  await alex.page.route(/\/upload\?offset=/, () => undefined);
  await alex.page.getByTestId('file-input').setInputFiles([text('slow.txt')]);
  await expect(alex.page.getByRole('progressbar', { name: 'Uploading slow.txt' })).toBeVisible();
  await button(alex.page, 'Cancel upload').click();
  await expect(alex.page.getByText('slow.txt')).toHaveCount(0);
  await alex.page.unrouteAll({ behavior: 'ignoreErrors' });
  const buffer = Buffer.from('<html><script>alert(1)</script></html>');
  const page = { name: 'cat.png', mimeType: 'image/png', buffer };
  await alex.page.getByTestId('file-input').setInputFiles([page]);
  await expect(alex.page.getByRole('alert')).toHaveText('Files of this type are not taken.');
  await button(alex.page, 'Put away').click();
  await expect(alex.page.getByText('cat.png')).toHaveCount(0);
});

test('B14: what the agent uploads in the Share tab is theirs until it is sent; it is found, looked at, turned, sent and removed', async ({
  chatting,
}) => {
  const { alex, cleo } = await chatting();
  await openShareTab(alex.page);
  await expect(alex.page.getByText('Nothing has been shared in this session yet.')).toBeVisible();
  await alex.page.getByTestId('share-input').setInputFiles([picture('plan.png'), text('list.txt')]);
  await expect(sessionFiles(alex.page)).toHaveCount(2);
  expect(await barriers(alex.page)).toEqual([]);
  const search = alex.page.getByRole('searchbox', { name: 'Search files' });
  await search.fill('plan');
  await expect(sessionFiles(alex.page)).toHaveCount(1);
  await search.fill('');
  await button(alex.page, 'Preview plan.png').click();
  const preview = alex.page.getByRole('dialog', { name: 'plan.png' });
  const shown = preview.getByTestId('preview-picture');
  await expect(shown).toBeVisible();
  const lying = await shown.boundingBox();
  await button(alex.page, 'Rotate').click();
  await expect.poll(async () => ratio(await shown.boundingBox())).toBeLessThan(1);
  expect(ratio(lying)).toBeGreaterThan(1);
  expect(await barriers(alex.page)).toEqual([]);
  await alex.page.keyboard.press('Escape');
  await expect(log(cleo.widget).getByRole('link')).toHaveCount(0);
  await button(alex.page, 'Send plan.png to chat').click();
  await expect(log(cleo.widget).getByRole('link', { name: 'plan.png' })).toBeVisible();
  await button(alex.page, 'Remove list.txt').click();
  await expect(sessionFiles(alex.page)).toHaveCount(1);
});

test('A9: a picture opened in a chat is drawn on without a call, and whoever loads the page again sees it whole', async ({
  chatting,
}) => {
  const { alex, cleo } = await chatting();
  await openShareTab(alex.page);
  await alex.page.getByTestId('share-input').setInputFiles([picture('plan.png')]);
  await button(alex.page, 'Draw together on plan.png').click();
  await expect(button(alex.page, 'Send picture')).toBeEnabled();
  await drag(alex.page, { from: [0.4, 0.4], to: [0.6, 0.6] });
  await expect.poll(async () => (await inkOn(alex.page, TEAL)).count).toBeGreaterThan(20);
  await expect.poll(async () => (await inkOn(cleo.widget, TEAL)).count).toBeGreaterThan(20);
  await alex.page.reload();
  await expect.poll(async () => (await inkOn(alex.page, TEAL)).count).toBeGreaterThan(20);
  await button(alex.page, 'Send picture').click();
  await expect(sharedPicture(alex.page)).toBeHidden();
  await expect(log(cleo.widget).getByRole('link', { name: /^Drawing/ })).toBeVisible();
});

function ratio(box: { readonly width: number; readonly height: number } | null): number {
  return box === null ? 0 : box.width / box.height;
}
