import { voicesHeard } from '../../world/ears.ts';
import { isSeen } from '../../world/eyes.ts';
import { noteGap, watchGaps } from '../../world/gaps.ts';
import { answer, askForCall, bothHear, button, log, write } from '../../world/people.ts';
import { expect, test } from '../../world/world.ts';

/** Far above a lost packet, far below a path that had to be made anew. */
const BLINK_MS = 500;

test('the server is killed in a call: the sound never stops, and controls and chat work after', async ({
  talking,
  product,
}) => {
  const { alex, cleo } = await talking('Audio call');
  const silences = [await watchGaps(alex.page), await watchGaps(cleo.widget)];
  const before = product.kill('server');
  await expect.poll(() => product.pids().server).not.toBe(before);
  await expect(alex.page.getByRole('status').getByText('Online')).toBeVisible();
  for (const silence of silences) {
    const longestMs = await silence();
    noteGap('server killed: longest silence', longestMs);
    expect(longestMs).toBeLessThan(BLINK_MS);
  }
  await button(cleo.widget, 'Mute').click();
  await expect.poll(() => voicesHeard(alex.page)).toEqual([]);
  await button(cleo.widget, 'Unmute').click();
  await bothHear(alex, cleo);
  await write(alex.page, 'We are still here');
  await button(cleo.widget, 'Show chat').click();
  await expect(log(cleo.widget)).toContainText('We are still here');
  await expect(log(alex.page)).not.toContainText('Connection interrupted');
});

test('race 12: the server is killed while it rings: it rings on, and the answer connects', async ({
  agent,
  customer,
  product,
}) => {
  const alex = await agent('alex');
  const cleo = await customer();
  await askForCall(cleo.widget, 'Audio call');
  await expect(alex.page.getByRole('region', { name: 'Incoming' })).toBeVisible();
  const before = product.kill('server');
  await expect.poll(() => product.pids().server).not.toBe(before);
  await expect(alex.page.getByRole('status').getByText('Online')).toBeVisible();
  await answer(alex.page);
  await bothHear(alex, cleo);
});

test('the media node is killed in a call: both hear and see each other again, and the log says why', async ({
  talking,
  product,
}) => {
  const { alex, cleo } = await talking('Video call');
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  const silences = [await watchGaps(alex.page), await watchGaps(cleo.widget)];
  product.kill('media');
  await expect(alex.page.getByText('The call goes on with another media server')).toBeVisible();
  await bothHear(alex, cleo);
  for (const silence of silences) noteGap('media node killed: silence', await silence());
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  await expect.poll(() => isSeen(cleo.widget)).toBe(true);
  await expect(log(alex.page)).toContainText(/Connection restored after \d/);
});

test('the database is killed in a call: the call goes on, and what was written meanwhile arrives once', async ({
  talking,
  product,
}) => {
  const { alex, cleo } = await talking('Audio call');
  const silences = [await watchGaps(alex.page), await watchGaps(cleo.widget)];
  const before = product.kill('database');
  await write(alex.page, 'Written while it was down');
  await expect.poll(() => product.pids().database).not.toBe(before);
  await button(cleo.widget, 'Show chat').click();
  await expect(log(cleo.widget).getByText('Written while it was down')).toHaveCount(1);
  await write(cleo.widget, 'I have read it');
  await expect(log(alex.page).getByText('I have read it')).toHaveCount(1);
  await expect(log(alex.page).getByText('Written while it was down')).toHaveCount(1);
  for (const silence of silences) {
    const longestMs = await silence();
    noteGap('database killed: longest silence', longestMs);
    expect(longestMs).toBeLessThan(BLINK_MS);
  }
  await bothHear(alex, cleo);
});
