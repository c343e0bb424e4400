import { test as base } from '@playwright/test';
import { type Network, openNetwork } from './network.ts';
import {
  type CallButton,
  type Customer,
  chat,
  goHome,
  leave,
  openAgent,
  openCustomer,
  type Person,
  type PersonSettings,
  talk,
} from './people.ts';
import { type AgentName, type Product, startProduct } from './product.ts';
import { openRelay, type Relay } from './relay.ts';

/** Alex at the desk and Cleo on the page with the widget. */
type Two = { readonly alex: Person; readonly cleo: Customer };

/** What each journey has: people who leave when it ends. Name `agent` first: customers leave first. */
type Fixtures = {
  readonly agent: (who: AgentName, settings?: PersonSettings) => Promise<Person>;
  readonly customer: (settings?: PersonSettings) => Promise<Customer>;
  /** Cleo has written and Alex has taken the chat. */
  readonly chatting: (text?: string, settings?: PersonSettings) => Promise<Two>;
  /** Cleo has called, Alex has answered, and they hear each other. */
  readonly talking: (call: CallButton, settings?: PersonSettings) => Promise<Two>;
};

/** What the journeys of a file share. */
type ForAll = {
  /** Whether there is a network that can be cut. */
  readonly withNetwork: boolean;
  readonly network: Network | null;
  /** Whether there is a TURN server beside the product. */
  readonly withRelay: boolean;
  readonly relay: Relay | null;
  readonly product: Product;
};

/** A journey: the real product, real browsers, and nobody left behind. */
export const test = base.extend<Fixtures, ForAll>({
  withNetwork: [false, { option: true, scope: 'worker' }],
  network: [
    async ({ withNetwork }, use) => {
      const network = withNetwork ? openNetwork() : null;
      await use(network);
      network?.close();
    },
    { scope: 'worker' },
  ],
  withRelay: [false, { option: true, scope: 'worker' }],
  relay: [
    async ({ withRelay, network }, use) => {
      const relay = withRelay ? await openRelay(network?.host ?? '127.0.0.1') : null;
      await use(relay);
      await relay?.stop();
    },
    { scope: 'worker' },
  ],
  product: [
    async ({ network, relay }, use) => {
      const product = await startProduct(network?.host, relay?.settings);
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
  chatting: ({ agent, customer }, use) =>
    use(async (text, settings) => {
      const two = { alex: await agent('alex'), cleo: await customer(settings) };
      await chat(two.alex, two.cleo, text);
      return two;
    }),
  talking: ({ agent, customer }, use) =>
    use(async (button, settings) => {
      const two = { alex: await agent('alex'), cleo: await customer(settings) };
      await talk(two.alex, two.cleo, { button });
      return two;
    }),
});

export { expect } from '@playwright/test';
