import { answer, button, log } from '../../world/people.ts';
import { expect, test } from '../../world/world.ts';

test('E15: without a trunk a callback by telephone says so in words, and goes on with a link by SMS', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex');
  const cleo = await customer();
  const { widget } = cleo;
  await button(widget, 'Callback').click();
  await widget.getByRole('textbox', { name: 'Your name' }).fill('Cleo');
  await widget.getByRole('radio', { name: 'By phone' }).check();
  await widget.getByRole('combobox', { name: 'Country' }).selectOption('DE');
  await widget.getByRole('textbox', { name: 'Phone number' }).fill('0151 23456784');
  await button(widget, 'Ask for a callback').click();
  await answer(alex.page);
  const owed = alex.page.getByRole('region', { name: 'Callback' });
  await owed.getByRole('button', { name: /^Call \+49/ }).click();
  await expect(alex.page.getByText('needs a telephone trunk')).toBeVisible();
  await owed.getByRole('button', { name: 'Send link by SMS' }).click();
  const dialog = alex.page.getByRole('dialog', { name: 'Invite' });
  await expect(dialog.getByRole('combobox', { name: 'Country' })).toHaveValue('DE');
  await expect(dialog.getByRole('textbox', { name: 'Number' })).toHaveValue('+4915123456784');
  await dialog.getByRole('button', { name: 'Send', exact: true }).click();
  const step = dialog.getByRole('list', { name: 'Steps' }).locator('[aria-current="step"]');
  await expect(step).toHaveText('Sent');
  await dialog.getByRole('button', { name: 'Cancel link' }).click();
  await expect(step).toHaveText('Cancelled');
  await button(alex.page, 'Open the conversation').click();
  await owed.getByRole('button', { name: 'Reached', exact: true }).click();
  await expect(owed).toBeHidden();
  await expect(log(alex.page)).toContainText('Called back: reached');
});
