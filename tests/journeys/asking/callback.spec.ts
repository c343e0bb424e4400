import { isSeen } from '../../world/eyes.ts';
import { answer, bothHear, button, type Customer, log, widgetOf } from '../../world/people.ts';
import { expect, test } from '../../world/world.ts';
import { videoPrompt } from './asking.ts';

/** Fills in the form for a callback in the chat, as far as it begins empty. */
async function wish({ widget }: Customer, name: string): Promise<void> {
  await button(widget, 'Callback').click();
  await widget.getByRole('textbox', { name: 'Your name' }).fill(name);
}

async function ask({ widget }: Customer): Promise<void> {
  await button(widget, 'Ask for a callback').click();
}

function card({ widget }: Pick<Customer, 'widget'>) {
  return widget.getByRole('region', { name: 'Callback' });
}

test('E15: a customer is called back in the chat by video, and what became of it is closed', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex');
  const cleo = await customer();
  await wish(cleo, 'Cleo');
  await ask(cleo);
  await expect(card(cleo)).toContainText('We call you back as soon as somebody is free');
  const incoming = alex.page.getByRole('region', { name: 'Incoming' });
  await expect(incoming).toContainText('Callback');
  await answer(alex.page);
  await expect(card(cleo)).toContainText('Somebody is calling you back now');
  const owed = alex.page.getByRole('region', { name: 'Callback' });
  await expect(owed).toContainText('Cleo wants to be called back');
  await button(alex.page, 'Call back by video').click();
  await expect(videoPrompt(cleo.widget)).toContainText('Alex Agent is calling you back');
  await button(cleo.widget, 'Accept').click();
  await bothHear(alex, cleo);
  await expect.poll(() => isSeen(cleo.widget)).toBe(true);
  await button(cleo.widget, 'End call').click();
  await alex.page.getByRole('tab', { name: 'Chat' }).click();
  await owed.getByRole('button', { name: 'Reached', exact: true }).click();
  await expect(owed).toBeHidden();
  await expect(card(cleo)).toBeHidden();
  await expect(log(cleo.widget)).toContainText('We called you back');
});

test('E15: a callback by phone takes a number of its country, and a wrong one is put right first', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex');
  const cleo = await customer();
  await wish(cleo, 'Cleo');
  const { widget } = cleo;
  await widget.getByRole('radio', { name: 'By phone' }).check();
  await widget.getByRole('combobox', { name: 'Country' }).selectOption('DE');
  await widget.getByRole('textbox', { name: 'Phone number' }).fill('12');
  await ask(cleo);
  await expect(widget.getByRole('alert')).toHaveText('Please check the phone number.');
  await widget.getByRole('textbox', { name: 'Phone number' }).fill('030 123456');
  await expect(widget.getByText('We will call +49 30 123456')).toBeVisible();
  await ask(cleo);
  await expect(card(cleo)).toContainText('By phone at +4930123456');
  await expect(alex.page.getByRole('region', { name: 'Incoming' })).toContainText('Callback');
  await answer(alex.page);
  const owed = alex.page.getByRole('region', { name: 'Callback' });
  await expect(owed).toContainText('+4930123456');
  await owed.getByRole('button', { name: 'Not reached', exact: true }).click();
  await expect(log(widget)).toContainText('did not reach you');
});

test('E15: a callback for later rings at nobody’s desk yet, outlives a reload and can be cancelled', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex');
  const cleo = await customer();
  await wish(cleo, 'Cleo');
  await cleo.widget.getByRole('radio', { name: 'At a time' }).check();
  const field = cleo.widget.getByLabel('Day and time');
  await field.fill('2020-01-01T09:00');
  await ask(cleo);
  await expect(cleo.widget.getByRole('alert')).toContainText('Please choose a time');
  const inThreeDays = new Date(Date.now() + 3 * 24 * 3_600_000).toISOString().slice(0, 10);
  await field.fill(`${inThreeDays}T10:30`);
  await ask(cleo);
  await expect(card(cleo)).toContainText(/We call you back on .* at 10:30/);
  await cleo.page.reload();
  const widget = await widgetOf(cleo.page);
  await expect(card({ widget })).toBeVisible();
  await expect(alex.page.getByRole('region', { name: 'Incoming' })).toBeHidden();
  await button(widget, 'Cancel callback').click();
  await expect(card({ widget })).toBeHidden();
  await expect(log(widget)).toContainText('The callback was cancelled');
});

test('E15: who waits for a call is called back instead and keeps the place before those who come later', async ({
  agent,
  customer,
}) => {
  const first = await customer();
  await button(first.widget, 'Audio call').click();
  await expect(first.widget.getByText('You are next in line')).toBeVisible();
  const second = await customer();
  await button(second.widget, 'Audio call').click();
  await expect(second.widget.getByText('You are number 2 in line')).toBeVisible();
  await button(first.widget, 'Call me back instead').click();
  await first.widget.getByRole('textbox', { name: 'Your name' }).fill('First');
  await ask(first);
  await expect(card(first)).toContainText('You are next in line');
  await expect(second.widget.getByText('You are number 2 in line')).toBeVisible();
  const alex = await agent('alex');
  await expect(alex.page.getByRole('region', { name: 'Incoming' })).toContainText('Callback');
  await answer(alex.page);
  const owed = alex.page.getByRole('region', { name: 'Callback' });
  await expect(owed).toContainText('First wants to be called back');
  await owed.getByRole('button', { name: 'Reached', exact: true }).click();
  await expect(owed).toBeHidden();
});
