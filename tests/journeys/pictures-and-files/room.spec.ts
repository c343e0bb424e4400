import type { Page } from '@playwright/test';
import { barriers } from '../../world/barriers.ts';
import { inkAt, sharedPicture, TEAL, YELLOW } from '../../world/drawing.ts';
import { isSeen } from '../../world/eyes.ts';
import {
  bothHearInRoom,
  expect,
  meetInRoom,
  PHONE_LYING,
  running,
  test,
} from '../../world/guests.ts';
import { button, log, type Person } from '../../world/people.ts';
import { eventsOf, request } from '../../world/tap.ts';
import { freeze, touch } from './fingers.ts';

/** Cameras of phones know which way they look; the fake ones do not. */
function knowFacing(): void {
  const { prototype } = MediaStreamTrack;
  const settings = prototype.getSettings;
  prototype.getSettings = function (this: MediaStreamTrack) {
    return { facingMode: 'user', ...settings.call(this) };
  };
}

type Freezing = { readonly legId: string; readonly ofLegId: string };

/** What a page asks to freeze, of whom and from which leg. */
function asksToFreeze(page: Page): readonly Freezing[] {
  const asked: Freezing[] = [];
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      const said = String(payload);
      if (!said.includes('"freeze-picture"')) return;
      const [, frame] = JSON.parse(said.slice(said.indexOf('['))) as [string, { data: Freezing }];
      asked.push(frame.data);
    }),
  );
  return asked;
}

/** The id of the picture that is shared now. */
async function pictureOf({ page }: Person, conversationId: string): Promise<string> {
  const events = (await eventsOf(page, `conversation:${conversationId}`)) as readonly {
    readonly data: { readonly type: string; readonly pictureId?: string };
  }[];
  return events.findLast(({ data }) => data.type === 'picture-shared')?.data.pictureId ?? '';
}

test('A2, A7: on a phone a finger draws, what the agent draws appears beside it, and a reload keeps both', async ({
  inRoom,
}) => {
  const { alex, gail, room } = await inRoom();
  const { conversationId } = room;
  await freeze(gail);
  await touch(gail.page, [{ from: [0.2, 0.45], to: [0.8, 0.45] }]);
  await expect.poll(() => inkAt(gail.page, [0.5, 0.45], YELLOW)).toBeGreaterThan(5);
  const pictureId = await pictureOf(gail, conversationId);
  const points = [
    [0.5, 0.1, 0.5],
    [0.5, 0.9, 0.5],
  ];
  const shape = { tool: 'pen', points };
  const drawn = { conversationId, pictureId, operationId: crypto.randomUUID(), shape };
  expect(await request(alex.page, 'draw', drawn)).toMatchObject({ ok: true });
  await expect.poll(() => inkAt(gail.page, [0.5, 0.53], TEAL)).toBeGreaterThan(5);
  await gail.page.reload();
  await bothHearInRoom(alex, gail);
  await expect(sharedPicture(gail.page)).toBeVisible();
  await expect.poll(() => inkAt(gail.page, [0.3, 0.45], YELLOW)).toBeGreaterThan(5);
  await expect.poll(() => inkAt(gail.page, [0.5, 0.53], TEAL)).toBeGreaterThan(5);
});

test('A9: two fingers enlarge the picture and draw nothing', async ({ inRoom }) => {
  const { gail } = await inRoom();
  await freeze(gail);
  await button(gail.page, 'Rectangle').click();
  await touch(gail.page, [{ from: [0.35, 0.4], to: [0.65, 0.6] }]);
  await expect.poll(() => inkAt(gail.page, [0.35, 0.5], YELLOW)).toBeGreaterThan(5);
  await touch(gail.page, [
    { from: [0.4, 0.5], to: [0.2, 0.5] },
    { from: [0.6, 0.5], to: [0.8, 0.5] },
  ]);
  // Three times as large, around the middle.
  await expect.poll(() => inkAt(gail.page, [0.35, 0.5], YELLOW)).toBe(0);
  await expect.poll(() => inkAt(gail.page, [0.05, 0.5], YELLOW)).toBeGreaterThan(5);
});

test('A1, A3: while a picture is shared no second one is taken, and deleted for both the live picture is back', async ({
  inRoom,
}) => {
  const { alex, gail, room } = await inRoom();
  const { conversationId } = room;
  await freeze(gail);
  const pictureId = await pictureOf(gail, conversationId);
  const { page } = gail;
  await button(page, 'More').click();
  await expect(button(page, 'Take screenshot')).toBeHidden();
  expect(await request(alex.page, 'delete-picture', { conversationId, pictureId })).toMatchObject({
    ok: true,
  });
  await expect(sharedPicture(page)).toBeHidden();
  await expect(button(page, 'Take screenshot')).toBeVisible();
  await expect.poll(() => isSeen(page)).toBe(true);
});

test('A1, M10: what the phone’s rear camera sees is what is frozen, also on a phone that lies, and nothing keeps anybody out', async ({
  agent,
  guest,
}) => {
  const alex = await agent('alex');
  const gail = await guest({ context: PHONE_LYING, prepare: running(knowFacing) });
  const { page } = gail;
  const frozen = asksToFreeze(page);
  await meetInRoom(alex, gail);
  await expect.poll(() => isSeen(page)).toBe(true);
  await button(page, 'Flip camera').click();
  await expect.poll(() => isSeen(page, 'own-picture')).toBe(true);
  await freeze(gail);
  expect(frozen).toHaveLength(1);
  expect(frozen[0]?.ofLegId).toBe(frozen[0]?.legId);
  for (const name of ['Pen', 'Arrow', 'Rectangle', 'Text', 'Number', 'Undo all', 'Send picture']) {
    await expect(button(page, name)).toBeInViewport({ ratio: 1 });
  }
  expect(await barriers(page)).toEqual([]);
  await button(page, 'Send picture').click();
  await expect(sharedPicture(page)).toBeHidden();
  await button(page, 'Show chat').click();
  await expect(log(page).getByRole('link', { name: /^Picture .*\.jpg$/ })).toBeVisible();
  expect(await barriers(page)).toEqual([]);
});
