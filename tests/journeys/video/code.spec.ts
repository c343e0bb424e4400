import { bothHearInRoom, expect, join, openLobby, test } from '../../world/guests.ts';
import { answer, button } from '../../world/people.ts';
import { linkOf } from './video.ts';

for (const where of ['does something else', 'sits in the room'] as const) {
  test(`K5: somebody who only typed the code is not let in by itself while the agent ${where}: it rings, and the agent answers`, async ({
    agent,
    guest,
  }) => {
    const alex = await agent('alex');
    await button(alex.page, 'Invite').click();
    const dialog = alex.page.getByRole('dialog', { name: 'Invite' });
    await dialog.getByRole('combobox', { name: 'Country' }).selectOption('DE');
    await dialog.getByRole('textbox', { name: 'Number' }).fill('0151 23456785');
    await button(alex.page, 'Send').click();
    const [codeOnly = ''] = (await linkOf(alex.page)).split('#');
    await button(alex.page, 'Open the conversation').click();
    if (where === 'sits in the room') await button(alex.page, 'Join').click();
    const gail = await guest();
    await openLobby(gail, { url: codeOnly });
    await join(gail);
    const incoming = alex.page.getByRole('region', { name: 'Incoming' });
    await expect(incoming).toContainText('Guest of your video room');
    await answer(alex.page);
    await bothHearInRoom(alex, gail);
    await button(alex.page, 'End call').click();
    await expect(incoming).toBeHidden();
  });
}
