import { voicesHeard } from '../../world/ears.ts';
import { noteGap, watchGaps } from '../../world/gaps.ts';
import { bothHear, button, log } from '../../world/people.ts';
import { expect, test } from '../../world/world.ts';

test('an agent’s second tab says where the call is and takes it over; the first says so then', async ({
  talking,
}) => {
  const { alex, cleo } = await talking('Audio call');
  const second = await alex.context.newPage();
  await second.goto(alex.page.url());
  await second.getByRole('list', { name: 'Conversations' }).getByRole('button').first().click();
  await expect(second.getByText('This call is in another tab')).toBeVisible();
  expect(await voicesHeard(second)).toEqual([]);
  await expect.poll(() => voicesHeard(alex.page)).toEqual(['customer']);
  const silence = await watchGaps(cleo.widget);
  await button(second, 'Move call here').click();
  await bothHear({ page: second }, cleo);
  noteGap('the call moves to another tab: the customer hears again', await silence());
  await expect(alex.page.getByText('This call is in another tab')).toBeVisible();
  await expect.poll(() => voicesHeard(alex.page)).toEqual([]);
  await expect(log(second)).toContainText('Call moved to another tab');
  await button(alex.page, 'Move call here').click();
  await bothHear(alex, cleo);
  await expect(second.getByText('This call is in another tab')).toBeVisible();
  await second.close();
  await bothHear(alex, cleo);
});

test('an agent who closes the tab of the call takes it up in another one', async ({ talking }) => {
  const { alex, cleo } = await talking('Audio call');
  const second = await alex.context.newPage();
  await second.goto(alex.page.url());
  await second.getByRole('list', { name: 'Conversations' }).getByRole('button').first().click();
  await expect(second.getByText('This call is in another tab')).toBeVisible();
  const silence = await watchGaps(cleo.widget);
  await alex.page.goto('about:blank');
  await bothHear({ page: second }, cleo);
  noteGap('the tab of the call is closed: the customer hears again', await silence());
  await expect(log(second)).toContainText(/Connection restored after \d/);
  await alex.page.goto(second.url());
  await second.close();
  await bothHear(alex, cleo);
});
