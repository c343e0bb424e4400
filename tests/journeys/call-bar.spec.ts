import type { Locator, Page } from '@playwright/test';
import { barriers } from '../world/barriers.ts';
import { voicesHeard } from '../world/ears.ts';
import { answer, askForCall, bothHear, button, openPerson, signIn, talk } from '../world/people.ts';
import { expect, test } from '../world/world.ts';

test('B4: the number field takes digits and names, refuses the rest, and a number without a trunk fails in words', async ({
  agent,
}) => {
  const { page } = await agent('alex');
  const field = numberField(page);
  await field.fill('12$');
  await expect(bar(page)).toContainText('“$” cannot be part of a number.');
  await expect(button(page, 'Call')).toBeDisabled();
  await field.press('Escape');
  await expect(field).toHaveValue('');

  await field.fill('+49 (30) 1234-5');
  await expect(page.getByRole('option', { name: 'Call +493012345' })).toBeVisible();
  await field.press('Enter');
  await expect(page.getByText('Calling outside numbers needs a telephone trunk')).toBeVisible();

  await field.fill('zebra');
  await expect(bar(page)).toContainText('Nobody of that name or number.');
  await field.fill('bo');
  await expect(found(page, 'bo')).toBeVisible();
  expect(await barriers(page)).toEqual([]);
});

test('an agent calls a colleague by name, sends tones, and finds the call among the recent ones', async ({
  agent,
}) => {
  const alex = await agent('alex');
  const bo = await agent('bo');
  await dial(alex.page, 'bo');
  await button(bo.page, 'Reject').click();
  await expect(alex.page.getByText(/^Bo.* declined the call\.$/)).toBeVisible();
  await expect(panels(alex.page)).toHaveCount(0);

  await dial(alex.page, 'bo');
  await expect(callState(alex.page)).toContainText('Calling Bo');
  await expect(incoming(bo.page)).toContainText('Colleague calls you');
  await answer(bo.page);
  await expect.poll(() => voicesHeard(bo.page)).toEqual(['alex']);
  await expect.poll(() => voicesHeard(alex.page)).toEqual(['bo']);

  await button(alex.page, 'Keypad').click();
  for (const key of ['4', '2', '#']) await button(alex.page, `Key ${key}`).click();
  await expect(alex.page.getByLabel('Sent')).toHaveText('42#');
  await alex.page.keyboard.press('Escape');

  await button(alex.page, 'End call').click();
  await expect(panels(bo.page)).toHaveCount(0);
  await expect(panels(alex.page)).toHaveCount(0);
  await numberField(alex.page).click();
  const recent = alex.page.getByRole('group', { name: 'Recent calls' }).getByRole('option');
  await expect(recent.first()).toContainText(/Bo.*you called/);
});

test('B7: a second call holds the first, they change places, and the held one can be ended', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex');
  const bo = await agent('bo');
  const cleo = await customer();
  await talk(alex, cleo, { button: 'Audio call' });
  await dial(alex.page, 'bo');
  const onHold = cleo.widget.getByRole('region', { name: 'On hold' });
  await expect(onHold).toBeVisible();
  await answer(bo.page);
  await expect.poll(() => voicesHeard(bo.page)).toEqual(['alex']);
  await expect(panels(alex.page)).toHaveCount(2);
  await expect(panels(alex.page).filter({ hasText: 'On hold' })).toHaveCount(1);

  await alex.page.getByRole('button', { name: /^Switch to/ }).click();
  await expect(onHold).toBeHidden();
  await expect.poll(() => voicesHeard(cleo.widget)).toEqual(['alex']);
  await expect.poll(() => voicesHeard(bo.page)).toEqual([]);

  await alex.page.getByRole('button', { name: /^End the call with Bo/ }).click();
  await expect(panels(alex.page)).toHaveCount(1);
  await expect(panels(bo.page)).toHaveCount(0);
  await bothHear(alex, cleo);
});

test('B13: a call is answered by itself after the agent’s own delay, which the offer counts down', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex');
  await setAutoAnswer(alex.page, { on: true, delayMs: 6_000 });
  try {
    await reload(alex.page);
    await expect(
      bar(alex.page).getByRole('img', { name: /answered by themselves after 6 s/ }),
    ).toBeVisible();
    const cleo = await customer();
    await askForCall(cleo.widget, 'Audio call');
    await expect(incoming(alex.page)).toContainText(/Answers by itself in \d s/);
    await bothHear(alex, cleo);
  } finally {
    await setAutoAnswer(alex.page, { on: false, delayMs: 20_000 });
  }
});

