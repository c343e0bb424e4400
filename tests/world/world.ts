import { test as base } from '@playwright/test';
import {
  type Customer,
  goHome,
  leave,
  openAgent,
  openCustomer,
  type Person,
  type PersonSettings,
} from './people.ts';
import { type AgentName, type Product, startProduct } from './product.ts';

/** What each journey has: people who leave when it ends. Name `agent` first: customers leave first. */
type Fixtures = {
  readonly agent: (who: AgentName, settings?: PersonSettings) => Promise<Person>;
  readonly customer: (settings?: PersonSettings) => Promise<Customer>;
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
  agent: async ({ product }, use, info) => {
    const here: Person[] = [];
    await use(async (who, settings) => {
      const person = await openAgent(product, who, settings);
      here.push(person);
      return person;
    });
    const failed = info.status !== info.expectedStatus;
    if (failed) product.keepLogs(info.outputPath('logs'));
    // After a failure the product is started anew: nothing has to be left in order.
    for (const person of here) await (failed ? person.browser.close() : goHome(person));
  },
  customer: async ({ product }, use, info) => {
    const here: Customer[] = [];
    await use(async (settings) => {
      const person = await openCustomer(product, settings);
      here.push(person);
      return person;
    });
    const failed = info.status !== info.expectedStatus;
    for (const person of here) await (failed ? person.browser.close() : leave(person));
  },
});

export { expect } from '@playwright/test';
