import { button, type Customer, log, widgetOf, write } from '../../world/people.ts';
import { expect, test } from '../../world/world.ts';

function card({ widget }: Pick<Customer, 'widget'>) {
  return widget.getByRole('region', { name: 'Feedback' });
}

test('E10: after a call the customer rates it, and the agent sees stars and comment in the conversation', async ({
  talking,
}) => {
  const { alex, cleo } = await talking('Audio call');
  await expect(card(cleo)).toBeHidden();
  await button(cleo.widget, 'End call').click();
  await expect(card(cleo)).toContainText('How was the call?');
  await card(cleo).getByRole('radio', { name: '4 stars' }).check();
  await card(cleo).getByRole('textbox', { name: 'Comment' }).fill('Quick and kind');
  await button(cleo.widget, 'Send feedback').click();
  await expect(card(cleo)).toBeHidden();
  await expect(log(cleo.widget)).toContainText('Thank you for your feedback');
  const given = alex.page.getByRole('region', { name: 'Feedback' });
  await expect(given.getByRole('img', { name: '4 of 5 stars' })).toBeVisible();
  await expect(given).toContainText('Quick and kind');
  await cleo.page.reload();
  const widget = await widgetOf(cleo.page);
  await expect(log(widget)).toContainText('Thank you for your feedback');
  await expect(card({ widget })).toBeHidden();
});

test('E10: a chat that was closed is asked about once; who skips it is left alone, also after a reload', async ({
  chatting,
}) => {
  const { alex, cleo } = await chatting();
  await write(alex.page, 'Here you are');
  await expect(log(cleo.widget)).toContainText('Here you are');
  await button(alex.page, 'Complete').click();
  await expect(card(cleo)).toContainText('How was the chat?');
  await button(cleo.widget, 'Skip').click();
  await expect(card(cleo)).toBeHidden();
  await cleo.page.reload();
  const widget = await widgetOf(cleo.page);
  await expect(log(widget)).toContainText('The conversation was closed');
  await expect(card({ widget })).toBeHidden();
});

test('E10: a call that nobody answered is not asked about', async ({ customer }) => {
  const cleo = await customer();
  await button(cleo.widget, 'Audio call').click();
  await expect(cleo.widget.getByRole('region', { name: 'Waiting' })).toBeVisible();
  await button(cleo.widget, 'Cancel').click();
  await expect(log(cleo.widget)).toContainText('You left before somebody answered');
  await expect(card(cleo)).toBeHidden();
});
