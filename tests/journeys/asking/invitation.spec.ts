import { PHONE } from '../../world/browsers.ts';
import { isSeen } from '../../world/eyes.ts';
import { button, log, write } from '../../world/people.ts';
import { expect, test } from '../../world/world.ts';

test('T4, L5: the marked message opens the room in a tab of its own, and the chat goes on beside it', async ({
  chatting,
}) => {
  const { alex, cleo } = await chatting('Shall I show you?');
  await button(alex.page, 'Switch to video').click();
  const link = cleo.widget.getByRole('link', { name: 'Open video room' });
  await expect(cleo.widget.getByText('Video invitation')).toBeVisible();
  const [room] = await Promise.all([cleo.page.waitForEvent('popup'), link.click()]);
  await expect(room.getByRole('main', { name: 'Lobby' })).toBeVisible();
  await room.getByRole('textbox', { name: 'Your name' }).fill('Cleo');
  await button(room, 'Join').click();
  await expect.poll(() => isSeen(room)).toBe(true);
  await expect(cleo.widget.getByText('Video room open in another tab')).toBeVisible();
  await expect(cleo.widget.getByRole('region', { name: 'Call', exact: true })).toBeHidden();
  await write(cleo.widget, 'I see you');
  await alex.page.getByRole('tab', { name: 'Chat' }).click();
  await expect(log(alex.page)).toContainText('I see you');
  await room.reload();
  await expect.poll(() => isSeen(room)).toBe(true);
  await expect(cleo.widget.getByRole('region', { name: 'Call', exact: true })).toBeHidden();
  await button(room, 'End call').click();
  await expect(cleo.widget.getByText('Video room open in another tab')).toBeHidden();
  await alex.page.getByRole('tab', { name: 'Video' }).click();
  await button(alex.page, 'Disconnect').click();
  await expect(cleo.widget.getByText('This video room is closed.')).toBeVisible();
  await expect(link).toBeHidden();
});

test('E4: who has a code types it, and the lobby opens in a tab of its own', async ({
  chatting,
  customer,
}) => {
  const { alex, cleo } = await chatting();
  await button(alex.page, 'Switch to video').click();
  const link = cleo.widget.getByRole('link', { name: 'Open video room' });
  const code = new URL((await link.getAttribute('href')) ?? '').pathname.split('/').at(-1) ?? '';
  const other = await customer();
  await button(other.widget, 'I have a code').click();
  const field = other.widget.getByRole('textbox', { name: 'Code' });
  await field.fill('?');
  await button(other.widget, 'Go to the video room').click();
  await expect(other.widget.getByRole('alert')).toContainText('letters and digits only');
  await field.fill(`${code.slice(0, 3)}-${code.slice(3)}`.toLowerCase());
  const [room] = await Promise.all([
    other.page.waitForEvent('popup'),
    button(other.widget, 'Go to the video room').click(),
  ]);
  await expect(room.getByRole('main', { name: 'Lobby' })).toBeVisible();
  await button(alex.page, 'Cancel link').click();
  await expect(cleo.widget.getByText('This invitation was taken back.')).toBeVisible();
  await expect(link).toBeHidden();
});

test('E4: on a phone a typed code leads to the lobby in the same page', async ({
  chatting,
  customer,
}) => {
  const { alex, cleo } = await chatting();
  await button(alex.page, 'Switch to video').click();
  const link = cleo.widget.getByRole('link', { name: 'Open video room' });
  const address = new URL((await link.getAttribute('href')) ?? '');
  const other = await customer({ context: PHONE });
  await button(other.widget, 'I have a code').click();
  await other.widget
    .getByRole('textbox', { name: 'Code' })
    .fill(address.pathname.split('/').at(-1) ?? '');
  await button(other.widget, 'Go to the video room').click();
  await expect(other.page.getByRole('main', { name: 'Lobby' })).toBeVisible();
  await button(alex.page, 'Cancel link').click();
  await expect(link).toBeHidden();
});
