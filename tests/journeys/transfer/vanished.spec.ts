import { GRACE_MS } from '@parley/core/call/call.ts';
import { test } from '../../world/meeting.ts';
import { answer, button, goHome, type Person } from '../../world/people.ts';
import { areFree, askFirst, beside, control, transferNow } from '../../world/verbs.ts';
import { expect } from '../../world/world.ts';

/** Until a page that is gone for good is given up. */
const GIVEN_UP = { withinMs: GRACE_MS + 30_000 };

const WITH_ALEX = { customer: ['alex'], alex: ['customer'] } as const;
const ON_HOLD = { customer: ['music'] } as const;
const CONSULTING = { customer: ['music'], alex: ['bo'], bo: ['alex'] } as const;
const EVERYBODY = {
  customer: ['alex', 'bo'],
  alex: ['bo', 'customer'],
  bo: ['alex', 'customer'],
} as const;
const ASIDE = { ...WITH_ALEX, bo: ['music'] } as const;

/** Closes the agent's only page; the answer opens the desk anew, where they are free and go home. */
async function vanish(agent: Person, desk: string): Promise<() => Promise<void>> {
  await agent.page.close();
  return async () => {
    const page = await agent.context.newPage();
    await page.goto(desk);
    const again = { ...agent, page };
    await areFree(again);
    await goHome(again);
  };
}

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

for (const moment of ['while asked', 'while waiting aside', 'in a conference'] as const) {
  test(`a colleague whose page goes ${moment} is given up, and the customer stays with the agent`, async ({
    meet,
    product,
  }) => {
    const { alex, bo, matrix } = await meet('Audio call');
    await askFirst(alex, 'bo');
    await answer(bo.page);
    await matrix.is(CONSULTING);
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

test('an agent whose page goes while a colleague is asked leaves the customer to the colleague', async ({
  meet,
  product,
}) => {
  const { alex, bo, cleo, matrix } = await meet('Audio call');
  await askFirst(alex, 'bo');
  await answer(bo.page);
  await matrix.is(CONSULTING);
  matrix.put('alex', null);
  const comeBack = await vanish(alex, product.desk);
  await matrix.is(ON_HOLD);
  await matrix.is({ customer: ['bo'], bo: ['customer'] }, GIVEN_UP);
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
    const { alex, bo, cleo, matrix } = await meet('Audio call');
    await askFirst(alex, 'bo');
    await answer(bo.page);
    await matrix.is(CONSULTING);
    const waits = moment === 'while the colleague waits aside';
    await (waits ? beside(alex, 'Swap') : control(alex, 'Merge'));
    await matrix.is(waits ? ASIDE : EVERYBODY);
    matrix.put('alex', null);
    const comeBack = await vanish(alex, product.desk);
    await expect(cleo.widget.getByRole('heading', { level: 1 })).toHaveText('Bo Agent', {
      timeout: GIVEN_UP.withinMs,
    });
    await matrix.is({ customer: ['bo'], bo: ['customer'] });
    await comeBack();
    await button(cleo.widget, 'End call').click();
    await matrix.is({});
    await areFree(bo);
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
  await matrix.is({ customer: ['bo'], bo: ['customer'] });
  await comeBack();
  await control(bo, 'End call');
  await matrix.is({});
  await areFree(bo);
});
