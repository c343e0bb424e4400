import { voicesHeard } from '../world/ears.ts';
import { isSeen } from '../world/eyes.ts';
import { answer, askForCall } from '../world/people.ts';
import { expect, test } from '../world/world.ts';

test('an audio call: both hear each other, nobody sees anybody, either side ends it and the chat goes on', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex');
  const cleo = await customer();
  await askForCall(cleo.widget, 'Audio call');
  await expect(alex.page.getByRole('region', { name: 'Incoming' })).toContainText('Support');
  await answer(alex.page);
  await expect.poll(() => voicesHeard(cleo.widget)).toEqual(['alex']);
  await expect.poll(() => voicesHeard(alex.page)).toEqual(['customer']);
  expect(await isSeen(cleo.widget)).toBe(false);
  await cleo.widget.getByRole('button', { name: 'End call' }).click();
  await expect(alex.page.getByRole('region', { name: 'Call' })).toBeHidden();
  await cleo.widget.getByRole('textbox', { name: 'Message' }).fill('Thank you');
  await cleo.widget.getByRole('button', { name: 'Send' }).click();
  await expect(alex.page.getByRole('log', { name: 'Messages' })).toContainText('Thank you');
});

test('a video call: both hear and see each other', async ({ agent, customer }) => {
  const alex = await agent('alex');
  const cleo = await customer();
  await askForCall(cleo.widget, 'Video call');
  await answer(alex.page);
  await expect.poll(() => voicesHeard(cleo.widget)).toEqual(['alex']);
  await expect.poll(() => voicesHeard(alex.page)).toEqual(['customer']);
  await expect.poll(() => isSeen(cleo.widget)).toBe(true);
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  await expect.poll(() => isSeen(alex.page, 'own-picture')).toBe(true);
});
