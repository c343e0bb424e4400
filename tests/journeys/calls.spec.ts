import { voicesHeard } from '../world/ears.ts';
import { isSeen } from '../world/eyes.ts';
import { answer, askForCall, bothHear, button, log, write } from '../world/people.ts';
import { expect, test } from '../world/world.ts';

test('M1: an audio call: both hear each other, nobody sees anybody, and the chat goes on after the end', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex');
  const cleo = await customer();
  await askForCall(cleo.widget, 'Audio call');
  const incoming = alex.page.getByRole('region', { name: 'Incoming' });
  await expect(incoming).toContainText('Web audio call for Support');
  await expect(incoming).toContainText('Waiting for');
  await expect(incoming).toContainText('Website');
  await expect(incoming).toContainText('Amberlight, lamps made by hand');
  await answer(alex.page);
  await bothHear(alex, cleo);
  for (const place of [cleo.widget, alex.page]) {
    await expect(place.getByTestId('call-timer')).toHaveText(/^\d:(?!00)\d\d$/);
  }
  await expect(cleo.widget.getByTestId('remote-picture')).toHaveCount(0);
  await expect(alex.page.getByTestId('remote-picture')).toHaveCount(0);
  await button(cleo.widget, 'End call').click();
  await expect(alex.page.getByRole('region', { name: 'Call', exact: true })).toBeHidden();
  await write(cleo.widget, 'Thank you');
  await expect(log(alex.page)).toContainText('Thank you');
  await expect(log(alex.page)).toContainText('Call started · Audio call');
  await expect(log(alex.page)).toContainText(/Call ended after .* by the customer/);
  await expect(log(cleo.widget)).toContainText('You ended the call');
});

test('M2: a video call: both hear and see each other, the other large and oneself small', async ({
  talking,
}) => {
  const { alex, cleo } = await talking('Video call');
  for (const place of [cleo.widget, alex.page]) {
    await expect.poll(() => isSeen(place)).toBe(true);
    await expect.poll(() => isSeen(place, 'own-picture')).toBe(true);
    const remote = await place.getByTestId('remote-picture').boundingBox();
    const own = await place.getByTestId('own-picture').boundingBox();
    expect(remote?.width).toBeGreaterThan(2 * (own?.width ?? Number.POSITIVE_INFINITY));
  }
  await expect(cleo.widget.getByRole('status', { name: 'Call state' })).toHaveText('Connected');
  await expect(alex.page.getByRole('status', { name: 'Call state' })).toHaveText('Connected');
  await button(alex.page, 'End call').click();
  await expect(cleo.widget.getByRole('region', { name: 'Call', exact: true })).toBeHidden();
  await expect(log(cleo.widget)).toContainText('The call was ended');
});

test('M3: a screen call out of a chat: the agent sees the screen and is told, and shows no camera until asked', async ({
  chatting,
}) => {
  const { alex, cleo } = await chatting('It looks wrong here');
  await askForCall(cleo.widget, 'Share screen');
  await expect(alex.page.getByRole('region', { name: 'Incoming' })).toContainText('Screen share');
  await answer(alex.page);
  await bothHear(alex, cleo);
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  await expect(alex.page.getByText('is sharing the screen').first()).toBeVisible();
  await expect(cleo.widget.getByTestId('remote-placeholder')).toContainText('Alex Agent');
  await expect(alex.page.getByTestId('own-placeholder')).toBeVisible();
  await button(alex.page, 'Turn camera on').click();
  await expect.poll(() => isSeen(cleo.widget)).toBe(true);
  await button(cleo.widget, 'End call').click();
  await expect(alex.page.getByRole('region', { name: 'Call', exact: true })).toBeHidden();
  await write(alex.page, 'I have seen it');
  await expect(log(cleo.widget)).toContainText('I have seen it');
});

test('M5: mute takes the voice away from the other side and gives it back', async ({ talking }) => {
  const { alex, cleo } = await talking('Audio call');
  await button(cleo.widget, 'Mute').click();
  await expect.poll(() => voicesHeard(alex.page)).toEqual([]);
  await expect.poll(() => voicesHeard(cleo.widget)).toEqual(['alex']);
  await expect(alex.page.getByText('Microphone: muted')).toBeVisible();
  await button(alex.page, 'Mute').click();
  await expect.poll(() => voicesHeard(cleo.widget)).toEqual([]);
  await button(cleo.widget, 'Unmute').click();
  await button(alex.page, 'Unmute').click();
  await bothHear(alex, cleo);
});
