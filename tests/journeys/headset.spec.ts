import type { Page } from '@playwright/test';
import { voicesHeard } from '../world/ears.ts';
import { lights, plug, plugHeadset, press } from '../world/headset.ts';
import { bothHear, button, type Person } from '../world/people.ts';
import { expect, test } from '../world/world.ts';

test('V2: a headset that was connected by a click lights while it rings, and answers, mutes, holds and ends; its lights and the page never disagree', async ({
  agent,
  customer,
}) => {
  const alex = await withHeadset(await agent('alex'));
  const cleo = await customer();
  await button(cleo.widget, 'Audio call').click();
  await expect.poll(() => lights(alex.page)).toEqual(['ring']);
  await press(alex.page, 'call');
  await bothHear(alex, cleo);
  await expect.poll(() => lights(alex.page)).toEqual(['offHook']);

  await press(alex.page, 'mute');
  await expect(button(alex.page, 'Unmute')).toBeVisible();
  await expect.poll(() => lights(alex.page)).toEqual(['offHook', 'mute']);
  await expect.poll(() => voicesHeard(cleo.widget)).toEqual([]);
  await button(alex.page, 'Unmute').click();
  await expect.poll(() => lights(alex.page)).toEqual(['offHook']);
  await expect.poll(() => voicesHeard(cleo.widget)).toEqual(['alex']);
  await press(alex.page, 'mute');
  await expect(button(alex.page, 'Unmute')).toBeVisible();
  await press(alex.page, 'mute');
  await expect(button(alex.page, 'Mute')).toBeVisible();
  await bothHear(alex, cleo);

  await press(alex.page, 'hold');
  await expect(button(alex.page, 'Resume')).toBeVisible();
  await expect.poll(() => lights(alex.page)).toEqual(['offHook', 'hold']);
  await expect.poll(() => voicesHeard(cleo.widget)).toEqual([]);
  await press(alex.page, 'hold');
  await bothHear(alex, cleo);
  await expect.poll(() => lights(alex.page)).toEqual(['offHook']);

  await press(alex.page, 'call');
  await expect(callOf(alex.page)).toBeHidden();
  await expect.poll(() => lights(alex.page)).toEqual([]);
});

test('V2: a call rejected by the headset stops its light, and one answered and ended on the page takes it off and on the hook', async ({
  agent,
  customer,
}) => {
  const alex = await withHeadset(await agent('alex'));
  const cleo = await customer();
  await button(cleo.widget, 'Audio call').click();
  await expect.poll(() => lights(alex.page)).toEqual(['ring']);
  await press(alex.page, 'reject');
  await expect(incoming(alex.page)).toBeHidden();
  await expect.poll(() => lights(alex.page)).toEqual([]);
  await button(cleo.widget, 'Cancel').click();
  const dana = await customer();
  await button(dana.widget, 'Audio call').click();
  await button(alex.page, 'Answer').click();
  await bothHear(alex, dana);
  await expect.poll(() => lights(alex.page)).toEqual(['offHook']);
  await button(alex.page, 'End call').click();
  await expect(callOf(alex.page)).toBeHidden();
  await expect.poll(() => lights(alex.page)).toEqual([]);
});

test('V2: a headset comes back by itself after a reload and after it was unplugged, in the middle of a call', async ({
  agent,
  customer,
}) => {
  const alex = await withHeadset(await agent('alex'));
  const cleo = await customer();
  await button(cleo.widget, 'Audio call').click();
  await expect.poll(() => lights(alex.page)).toEqual(['ring']);
  await press(alex.page, 'call');
  await bothHear(alex, cleo);
  await alex.page.reload({ waitUntil: 'commit' });
  await bothHear(alex, cleo);
  await expect.poll(() => lights(alex.page)).toEqual(['offHook']);
  await press(alex.page, 'mute');
  await expect(button(alex.page, 'Unmute')).toBeVisible();
  await plug(alex.page, 'out');
  await plug(alex.page, 'in');
  await expect.poll(() => lights(alex.page)).toEqual(['offHook', 'mute']);
  await press(alex.page, 'mute');
  await expect(button(alex.page, 'Mute')).toBeVisible();
  await bothHear(alex, cleo);
});

test('V2: of two tabs the one with the call has the headset', async ({ agent, customer }) => {
  const alex = await withHeadset(await agent('alex'));
  const cleo = await customer();
  const other = await alex.context.newPage();
  await other.goto(alex.page.url());
  await openAudio(other);
  await expect(other.getByText('Jabra Evolve Test 40 is connected.')).toBeVisible();
  await button(cleo.widget, 'Audio call').click();
  await expect.poll(() => lights(other)).toEqual(['ring']);
  await button(alex.page, 'Answer').click();
  await bothHear(alex, cleo);
  await expect.poll(() => lights(alex.page)).toEqual(['offHook']);
  await expect(other.getByText('follows another tab of the desk')).toBeVisible();
  await press(alex.page, 'mute');
  await expect(button(alex.page, 'Unmute')).toBeVisible();
  await other.close();
});

/** The headset is plugged in and connected by a click, once. */
async function withHeadset(person: Person): Promise<Person> {
  const { context, page } = person;
  await plugHeadset(context);
  await page.reload();
  await openAudio(page);
  await page.getByRole('button', { name: 'Connect headset' }).click();
  await expect(page.getByText('Jabra Evolve Test 40 is connected.')).toBeVisible();
  await button(page, 'Close').click();
  return person;
}

async function openAudio(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  await page.getByRole('tab', { name: 'Audio' }).click();
}

function incoming(page: Page) {
  return page.getByRole('region', { name: 'Incoming' });
}

function callOf(page: Page) {
  return page.getByRole('region', { name: 'Call', exact: true });
}
