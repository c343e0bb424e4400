import { voicesHeard } from '../world/ears.ts';
import { answer, bothHear, button, talk } from '../world/people.ts';
import { expect, test } from '../world/world.ts';

test('X8: End pressed twice while asking a colleague ends that alone; the customer is still there', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex');
  const bo = await agent('bo');
  const cleo = await customer();
  await talk(alex, cleo, { button: 'Audio call' });
  await button(alex.page, 'Transfer').click();
  await alex.page.getByRole('combobox', { name: /^Colleague, queue/ }).fill('bo');
  await expect(alex.page.getByRole('option', { name: /^Bo/ }).first()).toBeVisible();
  await button(alex.page, 'Ask first').click();
  await answer(bo.page);
  await expect.poll(() => voicesHeard(alex.page)).toEqual(['bo']);
  await expect.poll(() => voicesHeard(bo.page)).toEqual(['alex']);

  const onHold = cleo.widget.getByRole('region', { name: 'On hold' });
  await button(alex.page, 'End call').dblclick();
  await expect(bo.page.getByRole('region', { name: 'Call', exact: true })).toBeHidden();
  await expect(alex.page.getByRole('region', { name: 'Consultation' })).toBeHidden();
  await expect(onHold).toBeVisible();
  await button(alex.page, 'Resume').click();
  await bothHear(alex, cleo);

  // Who means it ends the call.
  await button(alex.page, 'End call').click();
  await expect(onHold.or(button(cleo.widget, 'End call'))).toHaveCount(0);
});
