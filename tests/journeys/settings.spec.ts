import type { Locator, Page } from '@playwright/test';
import { button, chat, log, write } from '../world/people.ts';
import { listen, playedNow, plugDevice, tapSpeakers } from '../world/speakers.ts';
import { expect, test } from '../world/world.ts';

const SERVICES = ['Answer calls by themselves', 'Start a shift paused'];
const THREE_OF_EACH = ['--use-fake-device-for-media-stream=device-count=3,fps=30'];

test('V4: settings have four tabs; the profile says who one is, with which browser on which system, in which queues', async ({
  agent,
}) => {
  const { page } = await agent('alex');
  await openSettings(page, 'Profile');
  await expect(page.getByRole('tab')).toHaveText(['Profile', 'Services', 'Audio', 'Requirements']);
  const profile = page.getByRole('tabpanel');
  for (const fact of ['Alex Agent', 'alex@parley.example', 'Chrome', 'Linux', 'Support']) {
    await expect(profile).toContainText(fact);
  }
  await expect(profile.getByRole('textbox')).toHaveCount(0);
  await closeSettings(page);
});

test('B13, Q7: services are off until one switches them on, and are the same in every browser of this agent', async ({
  agent,
}) => {
  const { browser, context, page } = await agent('alex');
  await openSettings(page, 'Services');
  for (const name of SERVICES) {
    await expect(page.getByRole('switch', { name })).not.toBeChecked();
    await page.getByRole('switch', { name }).click();
  }
  const delay = page.getByRole('spinbutton', { name: 'After how many seconds' });
  await expect(delay).toHaveValue('20');
  await delay.fill('7');
  await saved(page);
  const { cookies } = await context.storageState();
  const elsewhere = await browser.newContext({ storageState: { cookies, origins: [] } });
  const other = await elsewhere.newPage();
  await other.goto(page.url());
  await openSettings(other, 'Services');
  await expect(other.getByRole('spinbutton')).toHaveValue('7');
  for (const name of SERVICES) {
    await expect(other.getByRole('switch', { name })).toBeChecked();
    await other.getByRole('switch', { name }).click();
  }
  await saved(other);
  await elsewhere.close();
  await closeSettings(page);
  await openSettings(page, 'Services');
  for (const name of SERVICES) {
    await expect(page.getByRole('switch', { name })).not.toBeChecked();
  }
  await closeSettings(page);
});

test('N5: what rings appears in the corner that was chosen', async ({ agent, customer }) => {
  const { page } = await agent('alex');
  const cleo = await customer();
  await openSettings(page, 'Services');
  await choose(page, 'Place of notices', 'Bottom left');
  await saved(page);
  await closeSettings(page);
  await button(cleo.widget, 'Audio call').click();
  // It moves a little as it comes.
  const place = async () => (await incoming(page).boundingBox()) ?? { x: 1_440, y: 0, height: 0 };
  await expect.poll(async () => (await place()).x).toBeLessThan(100);
  await expect.poll(async () => (await place()).y + (await place()).height).toBeGreaterThan(800);
  await button(page, 'Reject').click();
  await openSettings(page, 'Services');
  await choose(page, 'Place of notices', 'Top right');
  await saved(page);
  await closeSettings(page);
});

test('N1, V1: offers ring on the chosen device, test tones sound where they should, and all of it is remembered', async ({
  agent,
  customer,
}) => {
  const { context, page } = await agent('alex', { flags: THREE_OF_EACH });
  await tapSpeakers(context);
  await page.reload();
  await openSettings(page, 'Audio');
  const ringOn = await pick(page.getByRole('combobox', { name: 'Ring on' }), 2);
  const speaker = await pick(page.getByRole('combobox', { name: 'Speaker' }), 1);
  expect(ringOn).not.toBe(speaker);
  await button(page, 'Play a test tone').click();
  await expect.poll(() => playedNow(page)).toHaveProperty([speaker]);
  await expect.poll(() => playedNow(page)).toEqual({});
  await button(page, 'Play a test tone on the ring device').click();
  await expect.poll(() => playedNow(page)).toHaveProperty([ringOn]);
  await expect.poll(() => playedNow(page)).toEqual({});
  await closeSettings(page);
  await page.reload();
  const cleo = await customer();
  await button(cleo.widget, 'Audio call').click();
  await expect(incoming(page)).toBeVisible();
  await expect.poll(async () => Object.keys(await playedNow(page))).toEqual([ringOn]);
  await button(page, 'Reject').click();
  await expect.poll(() => playedNow(page)).toEqual({});
});

