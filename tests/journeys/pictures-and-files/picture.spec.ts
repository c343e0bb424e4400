import {
  canvasOf,
  drag,
  inkAt,
  sharedPicture,
  TEAL,
  takeAtOnce,
  takeScreenshot,
  YELLOW,
} from '../../world/drawing.ts';
import { isSeen } from '../../world/eyes.ts';
import { bothHear, button, type Customer, log, write } from '../../world/people.ts';
import { eventsOf, request } from '../../world/tap.ts';
import { expect, test } from '../../world/world.ts';
import { attach, fileIn, picture } from './attaching.ts';

/** The customer sends a picture; gives back where it is. */
async function sendPicture(cleo: Customer): Promise<{ conversationId: string; fileId: string }> {
  await attach(cleo, [await picture(cleo, 'lamp.png')]);
  await expect(fileIn(cleo.widget, 'lamp.png')).toBeVisible();
  const conversationId = await cleo.page.evaluate(() => {
    const key = Object.keys(localStorage).find((one) => one.startsWith('parley:'));
    const kept: unknown = JSON.parse(localStorage.getItem(key ?? '') ?? '{}');
    return (kept as { conversationId?: string }).conversationId ?? '';
  });
  const events = await eventsOf(cleo.widget, `conversation:${conversationId}`);
  const files = (events as readonly { data: { type: string; file?: { id: string } } }[]).map(
    ({ data }) => data.file?.id,
  );
  return { conversationId, fileId: files.find((id) => id !== undefined) ?? '' };
}

test('A1 to A5: a customer freezes the picture, draws in yellow, takes it back, and sends it into both chats while the sound goes on', async ({
  talking,
}) => {
  const { alex, cleo } = await talking('Video call');
  await expect.poll(() => isSeen(cleo.widget)).toBe(true);
  await takeScreenshot(cleo.widget);
  await expect(sharedPicture(cleo.widget)).toBeVisible();
  await expect(button(cleo.widget, 'Send picture')).toBeEnabled();
  await drag(cleo.widget, { from: [0.2, 0.5], to: [0.8, 0.5] });
  await expect.poll(() => inkAt(cleo.widget, [0.5, 0.5], YELLOW)).toBeGreaterThan(5);
  await button(cleo.widget, 'Rectangle').click();
  await drag(cleo.widget, { from: [0.3, 0.45], to: [0.6, 0.55] });
  await button(cleo.widget, 'Number').click();
  await canvasOf(cleo.widget).click({ position: { x: 90, y: 220 } });
  await button(cleo.widget, 'Text').click();
  await canvasOf(cleo.widget).click({ position: { x: 150, y: 260 } });
  await cleo.widget.getByRole('textbox', { name: 'Text on the picture' }).fill('Here it leaks');
  await cleo.page.keyboard.press('Enter');
  await bothHear(alex, cleo);
  await button(cleo.widget, 'Undo all').click();
  await expect.poll(() => inkAt(cleo.widget, [0.5, 0.5], YELLOW)).toBe(0);
  await button(cleo.widget, 'Redo').click();
  await expect.poll(() => inkAt(cleo.widget, [0.5, 0.5], YELLOW)).toBeGreaterThan(5);
  await button(cleo.widget, 'Send picture').click();
  await expect(sharedPicture(cleo.widget)).toBeHidden();
  await expect.poll(() => isSeen(cleo.widget)).toBe(true);
  await button(cleo.widget, 'Show chat').click();
  await expect(log(cleo.widget).getByRole('link', { name: /^Picture .*\.jpg$/ })).toBeVisible();
});

test('A1: of two who press at the same moment one is first, and both see that one picture', async ({
  talking,
}) => {
  const { alex, cleo } = await talking('Video call');
  await expect.poll(() => isSeen(cleo.widget)).toBe(true);
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  await takeAtOnce(cleo.widget, alex.page);
  await expect(button(cleo.widget, 'Send picture')).toBeEnabled();
  await expect(button(alex.page, 'Send picture')).toBeEnabled();
  await drag(cleo.widget, {
    from: [0.2, 0.5],
    to: [0.8, 0.5],
    // Seen there before the hand is lifted.
    meanwhile: () => expect.poll(() => inkAt(alex.page, [0.5, 0.5], YELLOW)).toBeGreaterThan(5),
  });
  await button(alex.page, 'Arrow').click();
  await drag(alex.page, { from: [0.5, 0.3], to: [0.5, 0.7] });
  await expect.poll(() => inkAt(cleo.widget, [0.5, 0.4], TEAL)).toBeGreaterThan(5);
  // Each takes back only their own.
  await button(cleo.widget, 'Undo').click();
  await expect.poll(() => inkAt(alex.page, [0.4, 0.5], YELLOW)).toBe(0);
  expect(await inkAt(cleo.widget, [0.5, 0.4], TEAL)).toBeGreaterThan(5);
  await button(cleo.widget, 'Delete picture').click();
  await expect(sharedPicture(alex.page)).toBeHidden();
  await expect(sharedPicture(cleo.widget)).toBeHidden();
  await bothHear(alex, cleo);
});

test('A9: without a call a picture that the agent opens is drawn on above the chat', async ({
  chatting,
}) => {
  const { alex, cleo } = await chatting();
  const { conversationId, fileId } = await sendPicture(cleo);
  const open = { conversationId, fileId };
  expect(await request(alex.page, 'open-picture', open)).toMatchObject({ ok: true });
  await expect(sharedPicture(cleo.widget)).toBeVisible();
  await expect(button(cleo.widget, 'Send picture')).toBeEnabled();
  await drag(cleo.widget, { from: [0.45, 0.4], to: [0.55, 0.6] });
  await expect.poll(() => inkAt(cleo.widget, [0.5, 0.5], YELLOW)).toBeGreaterThan(5);
  await write(cleo.widget, 'Do you mean this one?');
  await expect(log(alex.page)).toContainText('Do you mean this one?');
  await button(cleo.widget, 'Send picture').click();
  await expect(sharedPicture(cleo.widget)).toBeHidden();
  await expect(log(cleo.widget).getByRole('link', { name: /^Picture .*\.jpg$/ })).toBeVisible();
});
