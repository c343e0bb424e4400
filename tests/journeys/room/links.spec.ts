import { barriers } from '../../world/barriers.ts';
import { voicesHeard } from '../../world/ears.ts';
import {
  bothHearInRoom,
  call,
  expect,
  heading,
  inviteBySms,
  join,
  openLobby,
  openRoom,
  running,
  test,
} from '../../world/guests.ts';
import { answer, button, type Person } from '../../world/people.ts';
import { request } from '../../world/tap.ts';

const INSTAGRAM =
  'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36 Instagram 330.0';
const FACEBOOK =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 [FBAN/FBIOS;FBAV/470.0]';

test('L4: a link that was mistyped, cancelled or used says so', async ({ agent, guest }) => {
  const alex = await agent('alex');
  const gail = await guest();
  const { page } = gail;
  const origin = new URL(alex.page.url()).origin;
  await page.goto(`${origin}/r/2222222#mistyped`);
  await expect(heading(page)).toHaveText('This link is not valid');
  expect(await barriers(page)).toEqual([]);
  await page.goto(`${origin}/r`);
  await expect(heading(page)).toHaveText('This link is not complete');

  const cancelled = await inviteBySms(alex);
  await openLobby(gail, cancelled);
  // A lobby looks after its link by itself; here it is Join that finds out.
  await page.route('**/api/v1/rooms/look', (route) => route.abort());
  await cancel(alex, cancelled);
  await button(page, 'Join').click();
  await expect(heading(page)).toHaveText('This link was cancelled');
});