test('N1: the ring has the chosen tone, is as loud as chosen, and is silent when it is to be', async ({
  agent,
}) => {
  const { context, page } = await agent('alex');
  await tapSpeakers(context);
  await page.reload();
  await openSettings(page, 'Audio');
  const volume = page.getByRole('slider', { name: 'Ring volume' });
  await button(page, 'Play the ring').click();
  const loud = await loudestOf(page);
  await volume.fill('0.1');
  await expect.poll(() => loudestOf(page)).toBeLessThan(loud / 3);
  await volume.fill('0.7');
  for (const tone of ['Bell', 'Pulse', 'Drops', 'Rise']) {
    await choose(page, 'Ring tone', tone);
    await expect.poll(await listen(page)).toBeGreaterThan(0.05);
  }
  await page.getByRole('switch', { name: 'Ring silently' }).click();
  await expect.poll(() => loudestOf(page)).toBe(0);
  await page.getByRole('switch', { name: 'Ring silently' }).click();
  await expect.poll(await listen(page)).toBeGreaterThan(0.05);
  await button(page, 'Stop the ring').click();
  await expect.poll(() => playedNow(page)).toEqual({});
  await saved(page);
  await closeSettings(page);
});

test('V6: a ring device that is unplugged is replaced and named, and taken again when it is plugged in', async ({
  agent,
}) => {
  const { context, page } = await agent('alex', { flags: THREE_OF_EACH });
  await tapSpeakers(context);
  await page.reload();
  await openSettings(page, 'Audio');
  const ringOn = await pick(page.getByRole('combobox', { name: 'Ring on' }), 2);
  await button(page, 'Play the ring').click();
  await expect.poll(() => playedNow(page)).toHaveProperty([ringOn]);
  await plugDevice(page, ringOn, 'out');
  await expect(page.getByText(/^Your ring device is gone\. Now using/)).toBeVisible();
  await expect.poll(async () => Object.keys(await playedNow(page))).toHaveLength(1);
  await expect.poll(() => playedNow(page)).not.toHaveProperty([ringOn]);
  const shown = page.getByRole('combobox', { name: 'Ring on' }).locator('option:checked');
  await expect(shown).toHaveText('Not plugged in');
  await plugDevice(page, ringOn, 'in');
  await expect(page.getByText(/^Your ring device is back/)).toBeVisible();
  await expect.poll(() => playedNow(page)).toHaveProperty([ringOn]);
  await button(page, 'Stop the ring').click();
  await closeSettings(page);
});

test('V1: the level of the microphone moves, and one’s own picture is shown when asked for and let go after', async ({
  agent,
}) => {
  const { page } = await agent('alex');
  await openSettings(page, 'Audio');
  const meter = page.getByRole('meter', { name: 'Level of the microphone' });
  await expect
    .poll(() => meter.evaluate((one) => (one as HTMLMeterElement).value))
    .toBeGreaterThan(0.3);
  await button(page, 'Show my picture').click();
  const mirror = page.getByLabel('Picture of your camera');
  const width = () => mirror.evaluate((one) => (one as HTMLVideoElement).videoWidth);
  await expect.poll(width).toBeGreaterThan(0);
  await page.getByRole('combobox', { name: 'Resolution' }).selectOption('low');
  await expect.poll(width).toBe(640);
  await button(page, 'Hide my picture').click();
  await expect(mirror).toBeHidden();
  await closeSettings(page);
});

