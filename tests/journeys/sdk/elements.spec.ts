import { PHONE } from '../../world/browsers.ts';
import { answer, button, log, openPerson, widgetOf, write } from '../../world/people.ts';
import { expect, test } from '../../world/quince.ts';

test('G1: <parley-widget> is the widget while it is on the page, and tells what happens as events', async ({
  agent,
  customer,
  quince,
}) => {
  const alex = await agent('alex');
  const cleo = await customer({ site: `${quince.origin}/element` });
  await cleo.page.evaluate(() => {
    const told: string[] = [];
    Object.assign(window, { told });
    const element = document.querySelector('parley-widget');
    element?.addEventListener('parley-message', (event) =>
      told.push((event as CustomEvent<{ text: string }>).detail.text),
    );
  });
  await button(cleo.widget, 'Chat').click();
  await write(cleo.widget, 'From an element');
  await answer(alex.page);
  await expect(log(alex.page)).toContainText('From an element');
  const told = () => cleo.page.evaluate(() => (window as never as { told: string[] }).told);
  await expect.poll(told).toEqual(['From an element']);
  await cleo.page.evaluate(() => document.querySelector('parley-widget')?.remove());
  await expect(cleo.page.locator('iframe')).toHaveCount(0);
  await expect.poll(() => cleo.widget.isDetached()).toBe(true);
});

test('E12: the page of the documentation runs: each button makes its call and shows what came of it', async ({
  agent,
  product,
}) => {
  const alex = await agent('alex');
  const { page, browser } = await openPerson(product, 'customer');
  await page.goto(`${product.demo}sdk.html`);
  const said = page.getByRole('list', { name: 'What came of it' });
  await expect(said).toContainText('boot is done');
  await button(page, 'open()').click();
  await expect(said).toContainText('open is done');
  await button(page, 'sendMessage()').click();
  await expect(said).toContainText('sendMessage → {"messageId":');
  await answer(alex.page);
  await expect(log(alex.page)).toContainText('Do you ship to Norway?');
  await page.getByRole('textbox', { name: 'A token that your server has signed' }).fill('a.b.c');
  await button(page, 'identify()').click();
  await expect(said).toContainText('identify failed: identity-algorithm');
  await button(page, "startCall('audio')").click();
  await answer(alex.page);
  await expect(said).toContainText('"state":"connected"');
  const widget = await widgetOf(page);
  await button(widget, 'End call').click();
  await expect(said).toContainText('call-ended');
  await button(page, 'shutdown({ forget: true })').click();
  await expect(said).toContainText('shutdown is done');
  await button(page, 'open()').click();
  await expect(said).toContainText('open failed: shut-down');
  await browser.close();
});

test('E12: an app around the page is told what happens, and asks as a host page does', async ({
  agent,
  product,
}) => {
  const alex = await agent('alex');
  const { page, context, browser } = await openPerson(product, 'customer', { context: PHONE });
  const told: string[] = [];
  await context.exposeFunction('tellApp', (words: string) => void told.push(words));
  await context.addInitScript(() => {
    const { tellApp } = window as never as { tellApp: (words: string) => void };
    Object.assign(window, { ParleyNative: { postMessage: tellApp } });
  });
  await page.goto(`${product.origin}/widget/frame?entry=web-support`);
  await expect(page.getByRole('dialog', { name: 'Chat with us' })).toBeVisible();
  await page.evaluate(() => {
    const ask = { type: 'ask', id: 7, name: 'send-message', data: { text: 'From the app' } };
    window.postMessage({ parley: 1, ...ask }, location.origin);
  });
  await answer(alex.page);
  await expect(log(alex.page)).toContainText('From the app');
  const heard = () => told.map((words) => JSON.parse(words) as Record<string, unknown>);
  await expect.poll(heard).toContainEqual(
    expect.objectContaining({
      type: 'answered',
      id: 7,
      answer: expect.objectContaining({ ok: true }),
    }),
  );
  await write(alex.page, 'Hello app');
  await expect.poll(heard).toContainEqual(
    expect.objectContaining({
      name: 'message',
      data: expect.objectContaining({ text: 'Hello app' }),
    }),
  );
  expect(told.join()).not.toContain('"token"');
  await browser.close();
});
