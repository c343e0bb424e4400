import type { Page } from '@playwright/test';
import { barriers } from '../world/barriers.ts';
import { button, openPerson, signIn } from '../world/people.ts';
import { listen, playedNow, tapSpeakers } from '../world/speakers.ts';
import { expect, test } from '../world/world.ts';

test('T7: two colleagues write to each other, see who types and what was read, and keep it over a reload', async ({
  agent,
}) => {
  const alex = await agent('alex');
  const bo = await agent('bo');
  await openThread(alex.page, 'Bo Agent');
  await say(alex.page, 'Bo Agent', 'Who takes the noon shift?');
  await expect(button(bo.page, 'Colleagues, 1 unread')).toBeVisible();
  await expect(bo.page.getByText('Alex Agent: Who takes the noon shift?')).toBeVisible();
  await expect(bo.page).toHaveTitle('(1) Parley desk');
  await expect(thread(alex.page, 'Bo Agent')).toContainText('Sent');
  await openThread(bo.page, 'Alex Agent');
  expect(await barriers(bo.page)).toEqual([]);
  await expect(thread(bo.page, 'Alex Agent')).toContainText('Who takes the noon shift?');
  await expect(thread(alex.page, 'Bo Agent')).toContainText('Read');
  await expect(button(bo.page, 'Colleagues')).toBeVisible();
  await expect(bo.page).toHaveTitle('Parley desk');
  await box(bo.page, 'Alex Agent').pressSequentially('I do');
  await expect(alex.page.getByText('Bo Agent is typing…')).toBeVisible();
  await bo.page.keyboard.press('Enter');
  await expect(thread(alex.page, 'Bo Agent')).toContainText('I do');
  await expect(alex.page.getByText('Bo Agent is typing…')).toBeHidden();
  await alex.page.reload();
  await openThread(alex.page, 'Bo Agent');
  await expect(thread(alex.page, 'Bo Agent')).toContainText(/noon shift\?.*I do/s);
});

test('T7: a supervisor writes to an agent, who sees it in the list', async ({ agent, product }) => {
  const alex = await agent('alex');
  const sam = await openPerson(product, 'bo');
  await sam.page.goto(product.desk);
  await signIn(sam.page, product, 'sam');
  await openThread(sam.page, 'Alex Agent');
  await say(sam.page, 'Alex Agent', 'Please call me after this');
  await button(alex.page, 'Colleagues, 1 unread').click();
  await expect(alex.page.getByRole('list', { name: 'Colleagues' })).toContainText(
    'Please call me after this',
  );
  expect(await barriers(alex.page)).toEqual([]);
  await sam.browser.close();
});

test('N3: a message sounds unless one has switched that off', async ({ agent }) => {
  const alex = await agent('alex');
  const bo = await agent('bo');
  await tapSpeakers(bo.context);
  await bo.page.reload();
  await button(bo.page, 'Colleagues').click();
  await bo.page.keyboard.press('Escape');
  const heard = await listen(bo.page);
  await openThread(alex.page, 'Bo Agent');
  await say(alex.page, 'Bo Agent', 'Can you hear this?');
  await expect(bo.page.getByText('Can you hear this?')).toBeVisible();
  await expect.poll(heard).toBeGreaterThan(0.01);
  await expect.poll(() => playedNow(bo.page)).toEqual({});
  await button(bo.page, 'Colleagues, 1 unread').click();
  await button(bo.page, 'Sound for new messages is on').click();
  await bo.page.keyboard.press('Escape');
  const heardThen = await listen(bo.page);
  await say(alex.page, 'Bo Agent', 'And this?');
  await expect(bo.page.getByText('And this?')).toBeVisible();
  await openThread(bo.page, 'Alex Agent');
  await expect(thread(alex.page, 'Bo Agent').getByTitle('Sent')).toHaveCount(0);
  expect(await heardThen()).toBe(0);
  await button(bo.page, 'Sound for new messages is off').click();
});

async function openThread(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /^Colleagues/ }).click();
  await page
    .getByRole('list', { name: 'Colleagues' })
    .getByRole('button', { name: new RegExp(name) })
    .click();
}

async function say(page: Page, name: string, text: string): Promise<void> {
  await box(page, name).fill(text);
  await page.keyboard.press('Enter');
  await expect(thread(page, name)).toContainText(text);
}

function box(page: Page, name: string) {
  return page.getByRole('textbox', { name: `Message to ${name}` });
}

function thread(page: Page, name: string) {
  return page.getByRole('log', { name: `Messages with ${name}` });
}
