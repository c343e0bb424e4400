import { KINDS, test } from '../../world/meeting.ts';
import { answer, button, type Person } from '../../world/people.ts';
import { areFree, askFirst, beside, control, transferNow } from '../../world/verbs.ts';
import { expect } from '../../world/world.ts';

/** An agent reloads the desk, and does nothing else. */
async function reload({ page }: Person): Promise<void> {
  await page.reload({ waitUntil: 'commit' });
}

for (const asked of KINDS) {
  test(`${asked}: agents reload in each moment of a consultation, and are where they were`, async ({
    meet,
  }) => {
    const { alex, bo, matrix } = await meet(asked);
    await askFirst(alex, 'bo');
    await matrix.is({ customer: ['music'] });
    await reload(alex);
    await reload(bo);
    await answer(bo.page);
    const consulting = { customer: ['music'], alex: ['bo'], bo: ['alex'] } as const;
    await matrix.is(consulting);
    await reload(alex);
    await matrix.is(consulting);
    await reload(bo);
    await matrix.is(consulting);
    await beside(alex, 'Swap');
    const aside = { customer: ['alex'], alex: ['customer'], bo: ['music'] } as const;
    await matrix.is(aside);
    await reload(alex);
    await matrix.is(aside);
    await reload(bo);
    await matrix.is(aside);
    await beside(alex, 'Complete transfer');
    await matrix.is({ customer: ['bo'], bo: ['customer'] });
    await areFree(alex);
    await control(bo, 'End call');
    await areFree(bo);
  });
}

test('agents reload in a conference, and everybody hears everybody again', async ({ meet }) => {
  const { alex, bo, cleo, matrix } = await meet('Video call');
  await askFirst(alex, 'bo');
  await answer(bo.page);
  await control(alex, 'Merge');
  const everybody = {
    customer: ['alex', 'bo'],
    alex: ['bo', 'customer'],
    bo: ['alex', 'customer'],
  } as const;
  await matrix.is(everybody, {
    through: { customer: ['music'], alex: ['bo'], bo: ['alex'] },
  });
  await reload(alex);
  await matrix.is(everybody);
  await reload(bo);
  await matrix.is(everybody);
  await button(cleo.widget, 'End call').click();
  await matrix.is({});
  await areFree(alex, bo);
});

test('agents reload while a transfer rings, and it goes on', async ({ meet }) => {
  const { alex, bo, matrix } = await meet('Audio call');
  await transferNow(alex, 'bo');
  await expect(bo.page.getByRole('region', { name: 'Incoming' })).toBeVisible();
  await reload(alex);
  await matrix.is({ customer: ['music'] });
  await reload(bo);
  await answer(bo.page);
  await matrix.is({ customer: ['bo'], bo: ['customer'] });
  await areFree(alex);
  await control(bo, 'End call');
  await matrix.is({});
  await areFree(bo);
});
