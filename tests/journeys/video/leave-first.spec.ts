import type { Page } from '@playwright/test';
import { answer, askForCall, bothHear, button, log } from '../../world/people.ts';
import { expect, test } from '../../world/world.ts';
import { setWrapUp } from '../../world/wrap-up.ts';
import { bothHearInRoom, joinFromChat, roomState, switchToVideo } from './video.ts';

// Agents of other journeys are free at once; here they are given their time.
test.afterEach(({ product }) => setWrapUp(product.folder, 0));

function refused(page: Page) {
  return page.getByRole('dialog', { name: 'You are still in a video room' });
}

test('B11: a conversation is not completed while its agent waits in the room; Disconnect and continue leaves it and completes', async ({
  chatting,
}) => {
  const { alex } = await chatting();
  await switchToVideo(alex);
  await button(alex.page, 'Complete').click();
  await button(alex.page, 'Stay in the room').click();
  await expect(roomState(alex.page)).toContainText('Link sent, waiting for');
  await button(alex.page, 'Complete').click();
  await refused(alex.page).getByRole('button', { name: 'Disconnect and continue' }).click();
  await expect(log(alex.page)).toBeHidden();
  await expect(refused(alex.page)).toBeHidden();
});

test('B11: nor while its call runs; the guest is told that it is over', async ({ chatting }) => {
  const { alex, cleo } = await chatting();
  await switchToVideo(alex);
  const room = await joinFromChat(cleo);
  await bothHearInRoom(alex, room);
  await button(alex.page, 'Complete').click();
  await refused(alex.page).getByRole('button', { name: 'Disconnect and continue' }).click();
  await expect(log(alex.page)).toBeHidden();
  await expect(room.getByRole('region', { name: 'Call', exact: true })).toBeHidden();
});

test('K4: a wrap-up is not finished in a room; Disconnect and continue leaves the room and saves it', async ({
  agent,
  customer,
  product,
}) => {
  await setWrapUp(product.folder, 60_000);
  const alex = await agent('alex');
  const cleo = await customer();
  await askForCall(cleo.widget, 'Audio call');
  await answer(alex.page);
  await bothHear(alex, cleo);
  await button(cleo.widget, 'End call').click();
  const wrapUp = alex.page.getByRole('region', { name: 'Wrap-up' });
  await wrapUp.getByRole('textbox', { name: 'Note' }).fill('Shows it by video');
  await switchToVideo(alex);
  await wrapUp.getByRole('button', { name: 'Finish' }).click();
  await refused(alex.page).getByRole('button', { name: 'Disconnect and continue' }).click();
  await expect(wrapUp).toBeHidden();
  await expect(log(alex.page)).toContainText('Shows it by video');
  await expect(button(alex.page, 'Disconnect')).toBeHidden();
});
