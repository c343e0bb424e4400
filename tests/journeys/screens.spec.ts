import { barriers } from '../world/barriers.ts';
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
