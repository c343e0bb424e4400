import { loudness, voicesHeard } from '../world/ears.ts';
import { isSeen } from '../world/eyes.ts';
import { bothHear, button, log, talk } from '../world/people.ts';
import { expect, test } from '../world/world.ts';

test('on hold the customer hears music and nobody hears the other; resumed, both do again', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex');
  const cleo = await customer();
  await talk(alex, cleo, { button: 'Audio call' });
  await button(alex.page, 'Hold').click();
  await expect(cleo.widget.getByRole('region', { name: 'On hold' })).toBeVisible();
  await expect.poll(() => voicesHeard(cleo.widget)).toEqual([]);
  await expect.poll(() => loudness(cleo.widget)).toBeGreaterThan(0.005);
  expect(await voicesHeard(cleo.widget)).toEqual([]);
  await expect.poll(() => loudness(alex.page)).toBeLessThan(0.002);
  await button(alex.page, 'Resume').click();
  await expect(cleo.widget.getByRole('region', { name: 'On hold' })).toBeHidden();
  await bothHear(alex, cleo);
  await expect(log(alex.page)).toContainText(/Back from hold after/);
  await button(cleo.widget, 'Show chat').click();
  await expect(log(cleo.widget)).toContainText('You are off hold');
});

test('race 15: cameras pressed on hold stand as pressed after it, and no picture is black', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex');
  const cleo = await customer();
  await talk(alex, cleo, { button: 'Video call' });
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  await expect.poll(() => isSeen(cleo.widget)).toBe(true);
  await button(alex.page, 'Hold').click();
  await expect(cleo.widget.getByRole('region', { name: 'On hold' })).toBeVisible();
  await button(cleo.widget, 'Turn camera off').click();
  await expect(button(cleo.widget, 'Turn camera on')).toBeVisible();
  await button(cleo.widget, 'Turn camera on').click();
  await expect(button(cleo.widget, 'Turn camera off')).toBeVisible();
  await button(alex.page, 'Turn camera off').click();
  await expect(button(alex.page, 'Turn camera on')).toBeVisible();
  expect(await isSeen(alex.page)).toBe(false);
  await button(alex.page, 'Resume').click();
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  await expect(cleo.widget.getByTestId('remote-placeholder')).toContainText('Alex Agent');
  await button(alex.page, 'Turn camera on').click();
  await expect.poll(() => isSeen(cleo.widget)).toBe(true);
  await bothHear(alex, cleo);
});

for (const who of ['customer', 'agent'] as const) {
  test(`race 1: a call ended on hold by the ${who} is over for both, and the agent is free again`, async ({
    agent,
    customer,
  }) => {
    const alex = await agent('alex');
    const cleo = await customer();
    await talk(alex, cleo, { button: 'Audio call' });
    await button(alex.page, 'Hold').click();
    await expect(cleo.widget.getByRole('region', { name: 'On hold' })).toBeVisible();
    await button(who === 'agent' ? alex.page : cleo.widget, 'End call').click();
    for (const place of [alex.page, cleo.widget]) {
      await expect(place.getByRole('region', { name: 'Call', exact: true })).toBeHidden();
    }
    await expect(log(alex.page)).toContainText(`by the ${who}`);
    await talk(alex, cleo, { button: 'Audio call' });
  });
}
