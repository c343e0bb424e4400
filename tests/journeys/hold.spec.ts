import { loudness, voicesHeard } from '../world/ears.ts';
import { isSeen, look } from '../world/eyes.ts';
import { answer, askForCall, bothHear, button, log, type Place, talk } from '../world/people.ts';
import { expect, test } from '../world/world.ts';

test('on hold the customer hears music and nobody hears the other; resumed, both do again', async ({
  talking,
}) => {
  const { alex, cleo } = await talking('Audio call');
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
  talking,
}) => {
  const { alex, cleo } = await talking('Video call');
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

for (const asked of ['Video call', 'Share screen'] as const) {
  test(`X1: on hold in a call by “${asked}” the customer gets music and a picture, the agent neither sound nor picture`, async ({
    agent,
    customer,
  }) => {
    const alex = await agent('alex');
    const cleo = await customer();
    await talk(alex, cleo, { button: asked });
    await expect.poll(() => isSeen(alex.page)).toBe(true);
    await button(alex.page, 'Hold').click();
    await expect.poll(() => isEntertained(cleo.widget)).toBe(true);
    await expect.poll(() => loudness(alex.page)).toBeLessThan(0.002);
    expect(await isSeen(alex.page)).toBe(false);
    await expect(alex.page.getByTestId('hold-timer')).toHaveText(/0:\d\d/);
    await button(alex.page, 'Resume').click();
    await bothHear(alex, cleo);
    await expect.poll(() => isSeen(alex.page)).toBe(true);
  });
}

test('E8: a customer who waits for a video call hears music and sees a picture until the agent is there', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex');
  const cleo = await customer();
  await askForCall(cleo.widget, 'Video call');
  await expect(alex.page.getByRole('region', { name: 'Incoming' })).toBeVisible();
  await expect.poll(() => isEntertained(cleo.widget)).toBe(true);
  await answer(alex.page);
  await bothHear(alex, cleo);
  await expect.poll(() => isSeen(cleo.widget)).toBe(true);
});

/** Music that is nobody's voice, and a picture that is not black. */
async function isEntertained(place: Place): Promise<boolean> {
  if ((await loudness(place)) < 0.005 || (await voicesHeard(place)).length > 0) return false;
  const { frames, brightness } = await look(place, 'remote-picture');
  return frames > 0 && brightness > 8;
}

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
