import { PHONE } from '../world/browsers.ts';
import { voicesHeard } from '../world/ears.ts';
import { isSeen } from '../world/eyes.ts';
import {
  answer,
  askForCall,
  bothHear,
  button,
  chat,
  leave,
  log,
  openPerson,
  talk,
  widgetOf,
  write,
} from '../world/people.ts';
import { expect, test } from '../world/world.ts';

test('E1: on a stranger’s page with a strict policy nothing is stored or asked before the widget is opened', async ({
  product,
}) => {
  const { page, context, browser } = await openPerson(product, 'customer');
  const asked: string[] = [];
  const refused: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  page.on('console', (line) => line.type() === 'error' && refused.push(line.text()));
  await page.goto(product.shop, { waitUntil: 'networkidle' });
  await expect(page.getByRole('button', { name: 'Chat with us' })).toBeVisible();
  expect(asked.filter((path) => path !== '/favicon.ico')).toEqual(['/', '/widget/v1/loader.js']);
  expect(await context.cookies()).toEqual([]);
  const stored = () => page.evaluate(() => [localStorage.length, sessionStorage.length]);
  await page.evaluate(() => localStorage.removeItem('parley-devices'));
  expect(await stored()).toEqual([0, 0]);
  await page.getByRole('button', { name: 'Chat with us' }).click();
  await widgetOf(page);
  expect(refused.filter((line) => line.includes('Content Security Policy'))).toEqual([]);
  expect(await context.cookies()).toEqual([]);
  await browser.close();
});

test('E1: on a stranger’s page with a strict policy chat and a video call work', async ({
  chatting,
  product,
}) => {
  const { alex, cleo } = await chatting('From another website', { site: product.shop });
  await askForCall(cleo.widget, 'Video call');
  await answer(alex.page);
  await bothHear(alex, cleo);
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  await expect.poll(() => isSeen(cleo.widget)).toBe(true);
  await expect(alex.page.getByText('Quince, chairs').first()).toBeVisible();
});

test('race 16: in a private window that refuses to store anything, chat and a call work', async ({
  agent,
  product,
}) => {
  const alex = await agent('alex');
  const shy = await openPerson(product, 'customer');
  await shy.context.addInitScript(() => {
    const get = (): never => {
      throw new DOMException('refused', 'SecurityError');
    };
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) {
      Object.defineProperty(window, name, { get });
    }
  });
  await shy.page.goto(product.demo);
  await button(shy.page, 'Chat with us').click();
  const cleo = { ...shy, widget: await widgetOf(shy.page) };
  await chat(alex, cleo, 'In private');
  await askForCall(cleo.widget, 'Audio call');
  await answer(alex.page);
  await expect.poll(() => voicesHeard(alex.page)).toEqual(['customer']);
  await leave(cleo);
});

test('race 16: in a private window on another site, where the browser keeps third parties from storing, chat and a call work and outlive a reload', async ({
  agent,
  customer,
  product,
}) => {
  const alex = await agent('alex');
  const cleo = await customer({ site: product.shop });
  const stored = await cleo.widget.evaluate(() => {
    // biome-ignore lint/suspicious/noDocumentCookie: asks whether this frame may keep one at all.
    document.cookie = 'seen=1; SameSite=None; Secure';
    return document.cookie;
  });
  expect(stored).toBe('');
  await talk(alex, cleo, { button: 'Video call' });
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  await button(cleo.widget, 'Show chat').click();
  await write(cleo.widget, 'In private');
  await cleo.page.reload();
  const widget = await widgetOf(cleo.page);
  await bothHear(alex, { widget });
  await button(widget, 'Show chat').click();
  await expect(log(widget)).toContainText('In private');
  await expect(log(alex.page)).toContainText('In private');
});

test('E6: a blocked microphone is explained, no call reaches an agent, and the chat is there', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex');
  const cleo = await customer({ devices: 'denied' });
  await askForCall(cleo.widget, 'Audio call');
  await expect(cleo.widget.getByText('The microphone is blocked')).toBeVisible();
  await expect(cleo.widget.getByText(/switch the microphone on/)).toBeVisible();
  await expect(alex.page.getByRole('region', { name: 'Incoming' })).toBeHidden();
  await button(cleo.widget, 'Continue in chat').click();
  await write(cleo.widget, 'My microphone is blocked');
  await answer(alex.page);
  await expect(log(alex.page)).toContainText('My microphone is blocked');
  await expect(log(alex.page)).not.toContainText('Call started');
});

