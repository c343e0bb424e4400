import { Matrix } from '../../world/matrix.ts';
import { PICTURES, test } from '../../world/meeting.ts';
import { answer } from '../../world/people.ts';
import { areFree, askFirst, beside, control, dial, panel } from '../../world/verbs.ts';

test('B7, X6: a second call holds the first; the agent switches between them and ends the held one', async ({
  meet,
}) => {
  const { alex, bo, cleo, matrix } = await meet('Audio call');
  await dial(alex, 'bo');
  await answer(bo.page);
  const withBo = { customer: ['music'], alex: ['bo'], bo: ['alex'] } as const;
  const withCleo = { customer: ['alex'], alex: ['customer'], bo: ['music'] } as const;
  await matrix.is(withBo, { through: { customer: ['music'] } });
  await panel(alex, /^Switch to (?!Bo)/);
  await matrix.is(withCleo);
  await panel(alex, 'Switch to Bo Agent');
  await matrix.is(withBo);
  await panel(alex, /^Switch to (?!Bo)/);
  await matrix.is(withCleo);
  await panel(alex, 'End the call with Bo Agent');
  await matrix.is({ customer: ['alex'], alex: ['customer'] });
  await areFree(bo);
  await dial(bo, 'alex');
  await matrix.is({ customer: ['alex'], alex: ['customer'] });
  await answer(alex.page);
  await matrix.is(withBo);
  await panel(alex, /^End the call with (?!Bo)/);
  await matrix.is({ alex: ['bo'], bo: ['alex'] });
  await cleo.widget.getByRole('dialog', { name: 'Chat with us' }).waitFor();
  await control(bo, 'End call');
  await matrix.is({});
  await areFree(alex, bo);
});

for (const [asked, kind] of [
  ['Audio call', 'Call'],
  ['Video call', 'Video call'],
] as const) {
  test(`${asked} between agents: held and resumed, a third is asked, all confer, and who called leaves`, async ({
    seat,
  }) => {
    test.setTimeout(180_000);
    const alex = await seat('alex');
    const bo = await seat('bo');
    const sam = await seat('sam');
    const room = { alex: alex.page, bo: bo.page, sam: sam.page };
    const matrix = new Matrix(room, PICTURES[asked]);
    await dial(alex, 'bo', kind);
    await answer(bo.page);
    await matrix.is({ alex: ['bo'], bo: ['alex'] });
    await control(alex, 'Hold');
    await matrix.is({ bo: ['music'] });
    await control(alex, 'Resume');
    await matrix.is({ alex: ['bo'], bo: ['alex'] });
    await askFirst(alex, 'sam');
    await matrix.is({ bo: ['music'] });
    await answer(sam.page);
    await matrix.is({ bo: ['music'], alex: ['sam'], sam: ['alex'] });
    await beside(alex, 'Swap');
    await matrix.is({ bo: ['alex'], alex: ['bo'], sam: ['music'] });
    await control(alex, 'Merge');
    await matrix.is({ alex: ['bo', 'sam'], bo: ['alex', 'sam'], sam: ['alex', 'bo'] });
    await control(alex, 'Leave');
    await matrix.is({ bo: ['sam'], sam: ['bo'] });
    await areFree(alex);
    await control(bo, 'End call');
    await matrix.is({});
    await areFree(bo, sam);
  });
}
