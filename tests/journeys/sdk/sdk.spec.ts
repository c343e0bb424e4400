import type { Page } from '@playwright/test';
import { isSeen } from '../../world/eyes.ts';
import { answer, bothHear, button, log, openPerson, widgetOf, write } from '../../world/people.ts';
import { expect, test } from '../../world/quince.ts';

/** What the host page's own script has noted. */
type Heard = readonly (readonly [string, Readonly<Record<string, unknown>>])[];
type Came = { readonly ok: boolean; readonly code?: string; readonly data?: object };

function heard(page: Page): Promise<Heard> {
  return page.evaluate(() => (window as never as { heard: Heard }).heard);
}

async function names(page: Page): Promise<readonly string[]> {
  return (await heard(page)).map(([name]) => name);
}

/** What came of the button that was pressed last. */
function came(page: Page): Promise<Came> {
  return page.evaluate(() => (window as never as { came: Promise<Came> }).came);
}

type Words = { readonly call: 'sendMessage' | 'identify'; readonly given: string };

/** One call of the SDK by the page's script, and what came of it. */
function calls(page: Page, words: Words): Promise<Came> {
  return page.evaluate(async ({ call, given }) => {
    const { parley } = window as never as {
      parley: Record<string, (given: string) => Promise<object>>;
    };
    try {
      return { ok: true, data: await parley[call]?.(given) };
    } catch (error) {
      return { ok: false, code: (error as { code: string }).code };
    }
  }, words) as Promise<Came>;
}

test('G1: a page’s own script boots the SDK under a strict policy; before it is opened nothing is asked or stored', async ({
  product,
  quince,
}) => {
  const { page, context, browser } = await openPerson(product, 'customer');
  const asked: string[] = [];
  const refused: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  page.on('console', (line) => line.type() === 'error' && refused.push(line.text()));
  await page.goto(quince.origin);
  await expect(button(page, 'Chat with us')).toBeVisible();
  expect(asked.filter((path) => path !== '/favicon.ico')).toEqual([
    '/',
    '/app.js',
    '/widget/v1/sdk.js',
  ]);
  expect(await context.cookies()).toEqual([]);
  await button(page, 'Chat with us').click();
  const widget = await widgetOf(page);
  await expect.poll(() => names(page)).toEqual(expect.arrayContaining(['opened', 'ready']));
  await button(widget, 'Close').click();
  await expect.poll(() => names(page)).toContain('closed');
  expect(refused.filter((line) => /Content Security Policy|TrustedHTML/.test(line))).toEqual([]);
  await browser.close();
});

test('E12: a message sent by script reaches the agent, and the agent’s answer is an event', async ({
  agent,
  customer,
  quince,
}) => {
  const alex = await agent('alex');
  const cleo = await customer({ site: quince.origin });
  const sent = await calls(cleo.page, { call: 'sendMessage', given: 'Do you ship to Norway?' });
  expect(sent).toMatchObject({ ok: true, data: { messageId: expect.any(String) } });
  await answer(alex.page);
  await expect(log(alex.page)).toContainText('Do you ship to Norway?');
  await write(alex.page, 'We do');
  await expect
    .poll(() => heard(cleo.page))
    .toContainEqual(['message', expect.objectContaining({ from: 'agent', text: 'We do' })]);
  expect(await names(cleo.page)).toContain('conversation-started');
  const empty = await calls(cleo.page, { call: 'sendMessage', given: ' ' });
  expect(empty).toEqual({ ok: false, code: 'bad-argument' });
});

test('E12: a video call by script is heard and seen by both, and each turn of it is an event', async ({
  agent,
  customer,
  quince,
}) => {
  const alex = await agent('alex');
  const cleo = await customer({ site: quince.origin });
  await button(cleo.widget, 'Close').click();
  await button(cleo.page, 'See us').click();
  await answer(alex.page);
  await bothHear(alex, cleo);
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  await expect.poll(() => isSeen(cleo.widget)).toBe(true);
  expect(await came(cleo.page)).toMatchObject({ ok: true, data: { callId: expect.any(String) } });
  await button(cleo.page, 'Call us').click();
  expect(await came(cleo.page)).toEqual({ ok: false, code: 'already-in-call' });
  await button(cleo.widget, 'End call').click();
  await expect.poll(() => names(cleo.page)).toContain('call-ended');
  const states = (await heard(cleo.page)).flatMap(([name, { state }]) =>
    name === 'call-state' ? [state] : [],
  );
  expect(states).toEqual(['ringing', 'connected']);
  expect((await names(cleo.page)).filter((name) => name === 'call-started')).toHaveLength(1);
});

