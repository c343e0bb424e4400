import type { Locator, Page } from '@playwright/test';
import { barriers } from '../world/barriers.ts';
import { answer, askForCall, bothHear, button, log, talk } from '../world/people.ts';
import { expect, test } from '../world/world.ts';
import { setWrapUp } from '../world/wrap-up.ts';

// Agents of other journeys are free at once; here they are given their time.
test.afterEach(({ product }) => setWrapUp(product.folder, 0));

test('B15: after a call the agent gives code and note while the next customer waits, and is rung when done', async ({
  agent,
  customer,
  product,
}) => {
  await setWrapUp(product.folder, 60_000);
  const alex = await agent('alex');
  const cleo = await customer();
  const nia = await customer();
  await talk(alex, cleo, { button: 'Audio call' });
  await button(cleo.widget, 'End call').click();
  const wrapUp = wrapUpOf(alex.page);
  await expect(wrapUp).toContainText('Wrap-up:');
  await expect(alex.page.getByRole('button', { name: /^Wrap-up/ })).toBeVisible();
  await askForCall(nia.widget, 'Audio call');
  await expect(nia.widget.getByText('You are next in line')).toBeVisible();
  await expect(alex.page.getByRole('region', { name: 'Incoming' })).toBeHidden();
  await wrapUp.getByRole('button', { name: 'Resolved' }).click();
  expect(await barriers(alex.page)).toEqual([]);
  await wrapUp.getByRole('textbox', { name: 'Note' }).fill('Sent the invoice again');
  await setWrapUp(product.folder, 0);
  await wrapUp.getByRole('button', { name: 'Finish' }).click();
  await expect(wrapUp).toBeHidden();
  await expect(log(alex.page)).toContainText(
    'Wrapped up by Alex Agent: Resolved. Sent the invoice again',
  );
  await answer(alex.page);
  await bothHear(alex, nia);
});

test('B15: what was typed outlives a reload and the time; it is saved later and corrected from the conversation', async ({
  agent,
  customer,
  product,
}) => {
  await setWrapUp(product.folder, 12_000);
  const alex = await agent('alex');
  const cleo = await customer();
  await talk(alex, cleo, { button: 'Video call' });
  await button(cleo.widget, 'End call').click();
  const wrapUp = wrapUpOf(alex.page);
  await wrapUp.getByRole('textbox', { name: 'Note' }).fill('Calls back on Monday');
  await alex.page.reload();
  await expect(wrapUp.getByRole('textbox', { name: 'Note' })).toHaveValue('Calls back on Monday');
  await expect(wrapUp).toContainText('The time is over');
  await expect(alex.page.getByRole('button', { name: /^Ready|^Not reachable/ })).toBeVisible();
  await wrapUp.getByRole('button', { name: 'Save' }).click();
  await expect(log(alex.page)).toContainText('Calls back on Monday');
  const customerData = alex.page.getByRole('complementary', { name: 'Customer data' });
  await expect(customerData).toContainText('Calls back on Monday');
  await customerData.getByRole('button', { name: /^Edit code and note/ }).click();
  await expect(wrapUp.getByRole('textbox', { name: 'Note' })).toHaveValue('Calls back on Monday');
  await wrapUp.getByRole('button', { name: 'Callback agreed' }).click();
  await wrapUp.getByRole('button', { name: 'Save' }).click();
  await expect(wrapUp).toBeHidden();
  await expect(customerData).toContainText('Callback agreed. Calls back on Monday');
  await expect(log(cleo.widget)).not.toContainText('Calls back on Monday');
});

function wrapUpOf(page: Page): Locator {
  return page.getByRole('region', { name: 'Wrap-up' });
}
