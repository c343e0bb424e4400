import { voicesHeard } from '../../world/ears.ts';
import { test } from '../../world/meeting.ts';
import { answer, bothHear, button, talk, widgetOf } from '../../world/people.ts';
import { endTrack } from '../../world/tap.ts';
import { areFree, askFirst, beside, control } from '../../world/verbs.ts';
import { expect } from '../../world/world.ts';

const CONSULTING = { customer: ['music'], alex: ['bo'], bo: ['alex'] } as const;
const WITH_BO = { customer: ['bo'], bo: ['customer'] } as const;
const EVERYBODY = {
  customer: ['alex', 'bo'],
  alex: ['bo', 'customer'],
  bo: ['alex', 'customer'],
} as const;

test('race 9: the agent’s microphone permission is taken away in a consult: the agent is told, and the customer stays on hold and is handed over', async ({
  agent,
  customer,
  product,
}) => {
  const alex = await agent('alex', { devices: 'ask', context: { permissions: ['microphone'] } });
  const bo = await agent('bo');
  const cleo = await customer();
  await talk(alex, cleo, { button: 'Audio call' });
  await askFirst(alex, 'bo');
  await answer(bo.page);
  await expect.poll(() => voicesHeard(bo.page)).toEqual(['alex']);
  await alex.context.clearPermissions();
  await endTrack(alex.page, 'microphone');
  await expect(alex.page.getByText('You: microphone blocked by the browser')).toBeVisible();
  await expect.poll(() => voicesHeard(bo.page)).toEqual([]);
  await expect.poll(() => voicesHeard(alex.page)).toEqual(['bo']);
  await expect(cleo.widget.getByRole('region', { name: 'On hold' })).toBeVisible();
  await beside(alex, 'Complete transfer');
  await bothHear(bo, cleo, 'bo');
  await alex.context.grantPermissions(['microphone'], { origin: product.origin });
  await control(bo, 'End call');
  await areFree(alex, bo);
});

test('race 11: Transfer pressed while the server is away rings the colleague once, and the customer is never alone', async ({
  meet,
  product,
}) => {
  const { alex, bo, matrix } = await meet('Audio call');
  const { page } = alex;
  const controls = page.getByRole('toolbar', { name: 'Call controls' });
  await controls.getByRole('button', { name: 'Transfer', exact: true }).click();
  await page
    .getByRole('combobox', { name: 'Colleague, queue, contact or number' })
    .fill('Bo Agent');
  await page
    .getByRole('listbox', { name: 'Where to' })
    .getByRole('option', { name: 'Bo Agent' })
    .click();
  const before = product.kill('server');
  await button(page, 'Transfer now').click({ clickCount: 5, delay: 0 });
  await expect.poll(() => product.pids().server).not.toBe(before);
  await expect(bo.page.getByRole('region', { name: 'Incoming' })).toHaveCount(1);
  await answer(bo.page);
  await matrix.is(WITH_BO, { through: { customer: ['music'] } });
  await areFree(alex);
  await control(bo, 'End call');
  await matrix.is({});
  await areFree(bo);
});

test('the customer reloads in a conference, and everybody hears everybody again', async ({
  meet,
}) => {
  const { alex, bo, cleo, matrix } = await meet('Audio call');
  await askFirst(alex, 'bo');
  await answer(bo.page);
  await control(alex, 'Merge');
  await matrix.is(EVERYBODY, { through: CONSULTING });
  await cleo.page.reload();
  const widget = await widgetOf(cleo.page);
  matrix.put('customer', widget);
  await matrix.is(EVERYBODY);
  await button(widget, 'End call').click();
  await matrix.is({});
  await areFree(alex, bo);
});
