import type { Page } from '@playwright/test';
import { isSeen } from '../world/eyes.ts';
import { answer, askForCall, bothHear, button, log, openPerson, signIn } from '../world/people.ts';
import { expect, test } from '../world/world.ts';

test('a wrong password is told, and the right one opens the desk', async ({ product }) => {
  const { page, browser } = await openPerson(product, 'bo');
  await page.goto(product.desk);
  await page.getByRole('textbox', { name: 'E-mail' }).fill(product.signIn('bo').email);
  await page.getByRole('textbox', { name: 'Password' }).fill('Not the password 1');
  await button(page, 'Sign in').click();
  await expect(page.getByText('The e-mail or the password is not right.')).toBeVisible();
  await signIn(page, product, 'bo');
  await expect(button(page, 'Start shift')).toBeVisible();
  await browser.close();
});

test('a sign-in that is ended from another browser stops there at once', async ({ product }) => {
  const here = await openPerson(product, 'bo');
  const there = await openPerson(product, 'bo');
  for (const { page } of [here, there]) {
    await page.goto(product.desk);
    await signIn(page, product, 'bo');
    await expect(button(page, 'Start shift')).toBeVisible();
  }
  await here.page.getByRole('button', { name: 'Account of' }).click();
  await here.page.getByRole('menuitem', { name: 'Where you are signed in' }).click();
  await here.page
    .getByRole('button', { name: /^End the sign-in in/ })
    .first()
    .click();
  await expect(there.page.getByText('This sign-in was ended.')).toBeVisible();
  await expect(button(there.page, 'Sign in')).toBeVisible();
  await expect(here.page.getByRole('dialog')).toBeVisible();
  for (const { browser } of [here, there]) await browser.close();
});

test('a paused agent is not rung; the customer keeps waiting and rings as soon as the agent is ready', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex');
  await chooseState(alex.page, 'Lunch');
  await expect(alex.page.getByRole('button', { name: /^Paused/ })).toBeVisible();
  const cleo = await customer();
  await askForCall(cleo.widget, 'Audio call');
  await expect(cleo.widget.getByText('You are next in line')).toBeVisible();
  await expect(alex.page.getByRole('region', { name: 'Incoming' })).toBeHidden();
  await button(alex.page, 'Go ready').click();
  await answer(alex.page);
  await bothHear(alex, cleo);
});

test('everything of a call can be done with the keys alone', async ({ agent, customer }) => {
  const alex = await agent('alex');
  const cleo = await customer();
  const press = (letter: string) => alex.page.keyboard.press(`Control+Shift+${letter}`);
  await askForCall(cleo.widget, 'Video call');
  await expect(alex.page.getByRole('region', { name: 'Incoming' })).toBeVisible();
  await press('A');
  await bothHear(alex, cleo);
  await press('M');
  await expect(button(alex.page, 'Unmute')).toBeVisible();
  await press('M');
  await expect(button(alex.page, 'Mute')).toBeVisible();
  await press('E');
  await expect(cleo.widget.getByTestId('remote-placeholder')).toBeVisible();
  await press('H');
  await expect(cleo.widget.getByRole('region', { name: 'On hold' })).toBeVisible();
  await press('H');
  await expect(cleo.widget.getByRole('region', { name: 'On hold' })).toBeHidden();
  await press('D');
  await expect(cleo.widget.getByRole('region', { name: 'Call', exact: true })).toBeHidden();
});

test('a conversation is not completed during its call, unless the agent disconnects', async ({
  talking,
}) => {
  const { alex, cleo } = await talking('Audio call');
  await button(alex.page, 'Complete').click();
  await expect(alex.page.getByRole('dialog')).toContainText('You are still in a call');
  await button(alex.page, 'Stay in the call').click();
  await bothHear(alex, cleo);
  await button(alex.page, 'Complete').click();
  await button(alex.page, 'Disconnect and continue').click();
  await expect(cleo.widget.getByRole('region', { name: 'Call', exact: true })).toBeHidden();
  await expect(log(cleo.widget)).toContainText('The conversation was closed');
});

test('M11: either side fills the screen with the picture and leaves it again, without losing it', async ({
  talking,
}) => {
  const { alex, cleo } = await talking('Video call');
  for (const place of [alex.page, cleo.widget]) {
    await expect.poll(() => isSeen(place)).toBe(true);
    const width = async () => (await place.getByTestId('remote-picture').boundingBox())?.width ?? 0;
    const before = await width();
    await button(place, 'Full screen').click();
    await expect.poll(width).toBeGreaterThan(before);
    await expect.poll(() => isSeen(place)).toBe(true);
    await button(place, 'Leave full screen').click();
    await expect.poll(width).toBe(before);
    await expect.poll(() => isSeen(place)).toBe(true);
  }
  await bothHear(alex, cleo);
});

async function chooseState(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /^Ready/ }).click();
  await page.getByRole('menuitem', { name }).click();
}
