import { voicesHeard } from '../world/ears.ts';
import { look } from '../world/eyes.ts';
import { answer, button, log, type Person, talk } from '../world/people.ts';
import { callSeenBy, request } from '../world/tap.ts';
import { expect, test } from '../world/world.ts';

test('X3, X4: a customer hears music while agents consult, then sees and hears both by name, then only who stays', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex');
  const bo = await agent('bo');
  const cleo = await customer();
  await talk(alex, cleo, { button: 'Video call' });
  const { widget } = cleo;
  const boId = await personOf(bo);
  const press = pressing(alex, cleo);
  await press('consult', { to: { type: 'agent', agentId: boId } });
  await answer(bo.page);
  await expect(widget.getByRole('region', { name: 'On hold' })).toBeVisible();
  await expect(widget.getByText('Bo Agent')).toHaveCount(0);
  expect(JSON.stringify(await callSeenBy(widget, cleo.page))).not.toMatch(/Bo Agent|consult/);

  await press('merge-call', {});
  await expect(widget.getByText('Bo Agent joined the call')).toBeVisible();
  await expect(widget.getByRole('heading', { level: 1 })).toHaveText('Alex Agent and Bo Agent');
  await expect.poll(() => voicesHeard(widget)).toEqual(['alex', 'bo']);
  for (const picture of ['remote-picture', 'side-picture'] as const) {
    await expect.poll(async () => (await look(widget, picture)).frames).toBeGreaterThan(2);
  }
  await cleo.page.setViewportSize({ width: 390, height: 780 });
  await expect(widget.getByTestId('side-picture')).toBeVisible();

  await press('send-digits', { digits: '12#' });
  await expect(widget.getByText('Alex Agent sends tones: 12#')).toBeVisible();
  await button(bo.page, 'Share screen').click();
  await expect(widget.locator('.second-large')).toBeVisible();
  await expect.poll(async () => (await look(widget, 'side-picture')).frames).toBeGreaterThan(2);
  await button(bo.page, 'Stop sharing').click();
  await press('end-call', {});
  await expect(widget.getByText('Alex Agent left the call').first()).toBeVisible();
  await expect(widget.getByRole('heading', { level: 1 })).toHaveText('Bo Agent');
  await expect.poll(() => voicesHeard(widget)).toEqual(['bo']);
  await button(widget, 'Show chat').click();
  await expect(log(widget)).toContainText('Bo Agent joined the call');
});

/** Sends commands of an agent's own leg in the customer's call. */
function pressing(
  { page }: Person,
  cleo: { readonly page: Person['page'] },
): (name: Parameters<typeof request>[1], data: object) => Promise<void> {
  return async (name, data) => {
    const call = await callSeenBy(page, cleo.page);
    const legId = call.legs.find((leg) => leg.name === 'Alex Agent')?.id;
    const said = await request(page, name, { callId: call.id, legId, ...data });
    expect(said).toMatchObject({ ok: true });
  };
}

async function personOf({ page }: Person): Promise<string> {
  const answered = await page.request.get(new URL('/api/v1/session', page.url()).href);
  return ((await answered.json()) as { readonly personId: string }).personId;
}
