import { voicesHeard } from '../../world/ears.ts';
import { noteGap, watchGaps } from '../../world/gaps.ts';
import {
  askForCall,
  bothHear,
  button,
  crash,
  log,
  openPerson,
  type Person,
  signIn,
} from '../../world/people.ts';
import type { Product } from '../../world/product.ts';
import { expect, test } from '../../world/world.ts';

test('race 8: the same login on a second machine takes the call over, and gives it back when that machine dies', async ({
  talking,
  product,
}) => {
  const { alex, cleo } = await talking('Audio call');
  const home = await secondMachine(product);
  await home.page.getByRole('list', { name: 'Conversations' }).getByRole('button').first().click();
  await expect(home.page.getByText('This call is in another tab')).toBeVisible();
  expect(await voicesHeard(home.page)).toEqual([]);
  await bothHear(alex, cleo);
  const silence = await watchGaps(cleo.widget);
  await button(home.page, 'Move call here').click();
  await expect(alex.page.getByText('This call is in another tab')).toBeVisible();
  await bothHear(home, cleo);
  noteGap('the call moves to another machine: the customer hears again', await silence());
  await expect.poll(() => voicesHeard(alex.page)).toEqual([]);
  const silenceOfCrash = await watchGaps(cleo.widget);
  await crash(home);
  await bothHear(alex, cleo);
  noteGap('the other machine dies: the customer hears again', await silenceOfCrash());
  await expect(log(alex.page)).toContainText(/Connection restored after \d/);
});

test('race 8: the same login on two machines rings on both, is answered once, and is one call', async ({
  agent,
  customer,
  product,
}) => {
  const alex = await agent('alex');
  const home = await secondMachine(product);
  const cleo = await customer();
  await askForCall(cleo.widget, 'Video call');
  const offers = [alex, home].map(({ page }) => page.getByRole('region', { name: 'Incoming' }));
  const buttons = offers.map((offer) => offer.getByRole('button', { name: 'Answer' }));
  const there = await Promise.all(buttons.map((one) => one.elementHandle()));
  // At the same moment: a press that looks first would find the other's answer.
  await Promise.all(there.map((one) => one?.evaluate((it) => (it as HTMLElement).click())));
  for (const offer of offers) await expect(offer).toBeHidden();
  await expect.poll(() => voicesHeard(cleo.widget)).toEqual(['alex']);
  const heard = async () => [await voicesHeard(alex.page), await voicesHeard(home.page)].flat();
  await expect.poll(heard).toEqual(['customer']);
  await button(cleo.widget, 'End call').click();
  for (const { page } of [alex, home]) {
    await expect(page.getByRole('region', { name: 'Call', exact: true })).toBeHidden();
  }
  await alex.page.getByRole('list', { name: 'Conversations' }).getByRole('button').first().click();
  await expect(log(alex.page).getByText('Call answered after')).toHaveCount(1);
  await expect(log(alex.page).getByText('Call ended after')).toHaveCount(1);
  await home.browser.close();
});

/** Alex at another machine: another browser, another sign-in. */
async function secondMachine(product: Product): Promise<Person> {
  const home = await openPerson(product, 'alex');
  await home.page.goto(product.desk);
  await signIn(home.page, product, 'alex');
  await expect(home.page.getByRole('button', { name: /^Ready/ })).toBeVisible();
  return home;
}
