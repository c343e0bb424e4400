import { voicesHeard, watchSilence } from '../world/ears.ts';
import { isSeen } from '../world/eyes.ts';
import { bothHear, button, log, talk, write } from '../world/people.ts';
import { expect, test } from '../world/world.ts';

/** Far above a lost packet, far below a path that had to be made anew. */
const HEARABLE_MS = 500;

test('the server is killed in a call: the sound never stops, and controls and chat work after', async ({
  agent,
  customer,
  product,
}) => {
  const alex = await agent('alex');
  const cleo = await customer();
  await talk(alex, cleo, { button: 'Audio call' });
  const silences = [await watchSilence(alex.page), await watchSilence(cleo.widget)];
  const before = product.kill('server');
  await expect.poll(() => product.pids().server).not.toBe(before);
  await expect(alex.page.getByRole('status').getByText('Online')).toBeVisible();
  for (const stop of silences) expect(await stop()).toBeLessThan(HEARABLE_MS);
  await button(cleo.widget, 'Mute').click();
  await expect.poll(() => voicesHeard(alex.page)).toEqual([]);
  await write(alex.page, 'We are still here');
  await button(cleo.widget, 'Show chat').click();
  await expect(log(cleo.widget)).toContainText('We are still here');
});

test('the media node is killed in a video call: both come back by themselves and are told the gap', async ({
  agent,
  customer,
  product,
}) => {
  const alex = await agent('alex');
  const cleo = await customer();
  await talk(alex, cleo, { button: 'Video call' });
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  product.kill('media');
  await expect(alex.page.getByText('The call goes on with another media server')).toBeVisible();
  await bothHear(alex, cleo);
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  await expect.poll(() => isSeen(cleo.widget)).toBe(true);
  await expect(log(alex.page)).toContainText(/Connection restored after \d/);
});

test('the database is killed in a call: the call goes on, and what was written meanwhile arrives once', async ({
  agent,
  customer,
  product,
}) => {
  const alex = await agent('alex');
  const cleo = await customer();
  await talk(alex, cleo, { button: 'Audio call' });
  const stop = await watchSilence(cleo.widget);
  const before = product.kill('database');
  await write(alex.page, 'Written while it was down');
  await expect.poll(() => product.pids().database).not.toBe(before);
  await button(cleo.widget, 'Show chat').click();
  await expect(log(cleo.widget).getByText('Written while it was down')).toHaveCount(1);
  expect(await stop()).toBeLessThan(HEARABLE_MS);
  await bothHear(alex, cleo);
});

test('the server is killed while it rings: the ring is still there, and the answer connects', async ({
  agent,
  customer,
  product,
}) => {
  const alex = await agent('alex');
  const cleo = await customer();
  await button(cleo.widget, 'Audio call').click();
  const incoming = alex.page.getByRole('region', { name: 'Incoming' });
  await expect(incoming).toBeVisible();
  const before = product.kill('server');
  await expect.poll(() => product.pids().server).not.toBe(before);
  await expect(alex.page.getByRole('status').getByText('Online')).toBeVisible();
  await button(alex.page, 'Answer').click();
  await bothHear(alex, cleo);
});
