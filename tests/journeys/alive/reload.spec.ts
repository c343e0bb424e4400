import { isSeen } from '../../world/eyes.ts';
import { firstHeardAt, listenFromStart, noteGap, watchGaps } from '../../world/gaps.ts';
import { answer, askForCall, bothHear, button, log, widgetOf, write } from '../../world/people.ts';
import { expect, test } from '../../world/world.ts';

test('a customer who reloads in a call is back in it without a click', async ({ talking }) => {
  const { alex, cleo } = await talking('Video call');
  await listenFromStart(cleo.context);
  const silence = await watchGaps(alex.page);
  const reloadedAt = Date.now();
  await cleo.page.reload({ waitUntil: 'commit' });
  const widget = await widgetOf(cleo.page);
  await bothHear(alex, { widget });
  noteGap('customer reloads: the customer hears again', (await firstHeardAt(widget)) - reloadedAt);
  noteGap('customer reloads: the agent hears again', await silence());
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  await expect.poll(() => isSeen(widget)).toBe(true);
  await expect(log(alex.page)).toContainText(/The page was reloaded. Connection restored after \d/);
  await expect(log(alex.page)).not.toContainText('Connection interrupted');
  await button(widget, 'Show chat').click();
  await expect(log(widget)).toContainText(/Your connection is back after \d/);
  await write(widget, 'Here I am again');
  await expect(log(alex.page)).toContainText('Here I am again');
});

test('E9: a customer who goes to another page of the shop keeps the call, and the agent sees the page', async ({
  talking,
}) => {
  const { alex, cleo } = await talking('Audio call');
  const silence = await watchGaps(alex.page);
  await cleo.page.getByRole('link', { name: 'Dune' }).first().click();
  await expect(cleo.page).toHaveURL(/dune/);
  const widget = await widgetOf(cleo.page);
  await bothHear(alex, { widget });
  noteGap('customer changes the page: the agent hears again', await silence());
  await expect(alex.page.getByText(/Opened .*Dune/).first()).toBeVisible();
});

test('race 7: an agent who reloads in a call is back in it without a click', async ({
  talking,
}) => {
  const { alex, cleo } = await talking('Video call');
  await listenFromStart(alex.context);
  const silence = await watchGaps(cleo.widget);
  const reloadedAt = Date.now();
  await alex.page.reload({ waitUntil: 'commit' });
  await bothHear(alex, cleo);
  noteGap('agent reloads: the agent hears again', (await firstHeardAt(alex.page)) - reloadedAt);
  noteGap('agent reloads: the customer hears again', await silence());
  await expect.poll(() => isSeen(cleo.widget)).toBe(true);
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  await expect(log(alex.page)).toContainText(/The page was reloaded. Connection restored after \d/);
  await expect(log(alex.page)).not.toContainText('Connection interrupted');
  await button(cleo.widget, 'Show chat').click();
  await expect(log(cleo.widget)).toContainText(/Alex Agent is back after \d/);
});

test('who is muted and has the camera off before a reload is so after it', async ({ talking }) => {
  const { alex, cleo } = await talking('Video call');
  await button(alex.page, 'Mute').click();
  await button(alex.page, 'Turn camera off').click();
  await expect(cleo.widget.getByTestId('remote-placeholder')).toContainText('Alex Agent');
  await alex.page.reload({ waitUntil: 'commit' });
  await expect(button(alex.page, 'Unmute')).toBeVisible();
  await expect(button(alex.page, 'Turn camera on')).toBeVisible();
  await expect(log(alex.page)).toContainText(/The page was reloaded. Connection restored after \d/);
  await expect(log(alex.page)).not.toContainText('Connection interrupted');
  await button(alex.page, 'Unmute').click();
  await button(alex.page, 'Turn camera on').click();
  await bothHear(alex, cleo);
  await expect.poll(() => isSeen(cleo.widget)).toBe(true);
});

test('race 6: an agent who reloads while it rings finds it ringing still, and answers', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex');
  const cleo = await customer();
  await askForCall(cleo.widget, 'Audio call');
  const incoming = alex.page.getByRole('region', { name: 'Incoming' });
  await expect(incoming).toBeVisible();
  await alex.page.reload({ waitUntil: 'commit' });
  await answer(alex.page);
  await bothHear(alex, cleo);
});
