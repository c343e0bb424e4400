import { barriers } from '../../world/barriers.ts';
import { isSeen } from '../../world/eyes.ts';
import { askForCall, button, chat, log, write } from '../../world/people.ts';
import { expect, test } from '../../world/world.ts';
import {
  bothHearInRoom,
  invitations,
  joinFromChat,
  linkOf,
  roomState,
  switchToVideo,
} from './video.ts';

test('B10: an agent switches a chat to video; the customer comes in by the link without a ring, and the chat goes on after it', async ({
  chatting,
}) => {
  const { alex, cleo } = await chatting('Can I show you?');
  await switchToVideo(alex);
  await expect(alex.page.getByRole('tab', { name: 'Video' })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await expect.poll(() => isSeen(alex.page, 'own-picture')).toBe(true);
  await expect(alex.page.getByRole('img', { name: 'QR code' })).toBeVisible();
  await expect(invitations(cleo.widget)).toHaveCount(1);
  expect(await barriers(alex.page)).toEqual([]);
  const room = await joinFromChat(cleo);
  await bothHearInRoom(alex, room);
  await expect.poll(() => isSeen(room)).toBe(true);
  await expect(roomState(alex.page)).toContainText('Connected with');
  await button(alex.page, 'Disconnect').click();
  await expect(alex.page.getByRole('region', { name: 'Call', exact: true })).toBeHidden();
  await write(cleo.widget, 'That helped');
  await expect(log(alex.page)).toContainText('That helped');
});

test('B10: the copied link is the one that opens the room', async ({ agent, customer }) => {
  const permissions = ['clipboard-read', 'clipboard-write', 'microphone', 'camera'];
  const alex = await agent('alex', { context: { permissions } });
  await chat(alex, await customer());
  await switchToVideo(alex);
  const link = await linkOf(alex.page);
  await button(alex.page, 'Copy link').click();
  await expect(alex.page.getByText('The link is copied.')).toBeVisible();
  expect(await alex.page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  await button(alex.page, 'Cancel link').click();
  await expect(roomState(alex.page)).toContainText('The link was cancelled');
});

test('B10: a second press sends the same link again, and a cancelled link is replaced by another', async ({
  chatting,
}) => {
  const { alex, cleo } = await chatting();
  await switchToVideo(alex);
  const first = await linkOf(alex.page);
  await button(alex.page, 'Switch to video').click();
  await expect(invitations(cleo.widget)).toHaveCount(2);
  expect(await linkOf(alex.page)).toBe(first);
  await button(alex.page, 'Cancel link').click();
  await expect(roomState(alex.page)).toContainText('The link was cancelled');
  await expect(log(cleo.widget)).toContainText('This invitation was taken back.');
  await switchToVideo(alex);
  expect(await linkOf(alex.page)).not.toBe(first);
  await button(alex.page, 'Cancel link').click();
  await expect(roomState(alex.page)).toContainText('The link was cancelled');
});

test('B10: a switch that is refused says why, and nothing is posted', async ({ chatting }) => {
  const { alex, cleo } = await chatting();
  await askForCall(cleo.widget, 'Audio call');
  await expect(alex.page.getByRole('region', { name: 'Incoming' })).toBeVisible();
  await button(alex.page, 'Switch to video').click();
  await expect(alex.page.getByText('There is a call already.')).toBeVisible();
  await expect(invitations(alex.page)).toHaveCount(0);
  await button(cleo.widget, 'Cancel').click();
  await expect(invitations(cleo.widget)).toHaveCount(0);
});

test('B12: with a second conversation video cannot be begun, and the button says why', async ({
  chatting,
  customer,
}) => {
  const { alex } = await chatting('I was first');
  const begin = button(alex.page, 'Switch to video');
  await expect(begin).toBeEnabled();
  const nia = await customer();
  await chat(alex, nia, 'I came second');
  await expect(begin).toBeDisabled();
  await expect(begin).toHaveAccessibleDescription(/at most one open conversation/);
  await alex.page.getByRole('tab', { name: 'Call' }).click();
  await expect(button(alex.page, 'Ask for video')).toBeDisabled();
});
