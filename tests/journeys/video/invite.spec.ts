import type { Locator, Page } from '@playwright/test';
import { barriers } from '../../world/barriers.ts';
import { bothHearInRoom, expect, join, openLobby, test } from '../../world/guests.ts';
import { answer, button } from '../../world/people.ts';
import { linkOf } from './video.ts';

/** The step at which an invitation stands. */
function step(page: Page): Locator {
  return page.getByRole('list', { name: 'Steps' }).locator('[aria-current="step"]');
}

/** Sends an invitation from the dialog and leaves it open. */
async function invite(page: Page, number: string): Promise<void> {
  await button(page, 'Invite').click();
  const dialog = page.getByRole('dialog', { name: 'Invite' });
  await dialog.getByRole('combobox', { name: 'Country' }).selectOption('DE');
  await dialog.getByRole('textbox', { name: 'Number' }).fill(number);
  await dialog.getByRole('textbox', { name: 'Reference' }).fill('ORDER-12345');
  await button(page, 'Send').click();
  await expect(step(page)).toHaveText('Sent');
}

test('L2: an agent invites by SMS and follows it step by step to the end of the call', async ({
  agent,
  guest,
}) => {
  const alex = await agent('alex');
  await invite(alex.page, '0151 23456781');
  await expect(alex.page.getByRole('textbox', { name: 'Text of the SMS' })).toHaveValue(
    /\/r\/[A-Z0-9]+#.*ORDER-12345/s,
  );
  await expect(alex.page.getByRole('button', { name: /^Resend link/ })).toBeDisabled();
  expect(await barriers(alex.page)).toEqual([]);
  const url = await linkOf(alex.page);
  const gail = await guest();
  await openLobby(gail, { url });
  await expect(step(alex.page)).toHaveText('Guest is waiting');
  await join(gail);
  await expect(step(alex.page)).toHaveText('Joining');
  await button(alex.page, 'Open the conversation').click();
  const source = 'Link by SMS · ORDER-12345';
  await expect(alex.page.getByRole('region', { name: 'Incoming' })).toContainText(source);
  await answer(alex.page);
  await bothHearInRoom(alex, gail);
  await expect(step(alex.page)).toHaveText('In call');
  const customer = alex.page.getByRole('complementary', { name: 'Customer data' });
  await expect(customer).toContainText(`Came in through${source}`);
  await expect(customer).toContainText(`Conversation started · ${source}`);
  await button(alex.page, 'End call').click();
  // Its end brings another part to the front.
  await expect(alex.page.getByRole('region', { name: 'Call', exact: true })).toBeHidden();
  await alex.page.getByRole('tab', { name: 'Video' }).click();
  await expect(step(alex.page)).toHaveText('Ended');
});

test('L2: a number is read while it is typed, and an invitation taken back opens nothing', async ({
  agent,
  guest,
}) => {
  const alex = await agent('alex');
  await button(alex.page, 'Invite').click();
  const dialog = alex.page.getByRole('dialog', { name: 'Invite' });
  await dialog.getByRole('textbox', { name: 'Number' }).fill('+4930');
  await expect(dialog).toContainText('too short so far');
  await expect(button(alex.page, 'Send')).toBeDisabled();
  await dialog.getByRole('textbox', { name: 'Number' }).fill('+49 151 23456782');
  await expect(dialog.getByRole('combobox', { name: 'Country' })).toHaveValue('DE');
  await expect(dialog).toContainText('Goes to +49 1512 3456782');
  await dialog.getByRole('textbox', { name: 'Reference' }).fill('SHORT');
  await expect(dialog).toContainText('3 more characters');
  await expect(button(alex.page, 'Send')).toBeDisabled();
  await button(alex.page, 'Close').click();
  await invite(alex.page, '0151 23456782');
  const url = await linkOf(alex.page);
  await button(alex.page, 'Cancel link').click();
  await expect(step(alex.page)).toHaveText('Cancelled');
  await button(alex.page, 'Open the conversation').click();
  const gail = await guest();
  await gail.page.goto(url);
  await expect(gail.page.getByRole('main', { name: 'Lobby' })).toBeHidden();
  await expect(gail.page.getByRole('heading', { level: 1 })).toContainText(/cancelled|taken back/);
});

test('E14: a link for one visit rings at the agent who made it, and is used up by that call', async ({
  agent,
  guest,
}) => {
  const alex = await agent('alex');
  await button(alex.page, 'Invite').click();
  await alex.page.getByRole('tab', { name: 'Link' }).click();
  await alex.page.getByRole('textbox', { name: /^Note/ }).fill('For Gail');
  await button(alex.page, 'Make link').click();
  const url = await linkOf(alex.page);
  const list = alex.page.getByRole('region', { name: 'Your links' }).getByRole('listitem');
  await expect(list.filter({ hasText: 'For Gail' })).toContainText('Open');
  expect(await barriers(alex.page)).toEqual([]);
  await button(alex.page, 'Close').click();
  const gail = await guest();
  await openLobby(gail, { url });
  await join(gail);
  await expect(alex.page.getByRole('region', { name: 'Incoming' })).toContainText(
    'Invitation link',
  );
  await answer(alex.page);
  await bothHearInRoom(alex, gail);
  await button(gail.page, 'End call').click();
  await expect(alex.page.getByRole('region', { name: 'Call', exact: true })).toBeHidden();
  await button(alex.page, 'Invite').click();
  await alex.page.getByRole('tab', { name: 'Link' }).click();
  await expect(list.filter({ hasText: 'For Gail' })).toContainText('Used');
  await button(alex.page, 'Close').click();
});
