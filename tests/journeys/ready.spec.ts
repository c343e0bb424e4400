import type { Locator, Page } from '@playwright/test';
import { whichCanRing } from '../world/leases.ts';
import { mayMakeNetworks } from '../world/network.ts';
import {
  answer,
  askForCall,
  bothHear,
  button,
  openPerson,
  type Person,
  signIn,
} from '../world/people.ts';
import type { AgentName, Product } from '../world/product.ts';
import { hasRelayProgram } from '../world/relay.ts';
import { expect, test } from '../world/world.ts';

const HAS_ALL = mayMakeNetworks() && hasRelayProgram();

test.use({ withNetwork: HAS_ALL, withRelay: HAS_ALL });

test('Q8: who refuses the microphone is not ready and told why; calls go to a colleague until it is allowed', async ({
  agent,
  customer,
  product,
}) => {
  const permissions = ['microphone'];
  const alex = await agent('alex', { devices: 'ask', context: { permissions } });
  await mayUseMicrophone(alex, product, 'denied');
  await expect(stateOf(alex.page)).toHaveText(/^Not reachable/);
  await expectWhy(alex.page, 'The browser blocks your microphone');
  const bo = await agent('bo');
  const cleo = await customer();
  await askForCall(cleo.widget, 'Audio call');
  await answer(bo.page);
  await bothHear(bo, cleo, 'bo');
  await expect(incoming(alex.page)).toBeHidden();
  await button(bo.page, 'End call').click();
  await mayUseMicrophone(alex, product, 'granted');
  await expect(stateOf(alex.page)).toHaveText(/^Ready/);
});

test('Q8: a page that the browser keeps silent is not rung: calls go to a colleague until it is touched', async ({
  agent,
  customer,
  product,
}) => {
  const flags = ['--autoplay-policy=document-user-activation-required'];
  const { page } = await agent('alex', { flags });
  // A tab that comes from elsewhere has not been touched.
  await page.goto('about:blank');
  await page.goto(product.desk);
  // Looking into a page counts as a touch of it: it is left alone until it has said that it cannot ring.
  await expect.poll(() => whichCanRing(product.folder, 'alex')).toEqual([false]);
  await expect(stateOf(page)).toHaveText(/^Not reachable/);
  // Alex has been idle longest.
  const bo = await agent('bo');
  const cleo = await customer();
  await askForCall(cleo.widget, 'Audio call');
  await answer(bo.page);
  await bothHear(bo, cleo, 'bo');
  await button(bo.page, 'End call').click();
  await page.mouse.click(700, 500);
  await expect(stateOf(page)).toHaveText(/^Ready/);
});

test('D8: sound is proved to reach the server directly, through the relay or by TCP; without any of it calls go to a colleague, and come back by themselves', async ({
  agent,
  customer,
  network,
  product,
  relay,
}) => {
  // biome-ignore lint/suspicious/noSkippedTests: networks are made by root alone, and coturn is not everywhere.
  test.skip(network === null || relay === null, 'needs root and coturn');
  if (network === null || relay === null) return;
  // Much of it waits for what does not come.
  test.setTimeout(180_000);
  const stopForwarding = await network.forwardLocally(Number(new URL(product.origin).port));
  const alex = await farAgent(product, 'alex', network.browserIn(product.folder));
  const { mediaPort } = product;
  const path = alex.page.getByRole('listitem').filter({ hasText: 'Sound to the server and back' });
  await openRequirements(alex.page);
  await expect(path).toContainText(/A test tone came back directly, \d+ ms there and back/);
  await expect(path).toContainText('The relay works too');
  const openUdp = network.shut('udp', mediaPort, mediaPort + 1);
  await button(alex.page, 'Check again').click();
  // Whichever answers first.
  await expect(path).toContainText(/A test tone came back (by TCP|through the relay)/);
  const openTcpAgain = network.shut('tcp', mediaPort, mediaPort + 1);
  await button(alex.page, 'Check again').click();
  await expect(path).toContainText('A test tone came back through the relay');
  await relay.stop();
  openTcpAgain();
  await button(alex.page, 'Check again').click();
  await expect(path).toContainText('A test tone came back by TCP');
  await expect(path).toContainText('The relay does not');
  const openTcp = network.shut('tcp', mediaPort, mediaPort + 1);
  await button(alex.page, 'Check again').click();
  await expect(path).toContainText('Nothing comes through', { timeout: 40_000 });
  await alex.page.keyboard.press('Escape');

  await test.step('another network: the page finds out by itself', async () => {
    network.pull();
    network.plugOther();
    await expect(stateOf(alex.page)).toHaveText(/^Not reachable/, { timeout: 60_000 });
    await expectWhy(alex.page, 'Sound does not reach the server');
  });
  const bo = await agent('bo');
  const cleo = await customer();
  await askForCall(cleo.widget, 'Audio call');
  await answer(bo.page);
  await bothHear(bo, cleo, 'bo');
  await button(bo.page, 'End call').click();
  openTcp();
  openUdp();
  await expect(stateOf(alex.page)).toHaveText(/^Ready/, { timeout: 40_000 });
  await alex.browser.close();
  stopForwarding();
});

/** An agent behind a network of their own, who reaches the desk as this machine's. */
async function farAgent(product: Product, who: AgentName, program: string): Promise<Person> {
  const person = await openPerson(product, who, { program });
  await person.page.goto(product.desk);
  await signIn(person.page, product, who);
  await button(person.page, 'Start shift').click();
  await expect(stateOf(person.page)).toHaveText(/^Ready/);
  return person;
}

/** What the person chooses in the browser's own page settings. */
async function mayUseMicrophone(
  { browser, page }: Person,
  product: Product,
  setting: 'granted' | 'denied',
): Promise<void> {
  const session = await browser.newBrowserCDPSession();
  const { targetInfos } = await session.send('Target.getTargets');
  const target = targetInfos.find(({ url }) => url === page.url());
  await session.send('Browser.setPermission', {
    permission: { name: 'microphone' },
    setting,
    origin: new URL(product.desk).origin,
    ...(target?.browserContextId === undefined
      ? {}
      : { browserContextId: target.browserContextId }),
  });
}

function stateOf(page: Page): Locator {
  return page.getByRole('button', { name: /^(Ready|Not reachable|Paused|Wrap-up|Offline)/ });
}

function incoming(page: Page): Locator {
  return page.getByRole('region', { name: 'Incoming' });
}

/** The state says what is missing. */
async function expectWhy(page: Page, why: string): Promise<void> {
  await stateOf(page).click();
  await expect(page.getByRole('menu').getByText(why)).toBeVisible();
  await page.keyboard.press('Escape');
}

async function openRequirements(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  await page.getByRole('tab', { name: 'Requirements' }).click();
}