test('M16: a blocked camera makes a video call without one, and the agent is told', async ({
  talking,
}) => {
  const { alex, cleo } = await talking('Video call', {
    devices: 'ask',
    context: { permissions: ['microphone'] },
  });
  await expect(alex.page.getByText('Camera: blocked by the browser').first()).toBeVisible();
  await expect(alex.page.getByTestId('remote-placeholder')).toBeVisible();
  await expect.poll(() => isSeen(cleo.widget)).toBe(true);
});

test('M15: sound that the browser keeps back is started by Play sound, and the agent sees both', async ({
  talking,
}) => {
  const { alex, cleo } = await talking('Audio call', { autoplayBlocked: true });
  await cleo.page.reload();
  // Looking into a page counts as a touch of it: the agent's side is looked at first.
  const told = alex.page.getByText('Sound: not playing');
  await expect(told).toBeVisible();
  const widget = await widgetOf(cleo.page);
  await button(widget, 'Play sound').click();
  await bothHear(alex, { widget });
  await expect(told).toBeHidden();
  await button(widget, 'End call').click();
});

test('M15: sound that the agent’s browser keeps back is started by Play sound, and the customer is told meanwhile', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex', { autoplayBlocked: true });
  const cleo = await customer();
  await talk(alex, cleo, { button: 'Audio call' });
  await alex.page.reload({ waitUntil: 'commit' });
  // Looking into a page counts as a touch of it: the customer's side is looked at first.
  const told = cleo.widget.getByText('Alex Agent cannot hear you yet');
  await expect(told).toBeVisible();
  await button(alex.page, 'Play sound').click();
  await bothHear(alex, cleo);
  await expect(told).toBeHidden();
});

test('E13: a browser that cannot make calls says so and still writes', async ({
  agent,
  product,
}) => {
  const alex = await agent('alex');
  const old = await openPerson(product, 'customer');
  await old.context.addInitScript(() => Reflect.deleteProperty(window, 'RTCPeerConnection'));
  await old.page.goto(product.demo);
  await button(old.page, 'Chat with us').click();
  const widget = await widgetOf(old.page);
  await expect(widget.getByText('This browser cannot make calls.')).toBeVisible();
  await expect(button(widget, 'Audio call')).toBeDisabled();
  await chat(alex, { ...old, widget }, 'From an old browser');
  await old.browser.close();
});

test('without a way to the server the widget says so and tries again', async ({ product }) => {
  const { page, context, browser } = await openPerson(product, 'customer');
  await context.route('**/api/**', (route) => route.abort());
  await page.goto(product.demo);
  await button(page, 'Chat with us').click();
  const widget = await widgetOf(page);
  await expect(widget.getByText('We cannot be reached')).toBeVisible();
  await context.unroute('**/api/**');
  await button(widget, 'Try again').click();
  await expect(button(widget, 'Audio call')).toBeEnabled();
  await browser.close();
});

test('on a phone the widget fills the screen, and a video call has every control in reach', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex');
  const cleo = await customer({ context: PHONE });
  const frame = await cleo.page.locator('iframe[src*="/widget/frame"]').boundingBox();
  expect(frame).toEqual({ x: 0, y: 0, width: 390, height: 844 });
  await talk(alex, cleo, { button: 'Video call' });
  await expect.poll(() => isSeen(cleo.widget)).toBe(true);
  for (const name of ['Mute', 'Turn camera off', 'End call']) {
    const box = await button(cleo.widget, name).boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(844);
    expect(box?.height).toBeGreaterThanOrEqual(44);
  }
  const sideways = await cleo.widget.evaluate(() => document.documentElement.scrollWidth);
  expect(sideways).toBeLessThanOrEqual(390);
  await button(cleo.widget, 'Show chat').click();
  await write(cleo.widget, 'From my phone');
  await expect(log(alex.page)).toContainText('From my phone');
  await bothHear(alex, cleo);
});
