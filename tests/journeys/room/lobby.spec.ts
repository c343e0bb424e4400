import { barriers } from '../../world/barriers.ts';
import { loudness, voicesHeard } from '../../world/ears.ts';
import { isSeen } from '../../world/eyes.ts';
import {
  bothHearInRoom,
  call,
  enterRoom,
  expect,
  heading,
  inviteBySms,
  join,
  openLobby,
  openRoom,
  PHONE_LYING,
  running,
  test,
} from '../../world/guests.ts';
import { answer, button } from '../../world/people.ts';

test('L3: somebody with a phone reads the lobby, presses Join, and both see and hear each other', async ({
  agent,
  guest,
}) => {
  const alex = await agent('alex');
  const room = await openRoom(alex);
  const gail = await guest();
  const { page } = gail;
  await openLobby(gail, room);
  await expect(heading(page)).toHaveText('Video call with Alex Agent');
  const check = page.getByRole('list', { name: 'Device check' });
  await expect(check).toContainText('Microphone works.');
  await expect(check).toContainText('Camera works.');
  await expect.poll(() => isSeen(page, 'own-picture')).toBe(true);
  expect(new URL(page.url()).hash).toBe('');
  expect(await barriers(page)).toEqual([]);
  await join(gail);
  await bothHearInRoom(alex, gail);
  await expect.poll(() => isSeen(page)).toBe(true);
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  await expect(page.getByTestId('call-timer')).toHaveText(/\d:(?!00)\d\d/);
});

test('L4: who joins before the agent is there waits with music, and joins by itself', async ({
  agent,
  guest,
}) => {
  const alex = await agent('alex');
  const room = await inviteBySms(alex);
  const gail = await guest();
  const { page } = gail;
  await openLobby(gail, room);
  await join(gail);
  const waiting = page.getByRole('region', { name: 'Waiting' });
  await expect(waiting).toContainText('Waiting for Alex Agent…');
  await expect.poll(() => loudness(page)).toBeGreaterThan(0.01);
  expect(await voicesHeard(page)).toEqual([]);
  await expect.poll(() => isSeen(page, 'own-picture')).toBe(true);
  expect(await barriers(page)).toEqual([]);
  await enterRoom(alex, room);
  await bothHearInRoom(alex, gail);
  await expect(waiting).toBeHidden();
});

test('L3: who typed the code alone rings, and the agent lets them in by hand', async ({
  agent,
  guest,
}) => {
  const alex = await agent('alex');
  const room = await openRoom(alex);
  const gail = await guest();
  await openLobby(gail, { url: room.url.replace(/#.*/, '') });
  await join(gail, 'Gail without a secret');
  await expect(gail.page.getByRole('region', { name: 'Waiting' })).toBeVisible();
  await answer(alex.page);
  await bothHearInRoom(alex, gail);
});

test('a guest whose network does not give the call’s code is told so in the lobby, and joins when it comes', async ({
  agent,
  guest,
}) => {
  const alex = await agent('alex');
  const room = await openRoom(alex);
  const gail = await guest();
  const { context, page } = gail;
  await context.route('**/room-code-*.js', (route) => route.abort());
  await openLobby(gail, room);
  await join(gail, 'Gail of the tunnel');
  const told = page.getByRole('alert');
  await expect(told).toHaveText('We could not be reached. Please try again.');
  await context.unroute('**/room-code-*.js');
  await button(page, 'Join').click();
  await expect(told).toBeHidden();
  await expect(page.getByRole('textbox', { name: 'Your name' })).toHaveValue('Gail of the tunnel');
  await button(page, 'Join').click();
  await bothHearInRoom(alex, gail);
});

test('L3: without a camera one joins all the same, and is told where to allow it', async ({
  agent,
  guest,
}) => {
  const alex = await agent('alex');
  const room = await openRoom(alex);
  const gail = await guest({ prepare: running(blockCamera) });
  const { page } = gail;
  await openLobby(gail, room);
  const check = page.getByRole('list', { name: 'Device check' });
  await expect(check).toContainText('Camera is blocked. You can join without it.');
  await expect(page.getByText(/then try again/)).toBeVisible();
  await join(gail);
  await bothHearInRoom(alex, gail);
  await expect(page.getByTestId('own-placeholder')).toBeVisible();
  await expect.poll(() => isSeen(page)).toBe(true);
});

test('L3: without a microphone nobody joins half deaf: the lobby says what is needed', async ({
  agent,
  guest,
}) => {
  const alex = await agent('alex');
  const room = await inviteBySms(alex);
  const gail = await guest({ devices: 'denied' });
  await openLobby(gail, room);
  await join(gail);
  await expect(gail.page.getByRole('alert')).toHaveText('To join we need your microphone.');
  await expect(gail.page.getByRole('list', { name: 'Device check' })).toContainText(
    'Microphone is blocked.',
  );
  await expect(call(gail.page)).toBeHidden();
});

test('L3: with the camera turned off in the lobby the agent does not see who joins', async ({
  agent,
  guest,
}) => {
  const alex = await agent('alex');
  const room = await openRoom(alex);
  const gail = await guest({ context: PHONE_LYING });
  const { page } = gail;
  await openLobby(gail, room);
  await button(page, 'Turn camera off').click();
  await expect(page.getByTestId('own-placeholder')).toContainText('Your camera is off');
  expect(await barriers(page)).toEqual([]);
  await join(gail);
  await bothHearInRoom(alex, gail);
  await expect.poll(() => isSeen(page)).toBe(true);
  expect(await isSeen(alex.page)).toBe(false);
  await button(page, 'Turn camera on').click();
  await expect.poll(() => isSeen(alex.page)).toBe(true);
});

test('L3: a name is asked for once: it stands there after a reload', async ({ agent, guest }) => {
  const alex = await agent('alex');
  const room = await inviteBySms(alex, '');
  const gail = await guest();
  const { page } = gail;
  await openLobby(gail, room);
  await button(page, 'Join').click();
  await expect(page.getByRole('alert')).toContainText('Please say your name');
  await page.getByRole('textbox', { name: 'Your name' }).fill('Gail');
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Your name' })).toHaveValue('Gail');
  expect(await voicesHeard(page)).toEqual([]);
});

function blockCamera(): void {
  const { mediaDevices } = navigator;
  const ask = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = async (asked) => {
    if (asked?.video !== undefined) throw new DOMException('refused', 'NotAllowedError');
    return ask(asked);
  };
}
