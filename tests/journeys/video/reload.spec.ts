import { button } from '../../world/people.ts';
import { expect, test } from '../../world/world.ts';
import { bothHearInRoom, joinFromChat, roomState, switchToVideo } from './video.ts';

test('an agent who reloads in the room is back in its call, with the room before them', async ({
  chatting,
}) => {
  const { alex, cleo } = await chatting();
  await switchToVideo(alex);
  const room = await joinFromChat(cleo);
  await bothHearInRoom(alex, room);
  await alex.page.reload();
  await bothHearInRoom(alex, room);
  await expect(roomState(alex.page)).toContainText('Connected with');
  await button(alex.page, 'Disconnect').click();
  await expect(room.getByRole('region', { name: 'Call', exact: true })).toBeHidden();
});

test('K6: a guest who ends the call comes back by the same link while the agent waits in the room', async ({
  chatting,
}) => {
  const { alex, cleo } = await chatting();
  await switchToVideo(alex);
  const room = await joinFromChat(cleo);
  await bothHearInRoom(alex, room);
  await button(room, 'End call').click();
  await expect(roomState(alex.page)).toContainText('The room is still open');
  await button(room, 'Join again').click();
  await bothHearInRoom(alex, room);
  await button(alex.page, 'Disconnect').click();
  await expect(alex.page.getByRole('region', { name: 'Call', exact: true })).toBeHidden();
});
