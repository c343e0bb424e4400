import { isSeen } from '../../world/eyes.ts';
import { noteGap, watchGaps } from '../../world/gaps.ts';
import { mayMakeNetworks } from '../../world/network.ts';
import { bothHear, button, log, talk } from '../../world/people.ts';
import { expect, test } from '../../world/world.ts';

test.use({ withNetwork: mayMakeNetworks() });
// biome-ignore lint/suspicious/noSkippedTests: networks are made by root alone, and not everybody is.
test.skip(!mayMakeNetworks(), 'only root may make networks');

/** More than a few stragglers: a call goes this way now. */
const MANY_PACKETS = 200;

test('a customer who goes from one network to another, and back, stays in the call', async ({
  agent,
  customer,
  product,
  network,
}) => {
  if (network === null) throw new Error('this journey needs a network');
  const alex = await agent('alex');
  const cleo = await customer({ program: network.browserIn(product.folder) });
  await talk(alex, cleo, { button: 'Video call' });
  for (const turn of ['first', 'second', 'third']) {
    const silences = [await watchGaps(alex.page), await watchGaps(cleo.widget)];
    network.pull();
    network.plugOther();
    const before = network.carried();
    await expect.poll(() => network.carried() - before).toBeGreaterThan(MANY_PACKETS);
    await bothHear(alex, cleo);
    for (const silence of silences) noteGap(`${turn} switch of network`, await silence());
    await expect.poll(() => isSeen(alex.page)).toBe(true);
    await expect.poll(() => isSeen(cleo.widget)).toBe(true);
  }
  await expect(button(alex.page, 'Mute')).toBeVisible();
});

test('a customer without any network for a while comes back by another one, and the log tells the gap', async ({
  agent,
  customer,
  product,
  network,
}) => {
  if (network === null) throw new Error('this journey needs a network');
  const alex = await agent('alex');
  const cleo = await customer({ program: network.browserIn(product.folder) });
  await talk(alex, cleo, { button: 'Video call' });
  const silence = await watchGaps(alex.page);
  network.pull();
  const theirs = cleo.widget.getByRole('status', { name: 'Call state' });
  await expect(theirs).toContainText('Reconnecting');
  const ours = alex.page.getByRole('status', { name: 'Call state' });
  await expect(ours).toContainText('Visitor’s connection is interrupted');
  const pluggedAt = Date.now();
  network.plugOther();
  await bothHear(alex, cleo);
  noteGap('no network, then another: heard again after plugging, at most', Date.now() - pluggedAt);
  noteGap('no network, then another: silence in all', await silence());
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  await expect.poll(() => isSeen(cleo.widget)).toBe(true);
  await expect(theirs).toHaveText('Connected');
  await expect(ours).toHaveText('Connected');
  await expect(log(alex.page)).toContainText(/Connection restored after \d/);
});
