import { test } from '../../world/meeting.ts';
import { answer } from '../../world/people.ts';
import { areFree, askFirst, control, transferNow } from '../../world/verbs.ts';
import { expect } from '../../world/world.ts';
import { ON_HOLD, vanish, WITH_ALEX, WITH_BO } from './vanish.ts';

for (const moment of ['is asked', 'is handed the call'] as const) {
  test(`a colleague whose page goes while it rings and who ${moment} is not waited for: the customer stays with the agent`, async ({
    meet,
    product,
  }) => {
    const { alex, bo, matrix } = await meet('Audio call');
    await (moment === 'is asked' ? askFirst(alex, 'bo') : transferNow(alex, 'bo'));
    await expect(bo.page.getByRole('region', { name: 'Incoming' })).toBeVisible();
    await matrix.is(ON_HOLD);
    matrix.put('bo', null);
    const comeBack = await vanish(bo, product.desk);
    await expect(alex.page.getByRole('region', { name: 'Consultation' })).toBeHidden();
    if (moment === 'is asked') {
      await matrix.is(ON_HOLD);
      await control(alex, 'Resume');
    }
    await matrix.is(WITH_ALEX);
    await control(alex, 'End call');
    await matrix.is({});
    await areFree(alex);
    await comeBack();
  });
}

test('an agent whose page goes while a transfer rings is not needed for it', async ({
  meet,
  product,
}) => {
  const { alex, bo, matrix } = await meet('Audio call');
  await transferNow(alex, 'bo');
  await expect(bo.page.getByRole('region', { name: 'Incoming' })).toBeVisible();
  matrix.put('alex', null);
  const comeBack = await vanish(alex, product.desk);
  await answer(bo.page);
  await matrix.is(WITH_BO);
  await comeBack();
  await control(bo, 'End call');
  await matrix.is({});
  await areFree(bo);
});