test('L9: a used link opens nothing on another telephone, and who has only its code learns nothing', async ({
  inRoom,
  guest,
}) => {
  const { gail, room } = await inRoom();
  await button(gail.page, 'End call').click();
  await expect(heading(gail.page)).toHaveText('You have left the call');
  await expect(button(gail.page, 'Join again')).toBeHidden();
  const other = await guest();
  await other.page.goto(room.url);
  await expect(heading(other.page)).toHaveText('This link was used already');
  const stranger = await guest();
  await stranger.page.goto(room.url.replace(/#.*/, ''));
  await expect(heading(stranger.page)).toHaveText('This link is not valid');
});

test('E14: an invitation for any number of visits opens its lobby again in the same tab', async ({
  agent,
  guest,
}) => {
  const alex = await agent('alex');
  const until = await alex.page.evaluate(() => Date.now() + 3_600_000);
  const made = await request(alex.page, 'make-invitation', { uses: 'any', until, note: '' });
  if (!made.ok) throw new Error(made.code);
  const { url } = made.data as { url: string };
  const gail = await guest();
  const { page } = gail;
  for (const name of ['Gail', 'Gail again']) {
    await openLobby(gail, { url });
    await join(gail, name);
    await answer(alex.page);
    await bothHearInRoom(alex, gail);
    await button(page, 'End call').click();
    await expect(heading(page)).toHaveText('You have left the call');
  }
  await page.reload();
  await expect(heading(page)).toHaveText('You have left the call');
});

test('A second telephone moves the call only when told to, and the first is told', async ({
  inRoom,
  guest,
}) => {
  const { alex, gail, room } = await inRoom();
  const other = await guest();
  await openLobby(other, room);
  await join(other);
  await expect(heading(other.page)).toHaveText('This call is open on another device');
  await expect.poll(() => voicesHeard(gail.page)).toEqual(['alex']);
  await button(other.page, 'Continue here').click();
  await bothHearInRoom(alex, other);
  await expect(heading(gail.page)).toHaveText('Your call goes on somewhere else');
  expect(await voicesHeard(gail.page)).toEqual([]);
});

test('L9: Join tapped twice is one join', async ({ agent, guest }) => {
  const alex = await agent('alex');
  const room = await openRoom(alex);
  const gail = await guest();
  const joins: string[] = [];
  gail.page.on('request', (one) => one.url().endsWith('/rooms/join') && joins.push(one.url()));
  await openLobby(gail, room);
  await gail.page.getByRole('textbox', { name: 'Your name' }).fill('Gail Guest');
  await button(gail.page, 'Join').dblclick();
  await bothHearInRoom(alex, gail);
  expect(joins).toHaveLength(1);
});

test('A server that cannot be reached is asked again by the page itself', async ({
  agent,
  guest,
}) => {
  const alex = await agent('alex');
  const room = await inviteBySms(alex);
  const gail = await guest();
  const { page } = gail;
  await page.route('**/api/v1/rooms/look', (route) => route.abort());
  await page.goto(room.url);
  await expect(heading(page)).toHaveText('We cannot be reached');
  expect(await barriers(page)).toEqual([]);
  await page.unroute('**/api/v1/rooms/look');
  await expect(page.getByRole('main', { name: 'Lobby' })).toBeVisible();
});

test('E13: inside an app on Android the way out leads to the person’s own browser, with the whole link', async ({
  agent,
  guest,
}) => {
  const alex = await agent('alex');
  const room = await inviteBySms(alex);
  const gail = await guest({ context: { userAgent: INSTAGRAM } });
  const { page } = gail;
  await page.goto(room.url);
  await expect(heading(page)).toHaveText('Open this link in your browser');
  const { host, pathname, hash } = new URL(room.url);
  await expect(page.getByRole('link', { name: 'Open in browser' })).toHaveAttribute(
    'href',
    `intent://${host}${pathname}${hash}#Intent;scheme=http;end`,
  );
  expect(await barriers(page)).toEqual([]);
  await button(page, 'Go on here').click();
  await expect(page.getByRole('main', { name: 'Lobby' })).toBeVisible();
});

test('E13: inside an app on an iPhone the way out is told in words, with the link to copy', async ({
  agent,
  guest,
}) => {
  const alex = await agent('alex');
  const room = await inviteBySms(alex);
  const gail = await guest({ context: { userAgent: FACEBOOK } });
  await gail.page.goto(room.url);
  await expect(gail.page.getByText(/paste it into Safari/)).toBeVisible();
  await expect(gail.page.getByRole('textbox', { name: 'Your link' })).toHaveValue(room.url);
});

test('E13: a browser without calls is told so, with the link to carry on', async ({
  agent,
  guest,
}) => {
  const alex = await agent('alex');
  const room = await inviteBySms(alex);
  const gail = await guest({ prepare: running(forgetCalls) });
  await gail.page.goto(room.url);
  await expect(heading(gail.page)).toHaveText('This browser cannot make calls');
  await expect(gail.page.getByRole('textbox', { name: 'Your link' })).toHaveValue(room.url);
  expect(await barriers(gail.page)).toEqual([]);
});

test('L8: in a room that came from a chat the customer leaves and joins again while it is open', async ({
  chatting,
}) => {
  const { alex, cleo } = await chatting('May I show you?');
  await button(alex.page, 'Switch to video').click();
  await expect(button(alex.page, 'Disconnect')).toBeVisible();
  const opened = cleo.context.waitForEvent('page');
  await cleo.widget.getByRole('link', { name: 'Open video room' }).click();
  const page = await opened;
  const gail = { ...cleo, page };
  await expect(page.getByRole('main', { name: 'Lobby' })).toBeVisible();
  await expect(page.getByTestId('own-placeholder')).toContainText('Your camera is off');
  await join(gail);
  await bothHearInRoom(alex, gail);
  await button(page, 'End call').click();
  await expect(heading(page)).toHaveText('You have left the call');
  await button(page, 'Join again').click();
  await bothHearInRoom(alex, gail);
  await button(page, 'End call').click();
  await expect(call(page)).toBeHidden();
  await button(alex.page, 'Disconnect').click();
  await expect(button(page, 'Join again')).toBeHidden();
});

async function cancel({ page }: Person, { conversationId, roomId }: Room): Promise<void> {
  const answer = await request(page, 'cancel-room', { conversationId, roomId });
  expect(answer).toMatchObject({ ok: true });
}

type Room = { readonly conversationId: string; readonly roomId: string };

function forgetCalls(): void {
  Object.defineProperty(window, 'RTCPeerConnection', { value: undefined });
}