test('N3: a new message sounds, and does not when its sound is switched off', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex');
  const { context, page } = alex;
  await tapSpeakers(context);
  await page.reload();
  const cleo = await customer();
  await chat(alex, cleo, 'One');
  await expect.poll(() => playedNow(page)).toEqual({});
  await page.getByRole('link', { name: 'To the conversation' }).focus();
  const heard = await listen(page);
  await write(cleo.widget, 'Two');
  await expect(log(page)).toContainText('Two');
  await expect.poll(heard).toBeGreaterThan(0.01);
  await switchMessengerSound(page);
  const heardThen = await listen(page);
  await write(cleo.widget, 'Three');
  await expect(log(page)).toContainText('Three');
  await write(page, 'Read');
  await expect(log(cleo.widget)).toContainText('Read');
  expect(await heardThen()).toBe(0);
  await switchMessengerSound(page);
});

test('D8: the requirements are checked for real, each told apart, with the time to the server', async ({
  agent,
}) => {
  const { page } = await agent('alex', {
    context: { permissions: ['camera', 'microphone', 'notifications'] },
  });
  await openSettings(page, 'Requirements');
  for (const row of ['Secure page', 'Calls in this browser', 'Microphone', 'Camera', 'Sound']) {
    await expect(rowOf(page, row).getByRole('img', { name: 'Fine' })).toBeVisible();
  }
  await expect(rowOf(page, 'System notifications')).toContainText('The browser shows them.');
  await expect(rowOf(page, 'Connection to the server')).toContainText(/Answers within \d+ ms/);
  await expect(page.getByText('Everything that calls need is fine.')).toBeVisible();
  await closeSettings(page);
});

test('D8: what fails says what to do, and is fine when it was done and checked again', async ({
  agent,
  product,
}) => {
  const { context, page } = await agent('bo', {
    devices: 'ask',
    context: { permissions: ['microphone'] },
  });
  await context.clearPermissions();
  await page.reload();
  await page.mouse.click(700, 500);
  await openSettings(page, 'Requirements');
  const microphone = rowOf(page, 'Microphone');
  await expect(microphone.getByRole('img', { name: 'Not fine' })).toBeVisible();
  await expect(microphone).toContainText(/has not been asked yet|blocks it/);
  await expect(page.getByText('One thing keeps calls from working.')).toBeVisible();
  await context.grantPermissions(['microphone'], { origin: product.origin });
  await button(page, 'Check again').click();
  await expect(microphone.getByRole('img', { name: 'Fine' })).toBeVisible();
  await expect(page.getByText('Everything that calls need is fine.')).toBeVisible();
  await closeSettings(page);
});

async function openSettings(page: Page, tab: string): Promise<void> {
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  await page.getByRole('tab', { name: tab }).click();
}

function incoming(page: Page): Locator {
  return page.getByRole('region', { name: 'Incoming' });
}

function rowOf(page: Page, name: string): Locator {
  return page.getByRole('listitem').filter({ has: page.getByText(name, { exact: true }) });
}

async function choose(page: Page, name: string, label: string): Promise<void> {
  await page.getByRole('combobox', { name, exact: true }).selectOption({ label });
}

/** The nth device of a list, the system's own being the first; gives its id. */
async function pick(list: Locator, nth: number): Promise<string> {
  const [id] = await list.selectOption({ index: nth });
  if (!id) throw new Error(`there is no device number ${nth}`);
  return id;
}

/** Nothing is on its way to the server any more. */
async function saved(page: Page): Promise<void> {
  await expect(page.getByText('Saving…')).toBeHidden();
}

async function closeSettings(page: Page): Promise<void> {
  await page
    .getByRole('dialog', { name: 'Settings' })
    .getByRole('button', { name: 'Close' })
    .click();
}

async function switchMessengerSound(page: Page): Promise<void> {
  await openSettings(page, 'Services');
  await page.getByRole('switch', { name: 'Sound for new messages' }).click();
  await saved(page);
  await closeSettings(page);
}

/** The loudest of a whole phrase of the ring. */
async function loudestOf(page: Page): Promise<number> {
  const heard = await listen(page);
  await page.evaluate(
    () =>
      new Promise((over) => {
        const clock = new ConstantSourceNode(new AudioContext(), { offset: 0 });
        clock.connect(clock.context.destination);
        clock.start();
        clock.stop(clock.context.currentTime + 3.3);
        clock.addEventListener('ended', over);
      }),
  );
  return heard();
}
