import type { Frame } from '@playwright/test';
import { test as base } from '@playwright/test';
import { openAgent, openCustomer, type Person } from './people.ts';
import { type Product, startProduct } from './product.ts';

type Settings<Open extends (...args: never[]) => unknown> = Parameters<Open>;

/** What each journey has: the product, and people who leave when it ends. */
type Fixtures = {
  readonly agent: (who: 'alex' | 'bo', settings?: Settings<typeof openAgent>[2]) => Promise<Person>;
  readonly customer: (
    settings?: Settings<typeof openCustomer>[1],
  ) => Promise<Person & { readonly widget: Frame }>;
};

/** A journey: the real product, real browsers, and nobody left behind. */
export const test = base.extend<Fixtures, { readonly product: Product }>({
  product: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from the pattern.
    async ({}, use) => {
      const product = await startProduct();
      await use(product);
      await product.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  agent: async ({ product }, use) => {
    const here: Person[] = [];
    await use(async (who, settings) => {
      const person = await openAgent(product, who, settings);
      here.push(person);
      return person;
    });
    for (const person of here) await goHome(person);
  },
  customer: async ({ product }, use) => {
    const here: Person[] = [];
    await use(async (settings) => {
      const person = await openCustomer(product, settings);
      here.push(person);
      return person;
    });
    for (const person of here) await person.browser.close();
  },
});

export { expect } from '@playwright/test';

/** Ends what an agent still has, so that the next journey finds them free. */
async function goHome(person: Person): Promise<void> {
  const { page, browser } = person;
  if (browser.isConnected() && !page.isClosed()) {
    const end = page.getByRole('button', { name: 'End call' });
    if (await end.isVisible()) await end.click();
    const list = page.getByRole('list', { name: 'Conversations' }).getByRole('listitem');
    for (let left = await list.count(); left > 0; left -= 1) {
      await list.first().click();
      await page.getByRole('button', { name: 'Complete' }).click();
      await base.expect(list).toHaveCount(left - 1);
    }
  }
  await browser.close();
}
