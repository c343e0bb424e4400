import type { Page } from '@playwright/test';
import { loudness } from '../world/ears.ts';
import { answer, askForCall, bothHear, button, log, type Place, write } from '../world/people.ts';
import { expect, test } from '../world/world.ts';

test('Q5: a declined call rings the next agent, and who declined stays ready', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex');
  const bo = await agent('bo');
  const cleo = await customer();
  await button(cleo.widget, 'Audio call').click();
  await expect(incoming(alex.page)).toBeVisible();
  await expect(incoming(bo.page)).toBeHidden();
  await button(alex.page, 'Reject').click();
  await expect(incoming(alex.page)).toBeHidden();
  await button(bo.page, 'Answer').click();
  await bothHear(bo, cleo, 'bo');
  await expect(alex.page.getByRole('button', { name: /^Ready/ })).toBeVisible();
});

test('Q5: a call that rings out goes to the next agent, the customer waits with music, and who let it ring is paused', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex');
  const bo = await agent('bo');
  const cleo = await customer();
  await button(cleo.widget, 'Video call').click();
  await expect(incoming(alex.page)).toBeVisible();
  await expect(incoming(bo.page)).toBeVisible({ timeout: 40_000 });
  await expect(incoming(alex.page)).toBeHidden();
  await expect(alex.page.getByText('You are paused').first()).toBeVisible();
  await expect.poll(() => loudness(cleo.widget)).toBeGreaterThan(0.005);
  await button(bo.page, 'Answer').click();
  await bothHear(bo, cleo, 'bo');
});

test('with nobody free the customer sees the place in line, hears music and may leave; nobody is rung for it later', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex');
  const cleo = await customer();
  await button(cleo.widget, 'Audio call').click();
  await button(alex.page, 'Answer').click();
  await bothHear(alex, cleo);
  const dana = await customer();
  await button(dana.widget, 'Audio call').click();
  await expect(dana.widget.getByText('You are next in line')).toBeVisible();
  await expect.poll(() => loudness(dana.widget)).toBeGreaterThan(0.005);
  await button(dana.widget, 'Cancel').click();
  await expect(dana.widget.getByRole('region', { name: 'Waiting' })).toBeHidden();
  await button(cleo.widget, 'End call').click();
  await expect(alex.page.getByRole('region', { name: 'Call', exact: true })).toBeHidden();
  await expect(incoming(alex.page)).toBeHidden();
});

test('race 4: a customer who hangs up while it rings lets the next in line ring', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex');
  const cleo = await customer();
  await button(cleo.widget, 'Audio call').click();
  await expect(incoming(alex.page)).toContainText('Web audio call');
  const dana = await customer();
  await button(dana.widget, 'Video call').click();
  await expect(dana.widget.getByText('You are number 2 in line')).toBeVisible();
  await button(cleo.widget, 'Cancel').click();
  await expect(incoming(alex.page)).toContainText('Web video call');
  await button(alex.page, 'Answer').click();
  await bothHear(alex, dana);
});

test('race 5: an agent who reloads in the moment of going ready is rung, and answers', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex');
  await pause(alex.page);
  const cleo = await customer();
  await askForCall(cleo.widget, 'Audio call');
  await expect(cleo.widget.getByText('You are next in line')).toBeVisible();
  await button(alex.page, 'Go ready').click();
  await alex.page.reload({ waitUntil: 'commit' });
  await answer(alex.page);
  await bothHear(alex, cleo);
});

test('race 13: a customer who waits by voice, writes meanwhile and drops the call is asked for by chat only', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex');
  await pause(alex.page);
  const cleo = await customer();
  await askForCall(cleo.widget, 'Audio call');
  await expect(cleo.widget.getByText('You are next in line')).toBeVisible();
  await button(cleo.widget, 'Show chat').click();
  await write(cleo.widget, 'I can write as well');
  await button(cleo.widget, 'Cancel').click();
  await button(alex.page, 'Go ready').click();
  await expect(incoming(alex.page)).toContainText('Chat');
  await expect(incoming(alex.page).getByRole('button', { name: 'Answer' })).toHaveCount(1);
  await answer(alex.page);
  await expect(log(alex.page)).toContainText('I can write as well');
  await expect(log(alex.page)).toContainText('the customer stopped waiting');
  await expect(alex.page.getByRole('region', { name: 'Call', exact: true })).toBeHidden();
  await expect(incoming(alex.page)).toBeHidden();
});

test('race 13: a customer who waits by voice and also writes is one contact: who answers the call has the chat', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex');
  await pause(alex.page);
  const cleo = await customer();
  await askForCall(cleo.widget, 'Audio call');
  await expect(cleo.widget.getByText('You are next in line')).toBeVisible();
  await button(cleo.widget, 'Show chat').click();
  await write(cleo.widget, 'I can write as well');
  await button(alex.page, 'Go ready').click();
  await expect(incoming(alex.page)).toContainText('Web audio call');
  await incoming(alex.page).getByRole('button', { name: 'Answer' }).first().click();
  await bothHear(alex, cleo);
  await expect(incoming(alex.page)).toBeHidden();
  await button(cleo.widget, 'End call').click();
  await write(alex.page, 'I have read it');
  await expect(log(cleo.widget)).toContainText('I have read it');
});

async function pause(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Ready/ }).click();
  await page.getByRole('menuitem', { name: 'Lunch' }).click();
  await expect(page.getByRole('button', { name: /^Paused/ })).toBeVisible();
}

function incoming(place: Place) {
  return place.getByRole('region', { name: 'Incoming' });
}
