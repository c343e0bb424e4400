import type { Page } from '@playwright/test';
import { barriers } from '../world/barriers.ts';
import { answer, askForCall, bothHear, button, log, write } from '../world/people.ts';
import { expect, test } from '../world/world.ts';

test('Q4: an agent who pauses with a type comes back for chats alone, then for everything', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex');
  await choose(alex.page, 'menuitem', 'Training');
  await expect(stateOf(alex.page)).toContainText('Paused Training');
  await choose(alex.page, 'menuitemcheckbox', 'Chats');
  await expect(stateOf(alex.page)).toContainText('Chats still come');
  const cleo = await customer();
  await askForCall(cleo.widget, 'Audio call');
  await expect(cleo.widget.getByText('You are next in line')).toBeVisible();
  const nia = await customer();
  await button(nia.widget, 'Chat').click();
  await write(nia.widget, 'Only a question');
  const incoming = alex.page.getByRole('region', { name: 'Incoming' });
  await expect(incoming).toHaveCount(1);
  await expect(incoming).toContainText('Chat');
  await answer(alex.page);
  await expect(log(alex.page)).toContainText('Only a question');
  await expect(incoming).toBeHidden();
  await button(alex.page, 'Go ready').click();
  await answer(alex.page);
  await bothHear(alex, cleo);
});

test('Q3: a channel that is switched off is not one to come back to, and nothing of it rings', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex');
  await choose(alex.page, 'menuitemcheckbox', 'Chats');
  await choose(alex.page, 'menuitem', 'Lunch');
  await stateOf(alex.page).click();
  const channels = alex.page.getByRole('menuitemcheckbox');
  await expect(channels).toHaveText([
    'Voice calls',
    'Video and screen',
    'Voice calls',
    'Video and screen',
    'Chats',
  ]);
  expect(await barriers(alex.page)).toEqual([]);
  await alex.page.keyboard.press('Escape');
  await button(alex.page, 'Go ready').click();
  const nia = await customer();
  await button(nia.widget, 'Chat').click();
  await write(nia.widget, 'Is anybody there?');
  const cleo = await customer();
  await askForCall(cleo.widget, 'Audio call');
  await answer(alex.page);
  await bothHear(alex, cleo);
  await expect(alex.page.getByText('Is anybody there?')).toBeHidden();
  await choose(alex.page, 'menuitemcheckbox', 'Chats');
  await answer(alex.page);
  await expect(log(alex.page)).toContainText('Is anybody there?');
});

test('Q7: who has set it starts a shift paused, and nothing reaches them until they go ready', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex');
  await setLoginInPause(alex.page);
  await choose(alex.page, 'menuitem', 'Go offline');
  await button(alex.page, 'Start shift').click();
  await expect(stateOf(alex.page)).toContainText('Paused Start of shift');
  const cleo = await customer();
  await askForCall(cleo.widget, 'Audio call');
  await expect(cleo.widget.getByText('You are next in line')).toBeVisible();
  await expect(alex.page.getByRole('region', { name: 'Incoming' })).toBeHidden();
  await button(alex.page, 'Go ready').click();
  await answer(alex.page);
  await bothHear(alex, cleo);
  await setLoginInPause(alex.page);
});

function stateOf(page: Page) {
  return page.getByRole('button', { name: /^(Ready|Paused|Offline|Not reachable)/ });
}

/** The first entry of this name: what a pause leaves open stands before what may reach one at all. */
async function choose(
  page: Page,
  role: 'menuitem' | 'menuitemcheckbox',
  name: string,
): Promise<void> {
  await stateOf(page).click();
  await page.getByRole(role, { name }).first().click();
  await page.keyboard.press('Escape');
}

/** Turns the setting over, and waits until it is kept. */
async function setLoginInPause(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  await page.getByRole('tab', { name: 'Services' }).click();
  const kept = page.waitForResponse((one) => one.request().method() === 'PUT' && one.ok());
  await page.getByRole('switch', { name: 'Start a shift paused' }).click();
  await kept;
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
}
