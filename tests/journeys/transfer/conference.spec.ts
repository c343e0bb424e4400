import { KINDS, type Meeting, test } from '../../world/meeting.ts';
import type { Person } from '../../world/people.ts';
import { answer, button } from '../../world/people.ts';
import { areFree, askFirst, beside, control } from '../../world/verbs.ts';
import { expect } from '../../world/world.ts';

const EVERYBODY = {
  customer: ['alex', 'bo'],
  alex: ['bo', 'customer'],
  bo: ['alex', 'customer'],
} as const;

/** Who hosts asks the other and merges: everybody hears everybody. */
async function confer(host: Person, guest: Person, { alex, matrix }: Meeting): Promise<void> {
  await askFirst(host, host === alex ? 'bo' : 'alex');
  await answer(guest.page);
  await matrix.is({ customer: ['music'], alex: ['bo'], bo: ['alex'] });
  await control(host, 'Merge');
  await matrix.is(EVERYBODY);
}

for (const asked of KINDS) {
  test(`X4: ${asked}: three in a conference; it is held and resumed; the guest leaves, then the host, then the customer`, async ({
    meet,
  }) => {
    const meeting = await meet(asked);
    const { alex, bo, cleo, matrix } = meeting;
    await confer(alex, bo, meeting);
    await control(alex, 'Hold');
    await matrix.is({ customer: ['music'], alex: ['bo'], bo: ['alex'] });
    await control(alex, 'Resume');
    await matrix.is(EVERYBODY);
    await control(bo, 'Leave');
    await matrix.is({ customer: ['alex'], alex: ['customer'] });
    await areFree(bo);
    await confer(alex, bo, meeting);
    await control(alex, 'Leave');
    await matrix.is({ customer: ['bo'], bo: ['customer'] });
    await areFree(alex);
    await confer(bo, alex, meeting);
    await button(cleo.widget, 'End call').click();
    await matrix.is({});
    await areFree(alex, bo);
  });
}

test('X4: the guest holds a conference and only they resume it; the host sends the guest out', async ({
  meet,
}) => {
  const meeting = await meet('Audio call');
  const { alex, bo, matrix } = meeting;
  await askFirst(alex, 'bo');
  await answer(bo.page);
  await beside(alex, 'Swap');
  await matrix.is(
    { customer: ['alex'], alex: ['customer'], bo: ['music'] },
    {
      through: { alex: ['bo'], bo: ['alex'] },
    },
  );
  await control(alex, 'Merge');
  await matrix.is(EVERYBODY);
  await control(bo, 'Hold');
  await matrix.is({ customer: ['music'], alex: ['bo'], bo: ['alex'] });
  await expect(button(alex.page, 'Resume')).toHaveCount(0);
  await control(bo, 'Resume');
  await matrix.is(EVERYBODY);
  await beside(alex, 'Remove Bo Agent');
  await alex.page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await matrix.is({ customer: ['alex'], alex: ['customer'] });
  await areFree(bo);
  await control(alex, 'End call');
  await matrix.is({});
  await areFree(alex, bo);
});
