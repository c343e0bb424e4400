import { test } from '../../world/meeting.ts';
import { answer, button } from '../../world/people.ts';
import { areFree, askFirst, beside, control } from '../../world/verbs.ts';

test('Share screen: the screen goes with the voice: on hold nobody sees it, in a conference both agents do, and the colleague who takes over', async ({
  meet,
}) => {
  const { alex, bo, cleo, matrix } = await meet('Share screen');
  await control(alex, 'Hold');
  await matrix.is({ customer: ['music'] });
  await control(alex, 'Resume');
  await matrix.is({ customer: ['alex'], alex: ['customer'] });
  await askFirst(alex, 'bo');
  await answer(bo.page);
  await matrix.is({ customer: ['music'], alex: ['bo'], bo: ['alex'] });
  await beside(alex, 'Swap');
  await matrix.is({ customer: ['alex'], alex: ['customer'], bo: ['music'] });
  await control(alex, 'Merge');
  await matrix.is({ customer: ['alex', 'bo'], alex: ['bo', 'customer'], bo: ['alex', 'customer'] });
  await control(alex, 'Leave');
  await matrix.is({ customer: ['bo'], bo: ['customer'] });
  await areFree(alex);
  await button(cleo.widget, 'End call').click();
  await matrix.is({});
  await areFree(bo);
});
