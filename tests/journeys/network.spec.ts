import { isSeen } from '../world/eyes.ts';
import type { Network } from '../world/network.ts';
import { bothHear, type Customer, chat, log, type Place, talk, write } from '../world/people.ts';
import type { Product } from '../world/product.ts';
import { test as base, expect } from '../world/world.ts';

/** A customer at the end of a cable that can be cut. */
const test = base.extend<{
  readonly far: { readonly cable: Network; readonly cleo: Customer };
}>({
  far: async ({ network, product, customer }, use) => {
    if (network === null) throw new Error('this file asks for a network');
    await use({ cable: network, cleo: await customer(inside(network, product)) });
  },
});

test.use({ withNetwork: true });

test('M17: the customer’s network is cut and mended in a video call: both are told, and it comes back by itself', async ({
  agent,
  far,
}) => {
  const alex = await agent('alex');
  const { cable, cleo } = far;
  await talk(alex, cleo, { button: 'Video call' });
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  cable.cut();
  await expect(state(cleo.widget)).toContainText('Reconnecting');
  await expect(state(alex.page)).toContainText('Visitor’s connection is interrupted');
  cable.mend();
  await bothHear(alex, cleo);
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  await expect.poll(() => isSeen(cleo.widget)).toBe(true);
  await expect(state(alex.page)).toHaveText('Connected');
  await expect(log(alex.page)).toContainText(/Connection restored after \d/);
});

test('M13: a line that loses much is named to both: whose it is and why, until it is well again', async ({
  agent,
  far,
}) => {
  const alex = await agent('alex');
  const { cable, cleo } = far;
  await talk(alex, cleo, { button: 'Audio call' });
  const theirs = alex.page.getByRole('button', { name: /^Link of Visitor/ });
  await expect(theirs).toHaveText(/good/);
  const steady = cable.stutter();
  await expect(cleo.widget.getByText('Your connection is weak').first()).toBeVisible();
  await expect(theirs).toHaveText(/poor/);
  await theirs.click();
  await expect(alex.page.getByText('Packets get lost on the way').first()).toBeVisible();
  steady();
  await expect(theirs).toHaveText(/good/);
  await expect(cleo.widget.getByText('Your connection is weak')).toBeHidden();
  await bothHear(alex, cleo);
});

test('the customer changes the network twice in a call: it follows each time', async ({
  agent,
  far,
}) => {
  const alex = await agent('alex');
  const { cable, cleo } = far;
  await talk(alex, cleo, { button: 'Audio call' });
  for (const turn of ['first', 'second']) {
    await test.step(`the ${turn} switch`, async () => {
      cable.changeAddress();
      await bothHear(alex, cleo);
    });
  }
});

test('what is written without a network is shown as on its way, and arrives once and in order', async ({
  agent,
  far,
}) => {
  const alex = await agent('alex');
  const { cable, cleo } = far;
  await chat(alex, cleo, 'Online');
  cable.cut();
  await write(cleo.widget, 'Offline one');
  await write(cleo.widget, 'Offline two');
  await write(alex.page, 'Are you there?');
  await expect(log(cleo.widget).getByText('Sending').first()).toBeAttached();
  await expect(cleo.widget.getByText('Connection lost, trying again…')).toBeVisible();
  cable.mend();
  await expect(log(alex.page)).toContainText('Offline two');
  const all = ['Online', 'Are you there?', 'Offline one', 'Offline two'];
  await expect.poll(() => saidIn(alex.page)).toEqual(all);
  await expect.poll(() => saidIn(cleo.widget)).toEqual(all);
  await expect(cleo.widget.getByText('Connection lost, trying again…')).toBeHidden();
});

function inside(network: Network, product: Product) {
  return { program: network.browserIn(product.folder) };
}

function state(place: Place) {
  return place.getByRole('status', { name: 'Call state' });
}

function saidIn(place: Place): Promise<readonly string[]> {
  return log(place).locator('p[dir="auto"]').allInnerTexts();
}
