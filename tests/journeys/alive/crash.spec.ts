import { join } from 'node:path';
import { isSeen } from '../../world/eyes.ts';
import { firstHeardAt, listenFromStart, noteGap, watchGaps } from '../../world/gaps.ts';
import {
  answer,
  askForCall,
  bothHear,
  button,
  crash,
  goHome,
  log,
  openProfile,
  signIn,
  startShift,
  widgetOf,
} from '../../world/people.ts';
import { isOnDisk } from '../../world/profiles.ts';
import { expect, test } from '../../world/world.ts';

test('a customer whose browser crashes in a call opens the page again and is back in it', async ({
  agent,
  product,
}) => {
  const alex = await agent('alex');
  const profile = join(product.folder, 'crash-of-customer');
  const before = await openProfile(product, 'customer', profile);
  await before.page.goto(product.demo);
  await before.page.getByRole('button', { name: 'Chat with us' }).click();
  const widget = await widgetOf(before.page);
  await askForCall(widget, 'Video call');
  await answer(alex.page);
  await bothHear(alex, { widget });
  await expect.poll(() => isOnDisk(profile, 'Local Storage/leveldb', 'parley:')).toBe(true);
  const silence = await watchGaps(alex.page);
  await crash(before);
  const state = alex.page.getByRole('status', { name: 'Call state' });
  await expect(state).toContainText('Visitor');
  const after = await openProfile(product, 'customer', profile);
  await listenFromStart(after.context);
  const openedAt = Date.now();
  await after.page.goto(product.demo, { waitUntil: 'commit' });
  const again = await widgetOf(after.page);
  await bothHear(alex, { widget: again });
  noteGap('customer’s browser crashes: page to sound', (await firstHeardAt(again)) - openedAt);
  noteGap('customer’s browser crashes: the agent hears again', await silence());
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  await expect.poll(() => isSeen(again)).toBe(true);
  await expect(state).toHaveText('Connected');
  await expect(log(alex.page)).toContainText(/Connection restored after \d/);
  await button(again, 'End call').click();
  await after.context.close();
});

test('an agent whose browser crashes in a call opens the desk again and is back in it, still signed in', async ({
  customer,
  product,
}) => {
  const profile = join(product.folder, 'crash-of-agent');
  const first = await openProfile(product, 'alex', profile);
  await first.page.goto(product.desk);
  await signIn(first.page, product, 'alex');
  await expect(button(first.page, 'Start shift')).toBeVisible();
  // Another day: what a browser has written is there, what it only remembers is not.
  await first.context.close();
  const before = await openProfile(product, 'alex', profile);
  await before.page.goto(product.desk);
  await startShift(before.page);
  const cleo = await customer();
  await askForCall(cleo.widget, 'Video call');
  await answer(before.page);
  await bothHear(before, cleo);
  const silence = await watchGaps(cleo.widget);
  await crash(before);
  const after = await openProfile(product, 'alex', profile);
  await listenFromStart(after.context);
  const openedAt = Date.now();
  await after.page.goto(product.desk, { waitUntil: 'commit' });
  await bothHear(after, cleo);
  noteGap('agent’s browser crashes: page to sound', (await firstHeardAt(after.page)) - openedAt);
  noteGap('agent’s browser crashes: the customer hears again', await silence());
  await expect.poll(() => isSeen(cleo.widget)).toBe(true);
  await expect.poll(() => isSeen(after.page)).toBe(true);
  await expect(log(after.page)).toContainText(/Connection restored after \d/);
  await goHome(after);
});
