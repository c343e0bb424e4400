import { readFileSync } from 'node:fs';
import { barriers } from '../../world/barriers.ts';
import { PHONE } from '../../world/browsers.ts';
import { button, chat, log } from '../../world/people.ts';
import { expect, test } from '../../world/world.ts';
import { openShareTab, picture, sessionFiles, text } from './share-tab.ts';

test('B14: a file that the agent uploads in the Share tab and sends is saved by the customer as it was', async ({
  chatting,
}) => {
  const { alex, cleo } = await chatting();
  await openShareTab(alex.page);
  const buffer = Buffer.from('Lamp 4 is broken.\n'.repeat(40_000));
  await alex.page.getByTestId('share-input').setInputFiles([{ ...text('list.txt'), buffer }]);
  await button(alex.page, 'Send list.txt to chat').click();
  const link = log(cleo.widget).getByRole('link', { name: 'list.txt' });
  const saving = cleo.page.waitForEvent('download');
  await link.click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe('list.txt');
  expect(readFileSync(await saved.path()).equals(buffer)).toBe(true);
});

test('B14: in a second tab the agent sees the session files come and go', async ({
  chatting,
  product,
}) => {
  const { alex } = await chatting();
  const second = await alex.context.newPage();
  await second.goto(product.desk);
  await second.getByRole('list', { name: 'Conversations' }).getByRole('listitem').first().click();
  await openShareTab(second);
  await expect(second.getByText('Nothing has been shared in this session yet.')).toBeVisible();
  await alex.page.bringToFront();
  await openShareTab(alex.page);
  await alex.page.getByTestId('share-input').setInputFiles([picture('plan.png'), text('list.txt')]);
  await expect(sessionFiles(second)).toHaveCount(2);
  await button(alex.page, 'Remove list.txt').click();
  await expect(sessionFiles(second)).toHaveCount(1);
  await expect(sessionFiles(second)).toContainText('plan.png');
  await second.close();
});

test('T3: of an upload that is cancelled in its middle nothing is left, also after the desk is loaded again', async ({
  chatting,
}) => {
  const { alex, cleo } = await chatting();
  let parts = 0;
  let address = '';
  await alex.context.route(/\/upload\?offset=/, async (route) => {
    parts += 1;
    address = new URL(route.request().url()).pathname;
    // Two parts arrive, the next is on its way for ever.
    if (parts <= 2) await route.continue();
  });
  const buffer = Buffer.alloc(2_000_000, 'endless ');
  await alex.page.getByTestId('file-input').setInputFiles([{ ...text('endless.txt'), buffer }]);
  await expect.poll(() => parts).toBe(3);
  await button(alex.page, 'Cancel upload').click();
  await expect(alex.page.getByText('endless.txt')).toHaveCount(0);
  const state = (): Promise<unknown> =>
    alex.page.evaluate(async (path) => {
      const told: unknown = await (await fetch(path)).json();
      return (told as { readonly state: string }).state;
    }, address);
  await expect.poll(state).toBe('removed');
  await alex.page.reload();
  await openShareTab(alex.page);
  await expect(alex.page.getByText('Nothing has been shared in this session yet.')).toBeVisible();
  await expect(alex.page.getByText('endless.txt')).toHaveCount(0);
  await expect(log(cleo.widget).getByRole('link')).toHaveCount(0);
});

test('T3: many files that are chosen together all arrive', async ({ chatting }) => {
  const { alex } = await chatting();
  await openShareTab(alex.page);
  const files = Array.from({ length: 24 }, (_, at) => text(`list ${at}.txt`));
  await alex.page.getByTestId('share-input').setInputFiles(files);
  await expect(sessionFiles(alex.page)).toHaveCount(24);
  await expect(alex.page.getByRole('alert')).toHaveCount(0);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`in ${colorScheme} colours nothing keeps anybody out of files and the Share tab, at a desk and on phones`, async ({
    agent,
    customer,
  }) => {
    // Every screen is read from its first to its last element.
    test.setTimeout(120_000);
    const alex = await agent('alex', { context: { colorScheme } });
    const cleo = await customer({ context: { ...PHONE, colorScheme } });
    await chat(alex, cleo);
    const broken = { ...picture('cat.png'), buffer: Buffer.from('<html>') };
    const choosing = cleo.page.waitForEvent('filechooser');
    await button(cleo.widget, 'Attach file').click();
    await (await choosing).setFiles([picture('lamp.png'), text('list.txt'), broken]);
    await expect(cleo.widget.getByRole('alert').filter({ hasText: 'cat.png' })).toBeVisible();
    await expect(log(cleo.widget).getByRole('link')).toHaveCount(2);
    expect(await barriers(cleo.page)).toEqual([]);

    await alex.page.getByTestId('file-input').setInputFiles([broken]);
    await expect(alex.page.getByRole('alert')).toHaveText('Files of this type are not taken.');
    expect(await barriers(alex.page)).toEqual([]);
    await openShareTab(alex.page);
    await expect(sessionFiles(alex.page)).toHaveCount(2);
    for (const viewport of [
      { width: 390, height: 844 },
      { width: 1_440, height: 900 },
    ]) {
      await alex.page.setViewportSize(viewport);
      await expect(button(alex.page, 'Remove lamp.png')).toBeInViewport({ ratio: 1 });
      expect(await barriers(alex.page)).toEqual([]);
    }
  });

  test(`in ${colorScheme} colours nothing keeps anybody out of a picture that desk and phone draw on in the chat`, async ({
    agent,
    customer,
  }) => {
    const alex = await agent('alex', { context: { colorScheme } });
    const cleo = await customer({ context: { ...PHONE, colorScheme } });
    await chat(alex, cleo);
    await openShareTab(alex.page);
    await alex.page.getByTestId('share-input').setInputFiles([picture('lamp.png')]);
    await button(alex.page, 'Draw together on lamp.png').click();
    for (const place of [alex.page, cleo.widget]) {
      await expect(button(place, 'Send picture')).toBeEnabled();
    }
    expect(await barriers(alex.page)).toEqual([]);
    expect(await barriers(cleo.page)).toEqual([]);
    await button(alex.page, 'Delete picture').click();
  });
}
