import { RING_MS } from '@parley/core/routing/route.ts';
import { test } from '../../world/meeting.ts';
import { answer, askForCall, button } from '../../world/people.ts';
import { request } from '../../world/tap.ts';
import {
  areFree,
  askFirst,
  control,
  newestLeg,
  personIdOf,
  transferNow,
} from '../../world/verbs.ts';
import { expect } from '../../world/world.ts';

/** A ring that nobody answers, and what comes of it. */
const RUNG_OUT = { withinMs: RING_MS + 20_000 };

const WITH_ALEX = { customer: ['alex'], alex: ['customer'] } as const;
const ON_HOLD = { customer: ['music'] } as const;

test('a colleague declines: asked first, the customer is still on hold; handed over, back with the agent', async ({
  meet,
}) => {
  const { alex, bo, matrix } = await meet('Video call');
  await askFirst(alex, 'bo');
  await button(bo.page, 'Reject').click();
  await expect(alex.page.getByText(/^Bo Agent declined\./).first()).toBeVisible();
  await matrix.is(ON_HOLD);
  await areFree(bo);
  await control(alex, 'Resume');
  await matrix.is(WITH_ALEX);
  await transferNow(alex, 'bo');
  await button(bo.page, 'Reject').click();
  await matrix.is(WITH_ALEX);
  await areFree(bo);
  await control(alex, 'End call');
  await matrix.is({});
  await areFree(alex);
});

test('a colleague lets it ring: asked first, the customer is still on hold; handed over, back with the agent', async ({
  meet,
}) => {
  const { alex, bo, matrix } = await meet('Audio call');
  await askFirst(alex, 'bo');
  await matrix.is(ON_HOLD);
  await expect(alex.page.getByText(/^Bo Agent did not answer\./).first()).toBeVisible({
    timeout: RUNG_OUT.withinMs,
  });
  await matrix.is(ON_HOLD);
  await button(bo.page, 'Go ready').click();
  await areFree(bo);
  await control(alex, 'Resume');
  await matrix.is(WITH_ALEX);
  await transferNow(alex, 'bo');
  await matrix.is(ON_HOLD);
  await matrix.is(WITH_ALEX, RUNG_OUT);
  await button(bo.page, 'Go ready').click();
  await areFree(bo);
  await control(alex, 'End call');
  await matrix.is({});
  await areFree(alex);
});

test('Video call: a colleague who was asked lets it ring, and the customer is seen again after', async ({
  meet,
}) => {
  const { alex, bo, matrix } = await meet('Video call');
  await askFirst(alex, 'bo');
  await matrix.is(ON_HOLD);
  await expect(alex.page.getByText(/^Bo Agent did not answer\./).first()).toBeVisible({
    timeout: RUNG_OUT.withinMs,
  });
  await matrix.is(ON_HOLD);
  await control(alex, 'Resume');
  await matrix.is(WITH_ALEX);
  await button(bo.page, 'Go ready').click();
  await areFree(bo);
  await control(alex, 'End call');
  await matrix.is({});
  await areFree(alex);
});

test('a colleague in a call of their own is busy, in words, and nothing changes', async ({
  meet,
  customer,
}) => {
  const { alex, bo, matrix } = await meet('Audio call');
  const dana = await customer();
  await askForCall(dana.widget, 'Audio call');
  await answer(bo.page);
  await matrix.is({ ...WITH_ALEX, bo: ['customer'] });
  await askFirst(alex, 'bo');
  await expect(alex.page.getByText('Bo Agent is busy.').first()).toBeVisible();
  await button(alex.page, 'Transfer now').click();
  await matrix.is({ ...WITH_ALEX, bo: ['customer'] });
  await alex.page.keyboard.press('Escape');
  await button(dana.widget, 'End call').click();
  await areFree(bo);
  await control(alex, 'End call');
  await matrix.is({});
  await areFree(alex);
});

test('Transfer pressed five times at once rings one colleague once', async ({ meet }) => {
  const { alex, bo, matrix } = await meet('Audio call');
  const leg = await newestLeg(alex);
  const to = { type: 'agent', agentId: await personIdOf(bo) };
  const press = () => request(alex.page, 'transfer-call', { ...leg, to });
  const answers = await Promise.all([press(), press(), press(), press(), press()]);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  await expect(bo.page.getByRole('region', { name: 'Incoming' })).toHaveCount(1);
  await matrix.is(ON_HOLD);
  await answer(bo.page);
  await matrix.is({ customer: ['bo'], bo: ['customer'] });
  await areFree(alex);
  const late = await request(alex.page, 'transfer-call', { ...leg, to });
  expect(late.ok).toBe(false);
  await matrix.is({ customer: ['bo'], bo: ['customer'] });
  await control(bo, 'End call');
  await matrix.is({});
  await areFree(bo);
});
