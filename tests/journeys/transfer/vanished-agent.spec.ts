import { test } from '../../world/meeting.ts';
import { button } from '../../world/people.ts';
import { areFree, beside, control } from '../../world/verbs.ts';
import { expect } from '../../world/world.ts';
import { ASIDE, consult, EVERYBODY, GIVEN_UP, ON_HOLD, vanish, WITH_BO } from './vanish.ts';

test('an agent whose page goes while a colleague is asked leaves the customer to the colleague', async ({
  meet,
  product,
}) => {
  const meeting = await meet('Audio call');
  const { alex, bo, cleo, matrix } = meeting;
  await consult(meeting);
  matrix.put('alex', null);
  const comeBack = await vanish(alex, product.desk);
  await matrix.is(ON_HOLD);
  await matrix.is(WITH_BO, GIVEN_UP);
  await comeBack();
  await button(cleo.widget, 'End call').click();
  await matrix.is({});
  await areFree(bo);
});

for (const moment of ['while the colleague waits aside', 'in a conference'] as const) {
  test(`an agent whose page goes ${moment} leaves the customer to the colleague`, async ({
    meet,
    product,
  }) => {
    const meeting = await meet('Audio call');
    const { alex, bo, cleo, matrix } = meeting;
    await consult(meeting);
    const waits = moment === 'while the colleague waits aside';
    await (waits ? beside(alex, 'Swap') : control(alex, 'Merge'));
    await matrix.is(waits ? ASIDE : EVERYBODY);
    matrix.put('alex', null);
    const comeBack = await vanish(alex, product.desk);
    await expect(cleo.widget.getByRole('heading', { level: 1 })).toHaveText('Bo Agent', {
      timeout: GIVEN_UP.withinMs,
    });
    await matrix.is(WITH_BO);
    await comeBack();
    await button(cleo.widget, 'End call').click();
    await matrix.is({});
    await areFree(bo);
  });
}
