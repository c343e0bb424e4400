import { barriers } from '../../world/barriers.ts';
import { DESKTOP } from '../../world/browsers.ts';
import { voicesHeard } from '../../world/ears.ts';
import { isSeen, look } from '../../world/eyes.ts';
import {
  bothHearInRoom,
  call,
  expect,
  heading,
  join,
  openLobby,
  PHONE_LYING,
  running,
  test,
} from '../../world/guests.ts';
import { button, log, write } from '../../world/people.ts';
import { deviceInUse } from '../../world/tap.ts';
import { interrupt, tapCopies } from './interrupt.ts';

test('M10: in the room the camera flips to the other one and back', async ({ inRoom }) => {
  const { alex, page } = await inRoom();
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  const [front] = await deviceInUse(page, 'camera');
  await button(page, 'Flip camera').click();
  await expect.poll(async () => (await deviceInUse(page, 'camera'))[0] ?? front).not.toBe(front);
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  await button(page, 'Flip camera').click();
  await expect.poll(() => deviceInUse(page, 'camera')).toEqual([front]);
  await expect.poll(() => isSeen(alex.page)).toBe(true);
});

test('E9: a reload in the room’s call brings it back without a question', async ({ inRoom }) => {
  const { alex, gail, page } = await inRoom();
  await page.reload();
  await bothHearInRoom(alex, gail);
  await expect.poll(() => isSeen(page)).toBe(true);
  await expect.poll(() => isSeen(alex.page)).toBe(true);
});

test('M15: after a reload on a phone that keeps sound back, one tap goes on with it', async ({
  inRoom,
}) => {
  const { alex, gail, page } = await inRoom({ autoplayBlocked: true });
  await page.reload();
  // Looking into a page counts as a touch of it: the agent's side is looked at first.
  const told = alex.page.getByText('Sound: not playing');
  await expect(told).toBeVisible();
  await button(page, 'Tap to go on').click();
  await bothHearInRoom(alex, gail);
});

test('M20: the agent asks for the camera, and it is on only once the customer has allowed it', async ({
  inRoom,
}) => {
  const { alex, page } = await inRoom();
  await button(page, 'Turn camera off').click();
  await expect(alex.page.getByTestId('remote-placeholder')).toBeVisible();
  await button(alex.page, 'Ask the customer').click();
  await alex.page.getByRole('menuitem', { name: 'Turn camera on' }).click();
  const asked = page.getByRole('region', { name: 'Request' });
  await expect(asked).toContainText('Alex Agent asks you to turn your camera on');
  expect(await barriers(page)).toEqual([]);
  expect(await isSeen(alex.page)).toBe(false);
  await asked.getByRole('button', { name: 'Allow' }).click();
  await expect.poll(() => isSeen(alex.page)).toBe(true);
});

test('M7: at a computer the customer shares a screen in the room, and stops again', async ({
  inRoom,
}) => {
  const { alex, page } = await inRoom({
    context: { ...DESKTOP, isMobile: false, hasTouch: false },
  });
  await button(page, 'More').click();
  await button(page, 'Share screen').click();
  await expect(page.getByText('You are sharing your screen')).toBeVisible();
  await expect(alex.page.getByText('is sharing the screen').first()).toBeVisible();
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  expect(await barriers(page)).toEqual([]);
  await button(page, 'Stop sharing').click();
  await expect(page.getByText('You are sharing your screen')).toBeHidden();
  await expect.poll(() => isSeen(alex.page)).toBe(true);
});

test('T8: the chat opens over the video and closes again; what arrives meanwhile is counted', async ({
  inRoom,
}) => {
  const { alex, page } = await inRoom();
  await write(alex.page, 'Please show me the label');
  await expect(page.getByTestId('unread')).toContainText('1');
  await button(page, 'Show chat').click();
  await expect(log(page)).toContainText('Please show me the label');
  await expect(page.getByTestId('unread')).toBeHidden();
  await write(page, 'Here it is');
  await expect(log(alex.page)).toContainText('Here it is');
  const [theirs, own] = await Promise.all(
    ['Please show me the label', 'Here it is'].map((text) => bubble(page, text)),
  );
  expect(theirs).toEqual({ colour: 'rgb(255, 255, 255)', side: 'left' });
  expect(own).toEqual({ colour: 'rgb(21, 87, 176)', side: 'right' });
  expect(await barriers(page)).toEqual([]);
  await expect.poll(() => voicesHeard(page)).toEqual(['alex']);
  await button(page, 'Hide chat').click();
  await expect(log(page)).toBeHidden();
  await expect.poll(() => isSeen(page)).toBe(true);
});

