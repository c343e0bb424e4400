import { KINDS, test } from '../../world/meeting.ts';
import { answer, askForCall, button } from '../../world/people.ts';
import { areFree, beside, control, forward, transferNow } from '../../world/verbs.ts';
import { expect } from '../../world/world.ts';

for (const asked of KINDS) {
  test(`X2: ${asked}: an agent holds, hands the customer to a colleague, who hands them to the queue`, async ({
    meet,
  }) => {
    const { alex, bo, cleo, matrix } = await meet(asked);
    await control(alex, 'Hold');
    await matrix.is({ customer: ['music'] });
    await control(alex, 'Resume');
    await matrix.is({ customer: ['alex'], alex: ['customer'] });
    await transferNow(alex, 'bo');
    await expect(bo.page.getByRole('region', { name: 'Incoming' })).toBeVisible();
    await matrix.is({ customer: ['music'] });
    await answer(bo.page);
    await matrix.is({ customer: ['bo'], bo: ['customer'] });
    await areFree(alex);
    await transferNow(bo, 'Support');
    await matrix.is({ customer: ['music'] });
    await areFree(bo);
    await answer(alex.page);
    await matrix.is({ customer: ['alex'], alex: ['customer'] });
    await button(cleo.widget, 'End call').click();
    await matrix.is({});
    await areFree(alex, bo);
  });
}

test('X2: an agent takes a transfer back while it rings, and leaves another one to ring without them', async ({
  meet,
}) => {
  const { alex, bo, matrix } = await meet('Audio call');
  await transferNow(alex, 'bo');
  await matrix.is({ customer: ['music'] });
  await beside(alex, 'Cancel');
  await matrix.is({ customer: ['alex'], alex: ['customer'] });
  await areFree(bo);
  await transferNow(alex, 'bo');
  await expect(bo.page.getByRole('region', { name: 'Incoming' })).toBeVisible();
  await control(alex, 'End call');
  await areFree(alex);
  await matrix.is({ customer: ['music'] });
  await answer(bo.page);
  await matrix.is({ customer: ['bo'], bo: ['customer'] });
  await control(bo, 'End call');
  await matrix.is({});
  await areFree(alex, bo);
});

test('X5: an agent sends what rings on to a colleague, who sends it to the queue', async ({
  gather,
}) => {
  const { alex, bo, cleo, matrix } = await gather('Audio call');
  await askForCall(cleo.widget, 'Audio call');
  await forward(alex, 'bo');
  await expect(bo.page.getByRole('region', { name: 'Incoming' })).toBeVisible();
  await areFree(alex);
  await matrix.is({ customer: ['music'] });
  await forward(bo, 'Support');
  await areFree(bo);
  await answer(alex.page);
  await matrix.is({ customer: ['alex'], alex: ['customer'] });
  await control(alex, 'End call');
  await matrix.is({});
  await areFree(alex, bo);
});
