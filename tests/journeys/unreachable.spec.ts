import {
  answer,
  askForCall,
  bothHear,
  button,
  log,
  openPerson,
  widgetOf,
  write,
} from '../world/people.ts';
import { expect, test } from '../world/world.ts';

const CODE = '**/widget/assets/conversation-code-*.js';

test('a customer whose network does not give the chat’s code is told so, and tries again', async ({
  agent,
  product,
}) => {
  const alex = await agent('alex');
  const { page, context, browser } = await openPerson(product, 'customer');
  await context.route(CODE, (route) => route.abort());
  await page.goto(product.demo);
  await button(page, 'Chat with us').click();
  const blocked = await widgetOf(page);
  await blocked.getByRole('button', { name: 'Chat', exact: true }).click();
  await expect(blocked.getByRole('alert')).toContainText('We cannot be reached');
  await context.unroute(CODE);
  await button(blocked, 'Try again').click();
  const widget = await widgetOf(page);
  await write(widget, 'Now it works');
  await expect(log(widget)).toContainText('Now it works');
  await page.reload();
  await expect(log(await widgetOf(page))).toContainText('Now it works');
  await answer(alex.page);
  await expect(log(alex.page)).toContainText('Now it works');
  await browser.close();
});

test('a kept conversation whose code does not come says so after a reload, and comes back', async ({
  agent,
  product,
}) => {
  const alex = await agent('alex');
  const { page, context, browser } = await openPerson(product, 'customer');
  await page.goto(product.demo);
  await button(page, 'Chat with us').click();
  const before = await widgetOf(page);
  await before.getByRole('button', { name: 'Chat', exact: true }).click();
  await write(before, 'Keep this');
  await context.route(CODE, (route) => route.abort());
  await page.reload();
  const blocked = await widgetOf(page);
  await expect(blocked.getByRole('alert')).toContainText('We cannot be reached');
  await context.unroute(CODE);
  await button(blocked, 'Try again').click();
  await expect(log(await widgetOf(page))).toContainText('Keep this');
  await answer(alex.page);
  await expect(log(alex.page)).toContainText('Keep this');
  await browser.close();
});

test('a call pressed before its code has come is asked for together with the conversation', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex');
  const cleo = await customer();
  const held = Promise.withResolvers<void>();
  await cleo.context.route('**/call-code-*.js', async (route) => {
    await held.promise;
    await route.continue();
  });
  const late = cleo.page.waitForRequest('**/call-code-*.js');
  const opened = cleo.page.waitForRequest((request) => request.method() === 'POST');
  await askForCall(cleo.widget, 'Video call');
  await late;
  held.resolve();
  expect((await opened).postDataJSON()).toMatchObject({
    call: { kind: 'video', rtpCapabilities: expect.anything() },
  });
  await answer(alex.page);
  await bothHear(alex, cleo);
});

for (const [what, file] of [
  ['script', '**/call-code-*.js'],
  ['style sheet', '**/call-code-*.css'],
] as const) {
  test(`a call whose ${what} does not come leaves the conversation, and the customer is told`, async ({
    agent,
    customer,
  }) => {
    const alex = await agent('alex');
    const cleo = await customer();
    await cleo.context.route(file, (route) => route.abort());
    await askForCall(cleo.widget, 'Audio call');
    await expect(cleo.widget.getByText('The call could not be loaded.')).toBeVisible();
    await write(cleo.widget, 'Can you hear me?');
    await answer(alex.page);
    await expect(log(alex.page)).toContainText('Can you hear me?');
    await cleo.context.unroute(file);
    await button(cleo.widget, 'Try again').click();
    await expect(log(await widgetOf(cleo.page))).toContainText('Can you hear me?');
  });
}
