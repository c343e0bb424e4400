import { test } from '../../world/meeting.ts';
import { areFree, beside, control } from '../../world/verbs.ts';
import { expect } from '../../world/world.ts';
import {
  ASIDE,
  CONSULTING,
  consult,
  EVERYBODY,
  GIVEN_UP,
  ON_HOLD,
  vanish,
  WITH_ALEX,
} from './vanish.ts';

for (const moment of ['while asked', 'while waiting aside', 'in a conference'] as const) {
  test(`a colleague whose page goes ${moment} is given up, and the customer stays with the agent`, async ({
    meet,
    product,
  }) => {
    const meeting = await meet('Audio call');
    const { alex, bo, matrix } = meeting;
    await consult(meeting);
    if (moment === 'while waiting aside') await beside(alex, 'Swap');
    if (moment === 'in a conference') await control(alex, 'Merge');
    const before = {
      'while asked': CONSULTING,
      'while waiting aside': ASIDE,
      'in a conference': EVERYBODY,
    } as const;
    await matrix.is(before[moment]);
    matrix.put('bo', null);
    const comeBack = await vanish(bo, product.desk);
    await matrix.is(moment === 'while asked' ? ON_HOLD : WITH_ALEX);
    await expect(alex.page.getByRole('region', { name: 'Consultation' })).toBeHidden({
      timeout: GIVEN_UP.withinMs,
    });
    await matrix.is(moment === 'while asked' ? ON_HOLD : WITH_ALEX);
    if (moment === 'while asked') await control(alex, 'Resume');
    await matrix.is(WITH_ALEX);
    await comeBack();
    await control(alex, 'End call');
    await matrix.is({});
    await areFree(alex);
  });
}