test('B13: beside another call and in a pause nothing is answered by itself', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex');
  const bo = await agent('bo');
  await setAutoAnswer(alex.page, { on: true, delayMs: 5_000 });
  try {
    await reload(alex.page);
    const cleo = await customer();
    await askForCall(cleo.widget, 'Audio call');
    await bothHear(alex, cleo);
    await dial(bo.page, 'alex');
    await expect(incoming(alex.page)).toContainText('Colleague calls you');
    await expect(incoming(alex.page)).not.toContainText('Answers by itself');
    await button(alex.page, 'Reject').click();
    await button(cleo.widget, 'End call').click();
    await expect(panels(alex.page)).toHaveCount(0);
    await alex.page.getByRole('button', { name: /^(Ready|Wrap-up)/ }).click();
    await alex.page.getByRole('menuitem', { name: 'Lunch' }).click();
    await expect(alex.page.getByRole('button', { name: /^Paused/ })).toBeVisible();
    await dial(bo.page, 'alex');
    await expect(incoming(alex.page)).toContainText('Colleague calls you');
    await expect(incoming(alex.page)).not.toContainText('Answers by itself');
    await button(alex.page, 'Reject').click();
  } finally {
    await setAutoAnswer(alex.page, { on: false, delayMs: 20_000 });
  }
});

test('B1: who takes no calls in the browser has no call bar', async ({ agent, product }) => {
  const alex = await agent('alex');
  await expect(bar(alex.page)).toBeVisible();
  const ada = await openPerson(product, 'bo');
  await ada.page.goto(product.desk);
  await signIn(ada.page, product, 'admin');
  await expect(button(ada.page, 'Start shift')).toBeVisible();
  await expect(bar(ada.page)).toHaveCount(0);
  await ada.browser.close();
});

test('B17: the call floats in a window of its own, with its timer, mute, hold and end', async ({
  talking,
}) => {
  const { alex, cleo } = await talking('Audio call');
  const opened = alex.context.waitForEvent('page');
  await button(alex.page, 'More').click();
  await button(alex.page, 'Floating window').click();
  const floating = await opened;
  await expect(floating.getByTestId('floating-timer')).toHaveText(/^\d+:\d\d/);
  await button(floating, 'Mute').click();
  await expect(button(alex.page, 'Unmute')).toBeVisible();
  await expect.poll(() => voicesHeard(cleo.widget)).toEqual([]);
  await button(floating, 'Unmute').click();
  await expect.poll(() => voicesHeard(cleo.widget)).toEqual(['alex']);
  await button(floating, 'Hold').click();
  await expect(cleo.widget.getByRole('region', { name: 'On hold' })).toBeVisible();
  await button(floating, 'Resume').click();
  await bothHear(alex, cleo);
  await button(floating, 'End call').click();
  await expect(cleo.widget.getByRole('region', { name: 'Call', exact: true })).toBeHidden();
});

test('B2, B3, B6: the light, the switches and the timers say what is true', async ({ agent }) => {
  const { page } = await agent('alex');
  await expect(button(page, 'Registered')).toBeVisible();
  await expect(page.getByTestId('shift-timer')).toHaveText(/^\d+:\d\d/);
  await expect(page.getByTestId('pause-timer')).toHaveCount(0);
  await page.getByRole('button', { name: /^Ready/ }).click();
  await page.getByRole('menuitem', { name: 'Lunch' }).click();
  await expect(bar(page)).toContainText(/Pause: Lunch/);
  await expect(page.getByTestId('pause-timer')).toHaveText(/^\d+:\d\d/);
  for (const name of ['Ringtone', 'Speaker', 'Microphone']) {
    const toggle = button(page, name);
    await expect(toggle).toHaveAttribute('aria-pressed', 'true');
    await toggle.click();
    await expect(toggle).toHaveAttribute('aria-pressed', 'false');
    await toggle.click();
    await expect(toggle).toHaveAttribute('aria-pressed', 'true');
  }
  await button(page, 'Go ready').click();
  await expect(page.getByRole('button', { name: /^Ready/ })).toBeVisible();
});

function bar(page: Page): Locator {
  return page.getByRole('region', { name: 'Call bar' });
}

function numberField(page: Page): Locator {
  return bar(page).getByRole('combobox', { name: 'Number or name' });
}

async function dial(page: Page, name: string): Promise<void> {
  await numberField(page).fill(name);
  await expect(found(page, name)).toBeVisible();
  await numberField(page).press('Enter');
}

/** Somebody called before is among the recent calls too: the first row is the one that Enter calls. */
function found(page: Page, name: string): Locator {
  return page.getByRole('option', { name: new RegExp(`^${name}`, 'i') }).first();
}

function panels(page: Page): Locator {
  return page.getByRole('list', { name: 'Your calls' }).getByRole('listitem');
}

function incoming(page: Page): Locator {
  return page.getByRole('region', { name: 'Incoming' });
}

function callState(page: Page): Locator {
  return page.getByRole('status', { name: 'Call state' });
}

async function setAutoAnswer(page: Page, autoAnswer: { on: boolean; delayMs: number }) {
  await page.evaluate(async (wanted) => {
    const settings = await (await fetch('/api/v1/settings')).json();
    const body = JSON.stringify({ ...settings, autoAnswer: wanted });
    const headers = { 'content-type': 'application/json' };
    await fetch('/api/v1/settings', { method: 'PUT', headers, body });
  }, autoAnswer);
}

/** These browsers let a page ring without a click: the shift goes on, once it is known and the sound has started. */
async function reload(page: Page): Promise<void> {
  await page.reload();
  await expect(page.getByRole('button', { name: /^Ready/ })).toBeVisible();
}
