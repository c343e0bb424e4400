import { KINDS, test } from '../../world/meeting.ts';
import { answer, button } from '../../world/people.ts';
import { areFree, askFirst, beside, control } from '../../world/verbs.ts';
import { expect } from '../../world/world.ts';

for (const asked of KINDS) {
  test(`X3: ${asked}: an agent asks a colleague, goes to and fro, comes back, asks again and hands over`, async ({
    meet,
  }) => {
    const { alex, bo, cleo, matrix } = await meet(asked);
    await askFirst(alex, 'bo');
    await matrix.is({ customer: ['music'] });
    await answer(bo.page);
    await matrix.is({ customer: ['music'], alex: ['bo'], bo: ['alex'] });
    await beside(alex, 'Swap');
    await matrix.is({ customer: ['alex'], alex: ['customer'], bo: ['music'] });
    await beside(alex, 'Swap');
    await matrix.is({ customer: ['music'], alex: ['bo'], bo: ['alex'] });
    await beside(alex, /^Back to/);
    await matrix.is({ customer: ['alex'], alex: ['customer'] });
    await areFree(bo);
    await askFirst(alex, 'bo');
    await answer(bo.page);
    await matrix.is({ customer: ['music'], alex: ['bo'], bo: ['alex'] });
    await beside(alex, 'Complete transfer');
    await matrix.is({ customer: ['bo'], bo: ['customer'] });
    await areFree(alex);
    await button(cleo.widget, 'End call').click();
    await matrix.is({});
    await areFree(bo);
  });

  test(`X3: ${asked}: on hold already, the customer stays on hold while a colleague is asked, and is handed over`, async ({
    meet,
  }) => {
    const { alex, bo, matrix } = await meet(asked);
    await control(alex, 'Hold');
    await matrix.is({ customer: ['music'] });
    await askFirst(alex, 'bo');
    await expect(bo.page.getByRole('region', { name: 'Incoming' })).toBeVisible();
    await matrix.is({ customer: ['music'] });
    await beside(alex, 'Cancel');
    await matrix.is({ customer: ['alex'], alex: ['customer'] });
    await areFree(bo);
    await control(alex, 'Hold');
    await askFirst(alex, 'bo');
    await answer(bo.page);
    await matrix.is({ customer: ['music'], alex: ['bo'], bo: ['alex'] });
    await beside(alex, 'Complete transfer');
    await matrix.is({ customer: ['bo'], bo: ['customer'] });
    await control(bo, 'Hold');
    await matrix.is({ customer: ['music'] });
    await control(bo, 'Resume');
    await matrix.is({ customer: ['bo'], bo: ['customer'] });
    await control(bo, 'End call');
    await matrix.is({});
    await areFree(alex, bo);
  });
}
