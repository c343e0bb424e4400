import { askDatabase } from '../../world/database.ts';
import { answer, button, log } from '../../world/people.ts';
import { expect, test } from '../../world/world.ts';

/** Far enough ahead to press the button, near enough to wait for. */
const SOON_MS = 20_000;

/** An instant as the field for day and time holds it, to the second. */
function asField(at: number): string {
  const local = at - new Date(at).getTimezoneOffset() * 60_000;
  return new Date(local).toISOString().slice(0, 'YYYY-MM-DDTHH:MM:SS'.length);
}

test('E15: a callback for later rings at its time and not before, by the name that was given for it', async ({
  agent,
  customer,
  product,
}) => {
  const alex = await agent('alex');
  const { widget } = await customer();
  await button(widget, 'Callback').click();
  await widget.getByRole('textbox', { name: 'Your name' }).fill('Cleo at noon');
  await widget.getByRole('radio', { name: 'At a time' }).check();
  const field = widget.getByLabel('Day and time');
  // The field itself offers whole minutes.
  await field.evaluate((input) => input.setAttribute('step', '1'));
  await field.fill(asField(Date.now() + SOON_MS));
  await button(widget, 'Ask for a callback').click();
  await expect(widget.getByRole('region', { name: 'Callback' })).toBeVisible();
  const incoming = alex.page.getByRole('region', { name: 'Incoming' });
  await expect(incoming).toContainText('Callback', { timeout: 2 * SOON_MS });
  await expect(incoming).toContainText('Cleo at noon');
  const [rung] = await askDatabase(
    product.folder,
    `SELECT o.at AS "offeredAt", (c.value->'callback'->>'dueAt')::bigint AS "dueAt"
      FROM offers AS o JOIN conversations AS c ON c.id = o.conversation_id
      WHERE c.value->'callback'->>'name' = 'Cleo at noon'`,
  );
  expect(Number(rung?.offeredAt)).toBeGreaterThanOrEqual(Number(rung?.dueAt));
  await answer(alex.page);
  const owed = alex.page.getByRole('region', { name: 'Callback' });
  await expect(owed).toContainText('Cleo at noon wants to be called back');
  await owed.getByRole('button', { name: 'Reached', exact: true }).click();
  await expect(owed).toBeHidden();
});

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
