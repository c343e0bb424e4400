import { barriers } from '../../world/barriers.ts';
import { PHONE } from '../../world/browsers.ts';
import {
  bothSeeAtOnePlace,
  canvasOf,
  drag,
  inkOn,
  sharedPicture,
  TEAL,
  takeAtOnce,
  takeScreenshot,
  YELLOW,
} from '../../world/drawing.ts';
import { isSeen, look } from '../../world/eyes.ts';
import { bothHear, button, log } from '../../world/people.ts';
import { expect, test } from '../../world/world.ts';
import { openShareTab, sessionFiles } from './share-tab.ts';

test('A1 to A4, A7: agent and phone draw on one frozen picture, each in their colour, at the same place, and take back only their own', async ({
  talking,
}) => {
  const { alex, cleo } = await talking('Video call', { context: PHONE });
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  const frame = await look(alex.page, 'remote-picture');
  await takeScreenshot(alex.page);
  for (const place of [alex.page, cleo.widget]) {
    await expect(sharedPicture(place)).toBeVisible();
    await expect(button(place, 'Send picture')).toBeEnabled();
  }
  await bothHear(alex, cleo);
  expect(await barriers(alex.page)).toEqual([]);
  await button(alex.page, 'Rectangle').click();
  await drag(alex.page, { from: [0.45, 0.4], to: [0.6, 0.6] });
  await bothSeeAtOnePlace([alex.page, cleo.widget], TEAL, frame);
  await drag(cleo.widget, { from: [0.3, 0.5], to: [0.5, 0.55] });
  await bothSeeAtOnePlace([alex.page, cleo.widget], YELLOW, frame);

  await button(alex.page, 'Undo').click();
  await expect.poll(async () => (await inkOn(cleo.widget, TEAL)).count).toBe(0);
  expect((await inkOn(alex.page, YELLOW)).count).toBeGreaterThan(20);
  await expect(button(alex.page, 'Undo')).toBeDisabled();
  await button(alex.page, 'Redo').click();
  await expect.poll(async () => (await inkOn(cleo.widget, TEAL)).count).toBeGreaterThan(20);

  await button(alex.page, 'Delete picture').click();
  for (const place of [alex.page, cleo.widget]) {
    await expect(sharedPicture(place)).toBeHidden();
    await expect.poll(() => isSeen(place)).toBe(true);
  }
});

test('A2: what the other draws is seen before the hand lets go', async ({ talking }) => {
  const { alex, cleo } = await talking('Video call');
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  await takeScreenshot(alex.page);
  await expect(button(cleo.widget, 'Send picture')).toBeEnabled();
  await expect(button(alex.page, 'Send picture')).toBeEnabled();
  await drag(alex.page, {
    from: [0.4, 0.5],
    to: [0.6, 0.5],
    meanwhile: () =>
      expect.poll(async () => (await inkOn(cleo.widget, TEAL)).count).toBeGreaterThan(20),
  });
});

test('A5, A6, A9: a snapshot is the agent’s own; a picture that is sent is in both chats and in the Share tab, from where both draw on it again', async ({
  talking,
}) => {
  const { alex, cleo } = await talking('Video call');
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  await button(alex.page, 'Save snapshot').click();
  await expect(alex.page.getByText('The snapshot is in the Share tab.')).toBeVisible();
  await takeScreenshot(alex.page);
  await expect(button(alex.page, 'Send picture')).toBeEnabled();
  await canvasOf(alex.page).focus();
  for (const key of ['Enter', 'Shift+ArrowRight', 'Shift+ArrowDown', 'Enter']) {
    await alex.page.keyboard.press(key);
  }
  await expect.poll(async () => (await inkOn(alex.page, TEAL)).count).toBeGreaterThan(20);
  await button(alex.page, 'Send picture').click();
  await expect(sharedPicture(alex.page)).toBeHidden();
  await expect(sharedPicture(cleo.widget)).toBeHidden();
  await expect(log(alex.page).getByRole('link', { name: /^Drawing .*\.jpg$/ })).toBeVisible();
  await button(cleo.widget, 'Show chat').click();
  await expect(log(cleo.widget).getByRole('link', { name: /^Drawing .*\.jpg$/ })).toBeVisible();
  await expect(log(cleo.widget).getByRole('link', { name: /^Snapshot/ })).toHaveCount(0);
  await openShareTab(alex.page);
  await expect(sessionFiles(alex.page)).toHaveCount(3);
  await expect(sessionFiles(alex.page).filter({ hasText: 'Snapshot' })).toContainText(
    'Not shown to the customer',
  );
  await button(alex.page, 'End call').click();
  await openShareTab(alex.page);
  await alex.page.getByRole('button', { name: /^Draw together on Snapshot/ }).click();
  await expect(button(alex.page, 'Send picture')).toBeEnabled();
  await drag(alex.page, { from: [0.4, 0.4], to: [0.6, 0.6] });
  await expect.poll(async () => (await inkOn(alex.page, TEAL)).count).toBeGreaterThan(20);
  // On a desktop the panel makes room for it, as it does for a call.
  const widthOfPanel = async (): Promise<number> =>
    (await cleo.page.locator('iframe[src*="/widget/frame"]').boundingBox())?.width ?? 0;
  await expect.poll(widthOfPanel).toBe(640);
  await button(alex.page, 'Delete picture').click();
  await expect(sharedPicture(alex.page)).toBeHidden();
  await expect.poll(widthOfPanel).toBe(380);
});

test('A1: when both press at once there is one picture, and one file of it', async ({
  talking,
}) => {
  const { alex, cleo } = await talking('Video call');
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  await expect.poll(() => isSeen(cleo.widget)).toBe(true);
  await takeAtOnce(alex.page, cleo.widget);
  for (const place of [alex.page, cleo.widget]) await expect(canvasOf(place)).toHaveCount(1);
  await openShareTab(alex.page);
  await expect(sessionFiles(alex.page)).toHaveCount(1);
  await button(alex.page, 'Delete picture').click();
});

test('A1: an agent who shows a screen freezes that one, and the customer draws on it', async ({
  talking,
}) => {
  const { alex, cleo } = await talking('Video call');
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  await button(cleo.widget, 'Turn camera off').click();
  await expect(button(alex.page, 'Take screenshot')).toBeDisabled();
  await button(cleo.widget, 'Turn camera on').click();
  await expect(button(alex.page, 'Take screenshot')).toBeEnabled();
  await button(alex.page, 'Share screen').click();
  await expect(button(alex.page, 'Stop sharing')).toBeVisible();
  await button(alex.page, 'Take screenshot of your screen').click();
  for (const place of [alex.page, cleo.widget]) {
    await expect(button(place, 'Send picture')).toBeEnabled();
  }
  await drag(cleo.widget, { from: [0.4, 0.45], to: [0.6, 0.5] });
  await expect.poll(async () => (await inkOn(alex.page, YELLOW)).count).toBeGreaterThan(20);
  await button(cleo.widget, 'Delete picture').click();
  await expect(sharedPicture(alex.page)).toBeHidden();
  await expect.poll(() => isSeen(alex.page)).toBe(true);
});
