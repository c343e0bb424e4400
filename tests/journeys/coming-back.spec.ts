import { isSeen } from '../world/eyes.ts';
import { voicesHeard } from '../world/ears.ts';
import {
  answer,
  askForCall,
  bothHear,
  button,
  crash,
  log,
  openPerson,
  talk,
  widgetOf,
} from '../world/people.ts';
import { expect, test } from '../world/world.ts';

test('the customer reloads in a video call: it resumes by itself and the timeline tells the gap', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex');
  const cleo = await customer();
  await talk(alex, cleo, { button: 'Video call' });
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  await cleo.page.reload();
  const widget = await widgetOf(cleo.page);
  await bothHear(alex, { widget });
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  await expect.poll(() => isSeen(widget)).toBe(true);
  await expect(log(alex.page)).toContainText('Connection interrupted');
  await expect(log(alex.page)).toContainText(/Connection restored after \d/);
  await button(widget, 'End call').click();
});

test('the customer goes to another page of the shop: chat and call go on there', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex');
  const cleo = await customer();
  await talk(alex, cleo, { button: 'Audio call' });
  await cleo.page.getByRole('link', { name: 'Dune' }).first().click();
  await expect(cleo.page).toHaveURL(/dune/);
  const widget = await widgetOf(cleo.page);
  await bothHear(alex, { widget });
  await expect(alex.page.getByText(/Opened .*Dune/).first()).toBeVisible();
  await button(widget, 'End call').click();
});

test('the agent reloads in a video call: it resumes by itself and both hear and see again', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex');
  const cleo = await customer();
  await talk(alex, cleo, { button: 'Video call' });
  await expect.poll(() => isSeen(cleo.widget)).toBe(true);
  await alex.page.reload();
  await bothHear(alex, cleo);
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  await expect.poll(() => isSeen(cleo.widget)).toBe(true);
  await expect(log(alex.page)).toContainText(/Connection restored after \d/);
});

test('an agent who reloads while it rings is still rung, and can answer', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex');
  const cleo = await customer();
  await askForCall(cleo.widget, 'Audio call');
  await expect(alex.page.getByRole('region', { name: 'Incoming' })).toBeVisible();
  await alex.page.reload();
  await answer(alex.page);
  await bothHear(alex, cleo);
});

test('a second tab of the agent says where the call is and takes it over', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex');
  const cleo = await customer();
  await talk(alex, cleo, { button: 'Audio call' });
  const second = await alex.context.newPage();
  await second.goto(alex.page.url());
  await second.getByRole('list', { name: 'Conversations' }).getByRole('button').first().click();
  await expect(second.getByText('This call is in another tab')).toBeVisible();
  expect(await voicesHeard(second)).toEqual([]);
  await button(second, 'Move call here').click();
  await bothHear({ page: second }, cleo);
  await expect(alex.page.getByText('This call is in another tab')).toBeVisible();
  await expect.poll(() => voicesHeard(alex.page)).toEqual([]);
  await button(second, 'End call').click();
  await expect(cleo.widget.getByRole('region', { name: 'Call', exact: true })).toBeHidden();
});

test('the customer’s browser crashes and is started again: the call is taken up', async ({
  agent,
  customer,
  product,
}) => {
  const alex = await agent('alex');
  const cleo = await customer();
  await talk(alex, cleo, { button: 'Audio call' });
  const storageState = await crash(cleo);
  await expect(alex.page.getByRole('status', { name: 'Call state' })).toContainText('Visitor’s');
  const again = await openPerson(product, 'customer', { context: { storageState } });
  await again.page.goto(product.demo);
  const launcher = again.page.getByRole('button', { name: 'Chat with us' });
  await launcher.click();
  await bothHear(alex, { widget: await widgetOf(again.page) });
  await again.browser.close();
});
