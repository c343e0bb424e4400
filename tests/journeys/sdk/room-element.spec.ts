import type { Page } from '@playwright/test';
import { voicesHeard } from '../../world/ears.ts';
import { isSeen } from '../../world/eyes.ts';
import { inviteBySms, openRoom } from '../../world/guests.ts';
import { button, openPerson } from '../../world/people.ts';
import { expect, test } from '../../world/quince.ts';
import { openStranger } from '../../world/sdk-shop.ts';

/** What a page is told by a room that it puts on itself. */
async function putRoom(page: Page, href: string): Promise<() => Promise<readonly string[]>> {
  await page.evaluate((address) => {
    const told: string[] = [];
    Object.assign(window, { told });
    const element = document.createElement('parley-room');
    for (const name of ['ready', 'state', 'joined', 'left', 'ended', 'error']) {
      element.addEventListener(`parley-${name}`, (event) => {
        const { detail } = event as CustomEvent<Record<string, string>>;
        const { callId, ...words } = detail;
        told.push([name, ...(callId ? ['call'] : []), ...Object.values(words)].join(' '));
      });
    }
    element.setAttribute('href', address);
    document.querySelector('main')?.append(element);
  }, href);
  return () => page.evaluate(() => (window as never as { told: string[] }).told);
}

test('G1: <parley-room> shows a room on a page of somebody else and tells it what happens; both hear and see each other', async ({
  agent,
  product,
  quince,
}) => {
  const alex = await agent('alex');
  const room = await openRoom(alex);
  const { page, browser } = await openPerson(product, 'customer');
  await page.goto(quince.origin);
  await expect(button(page, 'Chat with us')).toBeVisible();
  const told = await putRoom(page, room.url);
  await expect.poll(told).toEqual(['ready', 'state opening', 'state lobby']);
  const handle = await page.locator('parley-room iframe').elementHandle();
  const frame = await handle?.contentFrame();
  if (!frame) throw new Error('the element has no frame');
  await frame.getByRole('textbox', { name: 'Your name' }).fill('Gail Guest');
  await button(frame, 'Join').click();
  await expect.poll(() => voicesHeard(frame)).toEqual(['alex']);
  await expect.poll(() => voicesHeard(alex.page)).toEqual(['customer']);
  await expect.poll(() => isSeen(frame)).toBe(true);
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  const inRoom = ['state waiting', 'joined call', 'state connected'];
  await expect.poll(async () => (await told()).slice(3)).toEqual(inRoom);
  await button(frame, 'End call').click();
  await expect(alex.page.getByRole('region', { name: 'Call', exact: true })).toBeHidden();
  await expect
    .poll(async () => (await told()).slice(6))
    .toEqual(['state ended', 'left call', 'ended left']);
  await browser.close();
});

test('G1: no page of a site that nobody named shows a room', async ({ agent, product }) => {
  const alex = await agent('alex');
  const room = await inviteBySms(alex);
  const stranger = await openStranger(`<iframe src="${room.url}"></iframe>`);
  const { page, browser } = await openPerson(product, 'customer');
  const refused: string[] = [];
  page.on('console', (line) => line.type() === 'error' && refused.push(line.text()));
  await page.goto(stranger.origin);
  await expect.poll(() => refused.join()).toContain('frame-ancestors');
  await expect(page.frameLocator('iframe').getByRole('main', { name: 'Lobby' })).toBeHidden();
  await browser.close();
  await stranger.close();
});

test('G1: a page is told that a link opens nothing', async ({ product, quince }) => {
  const { page, browser } = await openPerson(product, 'customer');
  await page.goto(quince.origin);
  await expect(button(page, 'Chat with us')).toBeVisible();
  const told = await putRoom(page, `${product.origin}/r/NOBODYS#AAAAAAAAAAAAAAAAAAAAAA`);
  await expect.poll(told).toContain('error link-not-valid false');
  expect(await told()).toContain('ended closed');
  await browser.close();
});

test('G1: an address that is no room’s is not framed', async ({ product, quince }) => {
  const { page, browser } = await openPerson(product, 'customer');
  await page.goto(quince.origin);
  await expect(button(page, 'Chat with us')).toBeVisible();
  const told = await page.evaluate(() => {
    const codes: string[] = [];
    for (const href of ['javascript:alert(1)', 'https://evil.example/other', 'http://[']) {
      const element = document.createElement('parley-room');
      element.setAttribute('href', href);
      element.addEventListener('parley-error', (event) =>
        codes.push((event as CustomEvent<{ code: string }>).detail.code),
      );
      document.querySelector('main')?.append(element);
    }
    const frames = document.querySelectorAll('parley-room');
    const sources = [...frames].map((one) => one.shadowRoot?.querySelector('iframe')?.src ?? '');
    return { codes, sources };
  });
  expect(told.codes).toEqual(['bad-argument', 'bad-argument', 'bad-argument']);
  expect(told.sources).toEqual(['', '', '']);
  await browser.close();
});