test('M2: a tap on the small picture makes it the large one', async ({ inRoom }) => {
  const { page } = await inRoom();
  const areas = async () => {
    const boxes = ['remote-picture', 'own-picture'].map((id) => page.getByTestId(id).boundingBox());
    return (await Promise.all(boxes)).map((box) => (box?.width ?? 0) * (box?.height ?? 0));
  };
  // They hear each other before they see each other.
  await expect.poll(() => isSeen(page)).toBe(true);
  await expect.poll(() => isSeen(page, 'own-picture')).toBe(true);
  const [remote = 0, own = 0] = await areas();
  expect(remote).toBeGreaterThan(4 * own);
  await button(page, 'Swap the pictures').click();
  await expect.poll(async () => (await areas())[1]).toBeGreaterThan(4 * own);
  await expect.poll(() => isSeen(page, 'own-picture')).toBe(true);
  await expect.poll(() => isSeen(page)).toBe(true);
});

test('An incoming telephone call takes the microphone: the agent is told, one tap brings it back', async ({
  inRoom,
}) => {
  const { alex, gail, page } = await inRoom({ prepare: running(tapCopies) });
  await interrupt(page);
  const tap = button(page, 'Tap to go on');
  await expect(tap).toBeVisible();
  expect(await barriers(page)).toEqual([]);
  await expect.poll(() => voicesHeard(alex.page)).toEqual([]);
  await expect(alex.page.getByText(/used by another program/).first()).toBeVisible();
  await tap.click();
  await expect(tap).toBeHidden();
  await bothHearInRoom(alex, gail);
  await expect.poll(() => isSeen(alex.page)).toBe(true);
});

test('On a phone that lies everything stays in reach, and nothing is smaller than a thumb', async ({
  inRoom,
}) => {
  const { page } = await inRoom({ context: PHONE_LYING });
  await expect.poll(async () => (await look(page, 'remote-picture')).frames).toBeGreaterThan(2);
  for (const control of await call(page).getByRole('button').all()) {
    const box = await control.boundingBox();
    expect(box?.width, (await control.getAttribute('aria-label')) ?? '').toBeGreaterThanOrEqual(48);
    expect(box?.height).toBeGreaterThanOrEqual(48);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(390);
  }
  expect(await barriers(page)).toEqual([]);
});

test('M21: to save data the customer asks for small pictures and sends small ones', async ({
  inRoom,
}) => {
  const { alex, gail, page } = await inRoom();
  await expect.poll(async () => (await look(alex.page, 'remote-picture')).width).toBe(640);
  await button(page, 'More').click();
  await button(page, 'Low bandwidth').click();
  await expect.poll(async () => (await look(alex.page, 'remote-picture')).width).toBeLessThan(640);
  await bothHearInRoom(alex, gail);
});

test('L8: feedback after the room is stored and seen by the agent', async ({ inRoom }) => {
  const { alex, page } = await inRoom();
  await button(page, 'End call').click();
  await expect(heading(page)).toHaveText('You have left the call');
  const feedback = page.getByRole('region', { name: 'Feedback' });
  await feedback.getByRole('radio', { name: '4 stars' }).check();
  await feedback.getByRole('textbox').fill('Quick and kind');
  expect(await barriers(page)).toEqual([]);
  await feedback.getByRole('button', { name: 'Send feedback' }).click();
  await expect(page.getByText('Thank you for your feedback')).toBeVisible();
  await expect(alex.page.getByRole('region', { name: 'Feedback' })).toContainText('Quick and kind');
});

test('K6: after the room’s call the chat goes on', async ({ inRoom }) => {
  const { alex, page } = await inRoom();
  await button(page, 'End call').click();
  await expect(heading(page)).toHaveText('You have left the call');
  await write(alex.page, 'Your spare part is on its way');
  await expect(page.getByTestId('unread')).toContainText('1');
  await page.getByRole('button', { name: 'Show chat' }).click();
  await expect(log(page)).toContainText('Your spare part is on its way');
  await write(page, 'Thank you');
  await expect(log(alex.page)).toContainText('Thank you');
  expect(await barriers(page)).toEqual([]);
});

test('Two tabs with one link: the second asks before it takes the call, and the first can take it back', async ({
  inRoom,
}) => {
  const { alex, gail, room } = await inRoom();
  const second = { ...gail, page: await gail.context.newPage() };
  await openLobby(second, room);
  await join(second);
  await expect(heading(second.page)).toHaveText('This call is open on another device');
  expect(await barriers(second.page)).toEqual([]);
  await expect.poll(() => voicesHeard(gail.page)).toEqual(['alex']);
  await button(second.page, 'Continue here').click();
  await bothHearInRoom(alex, second);
  await expect(heading(gail.page)).toHaveText('Your call goes on somewhere else');
  await button(gail.page, 'Continue here').click();
  await bothHearInRoom(alex, gail);
  await expect(heading(second.page)).toHaveText('Your call goes on somewhere else');
});

/** Its colour, and on which side of the log it stands. */
async function bubble(page: Parameters<typeof log>[0], text: string) {
  const place = log(page).getByText(text, { exact: true });
  const colour = await place.evaluate((one) => getComputedStyle(one).backgroundColor);
  const [box, whole] = await Promise.all([place.boundingBox(), log(page).boundingBox()]);
  const middle = (whole?.x ?? 0) + (whole?.width ?? 0) / 2;
  const side = (box?.x ?? 0) + (box?.width ?? 0) / 2 < middle ? 'left' : 'right';
  return { colour, side };
}
