import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { PHONE } from '../world/browsers.ts';
import {
  answer,
  askForCall,
  bothHear,
  button,
  chat,
  openPerson,
  signIn,
  talk,
} from '../world/people.ts';
import { expect, test } from '../world/world.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every ${colorScheme} screen can be read and used by everybody: sign-in and greeting`, async ({
    product,
    customer,
  }) => {
    const { page, browser } = await openPerson(product, 'bo', { context: { colorScheme } });
    await page.goto(product.desk);
    await expect(button(page, 'Sign in')).toBeVisible();
    expect(await barriers(page)).toEqual([]);
    await signIn(page, product, 'bo');
    await expect(button(page, 'Start shift')).toBeVisible();
    expect(await barriers(page)).toEqual([]);
    await browser.close();
    const cleo = await customer({ context: { colorScheme } });
    expect(await barriers(cleo.page)).toEqual([]);
  });

  test(`every ${colorScheme} screen can be read and used by everybody: chat, ring, call and hold`, async ({
    agent,
    customer,
  }) => {
    const alex = await agent('alex', { context: { colorScheme } });
    const cleo = await customer({ context: { colorScheme } });
    const both = async () => [...(await barriers(alex.page)), ...(await barriers(cleo.page))];
    await chat(alex, cleo, 'Hello');
    expect(await both()).toEqual([]);
    await askForCall(cleo.widget, 'Video call');
    await expect(alex.page.getByRole('region', { name: 'Incoming' })).toBeVisible();
    expect(await both()).toEqual([]);
    await answer(alex.page);
    await bothHear(alex, cleo);
    expect(await both()).toEqual([]);
    await button(alex.page, 'Hold').click();
    await expect(cleo.widget.getByRole('region', { name: 'On hold' })).toBeVisible();
    expect(await both()).toEqual([]);
  });
}

test('on a phone every screen of an audio call can be read and used by everybody', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex');
  const cleo = await customer({ context: PHONE });
  expect(await barriers(cleo.page)).toEqual([]);
  await talk(alex, cleo, { button: 'Audio call' });
  expect(await barriers(cleo.page)).toEqual([]);
  expect(await barriers(alex.page)).toEqual([]);
  await button(cleo.widget, 'Show chat').click();
  expect(await barriers(cleo.page)).toEqual([]);
});

/** What keeps somebody out, by WCAG 2.2 AA: the rule, and where. */
async function barriers(page: Page): Promise<readonly string[]> {
  for (const frame of page.frames()) await frame.evaluate(settle);
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    // Still an experiment of axe's: it takes the initials in a face for a label.
    .disableRules(['label-content-name-mismatch'])
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, any }) => `${id}: ${html} ${any[0]?.message ?? ''}`),
  );
}

/** Waits until what appears has appeared; what moves for ever is left alone. */
async function settle(): Promise<void> {
  const ends = document
    .getAnimations()
    .filter((one) => one.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY);
  await Promise.allSettled(ends.map((one) => one.finished));
}