test('E12: a screen is shared by a click on the page around the widget', async ({
  agent,
  customer,
  quince,
}) => {
  const alex = await agent('alex');
  const cleo = await customer({ site: quince.origin });
  await button(cleo.page, 'Show us').click();
  await answer(alex.page);
  await bothHear(alex, cleo);
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  expect(await came(cleo.page)).toMatchObject({ ok: true });
});

test('E12: a refused microphone is a code the script can read', async ({ customer, quince }) => {
  const cleo = await customer({ site: quince.origin, devices: 'denied' });
  await button(cleo.page, 'Call us').click();
  expect(await came(cleo.page)).toEqual({ ok: false, code: 'denied' });
});

test('identity: a conversation begun by a signed-in user is verified on the desk, under the signed name', async ({
  agent,
  customer,
  quince,
}) => {
  const alex = await agent('alex');
  const cleo = await customer({ site: `${quince.origin}/?identity` });
  await calls(cleo.page, { call: 'sendMessage', given: 'My order is late' });
  await answer(alex.page);
  await expect(alex.page.getByText('Verified', { exact: true })).toBeVisible();
  await expect(alex.page.getByText('Cleo Marsh').first()).toBeVisible();
  await expect(alex.page.getByText('cleo@shop.example')).toBeVisible();
  await expect
    .poll(() => heard(cleo.page))
    .toContainEqual(['identity-changed', { subject: 'customer-17', name: 'Cleo Marsh' }]);
  await cleo.page.reload();
  await expect.poll(() => names(cleo.page)).toContain('identity-changed');
  expect(await names(cleo.page)).not.toContain('error');
  await expect(alex.page.getByText('Verified', { exact: true })).toBeVisible();
});

test('identity: what is forged or shown twice verifies nobody, and the chat goes on unverified until a token is right', async ({
  agent,
  customer,
  quince,
}) => {
  const alex = await agent('alex');
  const cleo = await customer({ site: quince.origin });
  await calls(cleo.page, { call: 'sendMessage', given: 'It is me' });
  await answer(alex.page);
  await expect(alex.page.getByText('Not verified', { exact: true })).toBeVisible();
  const identify = (given: string) => calls(cleo.page, { call: 'identify', given });
  expect(await identify(quince.forge())).toEqual({ ok: false, code: 'identity-signature' });
  const unsigned = quince.sign({ header: { alg: 'none' }, really: 'none' });
  expect(await identify(unsigned)).toEqual({ ok: false, code: 'identity-algorithm' });
  await expect(alex.page.getByText('Not verified', { exact: true })).toBeVisible();
  const token = quince.sign();
  expect(await identify(token)).toEqual({ ok: true, data: { state: 'verified' } });
  await expect(alex.page.getByText('Verified', { exact: true })).toBeVisible();
  expect(await identify(token)).toEqual({ ok: false, code: 'identity-used' });
  const other = quince.sign({ claims: { sub: 'customer-18', name: 'Dana' } });
  expect(await identify(other)).toEqual({ ok: false, code: 'other-person' });
});

test('identity: given before there is a conversation it waits for it; a forged one costs nobody the chat', async ({
  agent,
  customer,
  quince,
}) => {
  const alex = await agent('alex');
  const cleo = await customer({ site: quince.origin });
  const waits = await calls(cleo.page, { call: 'identify', given: quince.forge() });
  expect(waits).toEqual({ ok: true, data: { state: 'waiting' } });
  await calls(cleo.page, { call: 'sendMessage', given: 'Hello' });
  await answer(alex.page);
  await expect(log(alex.page)).toContainText('Hello');
  await expect(alex.page.getByText('Not verified', { exact: true })).toBeVisible();
  await expect
    .poll(() => heard(cleo.page))
    .toContainEqual(['error', { code: 'identity-signature', retryable: false }]);
});
