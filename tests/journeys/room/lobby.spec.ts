import { voicesHeard } from '../../world/ears.ts';
import { isSeen } from '../../world/eyes.ts';
import { enterRoom, heading, inviteBySms, join, openGuest, openLobby } from '../../world/guests.ts';
import { button } from '../../world/people.ts';
import { expect, test } from '../../world/world.ts';

test('L3: somebody with a phone reads the lobby, presses Join, and both see and hear each other', async ({
  agent,
  product,
}) => {
  const alex = await agent('alex');
  const room = await inviteBySms(alex);
  await enterRoom(alex, room);
  const gail = await openGuest(product);
  const { page } = gail;
  await openLobby(gail, room);
  await expect(heading(page)).toHaveText('Video call with Alex Agent');
  await expect(page.getByRole('list', { name: 'Device check' })).toContainText('Microphone works.');
  await expect(page.getByRole('list', { name: 'Device check' })).toContainText('Camera works.');
  await expect.poll(() => isSeen(page, 'own-picture')).toBe(true);
  expect(new URL(page.url()).hash).toBe('');
  await join(gail);
  await expect(page.getByRole('region', { name: 'Call', exact: true })).toBeVisible();
  await expect.poll(() => voicesHeard(page)).toEqual(['alex']);
  await expect.poll(() => voicesHeard(alex.page)).toEqual(['customer']);
  await expect.poll(() => isSeen(page)).toBe(true);
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  await expect(page.getByTestId('call-timer')).toHaveText(/0:0[1-9]/);
  await page.screenshot({ path: '/tmp/e-shots/call.png' });
  await button(page, 'End call').click();
  await expect(alex.page.getByRole('region', { name: 'Call', exact: true })).toBeHidden();
  await page.screenshot({ path: '/tmp/e-shots/over.png' });
  await gail.browser.close();
});
