import { button, log, type Place, widgetOf, write } from '../world/people.ts';
import { expect, test } from '../world/world.ts';

test('a chat: messages of both sides stand in order on both, with ticks, typing and who joined', async ({
  chatting,
}) => {
  const { alex, cleo } = await chatting('One');
  await expect(log(cleo.widget)).toContainText('Alex Agent joined');
  await write(alex.page, 'Two');
  await expect(log(cleo.widget)).toContainText('Two');
  await write(cleo.widget, 'Three');
  await write(cleo.widget, 'Four');
  await expect(log(alex.page)).toContainText('Four');
  await expect.poll(() => saidIn(alex.page)).toEqual(['One', 'Two', 'Three', 'Four']);
  await expect.poll(() => saidIn(cleo.widget)).toEqual(['One', 'Two', 'Three', 'Four']);
  await expect(log(cleo.widget).getByText('Read', { exact: true }).last()).toBeAttached();
  await cleo.widget.getByRole('textbox', { name: 'Message' }).pressSequentially('Fi');
  await expect(alex.page.getByText('Visitor is typing…')).toBeVisible();
  await cleo.widget.getByRole('textbox', { name: 'Message' }).fill('');
  await expect(alex.page.getByText('Visitor is typing…')).toBeHidden();
  await alex.page.getByRole('textbox', { name: 'Message' }).pressSequentially('Si');
  await expect(cleo.widget.getByText('Alex Agent is typing')).toBeAttached();
  await alex.page.getByRole('textbox', { name: 'Message' }).fill('');
});

test('both sides reload in the middle of a chat: nothing is lost or doubled', async ({
  chatting,
}) => {
  const { alex, cleo } = await chatting('Before the reload');
  await cleo.page.reload();
  const widget = await widgetOf(cleo.page);
  await write(alex.page, 'While you were away');
  await alex.page.reload();
  await expect(log(widget)).toContainText('While you were away');
  await write(widget, 'Back again');
  const all = ['Before the reload', 'While you were away', 'Back again'];
  await expect.poll(() => saidIn(alex.page)).toEqual(all);
  await expect.poll(() => saidIn(widget)).toEqual(all);
});

test('a completed chat says so to the customer, and writing again reaches an agent again', async ({
  chatting,
}) => {
  const { alex, cleo } = await chatting('First question');
  await button(alex.page, 'Complete').click();
  await expect(log(cleo.widget)).toContainText('The conversation was closed');
  await write(cleo.widget, 'Second question');
  await button(alex.page, 'Answer').click();
  await expect(log(alex.page)).toContainText('Second question');
  await expect(log(alex.page)).toContainText('First question');
});

/** The messages a side reads, in their order, without system lines. */
function saidIn(place: Place): Promise<readonly string[]> {
  return log(place).locator('p[dir="auto"]').allInnerTexts();
}
