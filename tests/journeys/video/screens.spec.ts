import { barriers } from '../../world/barriers.ts';
import { answer, button } from '../../world/people.ts';
import { expect, test } from '../../world/world.ts';
import { bothHearInRoom, joinFromChat, switchToVideo } from './video.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every ${colorScheme} screen of rooms, questions and invitations can be read and used by everybody`, async ({
    agent,
    customer,
  }) => {
    const alex = await agent('alex', { context: { colorScheme } });
    const cleo = await customer({ context: { colorScheme } });
    await button(cleo.widget, 'Callback').click();
    await cleo.widget.getByRole('textbox', { name: 'Your name' }).fill('Cleo');
    await button(cleo.widget, 'Ask for a callback').click();
    await answer(alex.page);
    await expect(alex.page.getByRole('region', { name: 'Callback' })).toBeVisible();
    await alex.page.getByRole('tab', { name: 'Call' }).click();
    expect(await barriers(alex.page)).toEqual([]);
    await button(alex.page, 'Invite').click();
    expect(await barriers(alex.page)).toEqual([]);
    await alex.page.getByRole('tab', { name: 'Link' }).click();
    await expect(alex.page.getByRole('region', { name: 'Your links' })).toBeVisible();
    expect(await barriers(alex.page)).toEqual([]);
    await button(alex.page, 'Close').click();
    await switchToVideo(alex);
    expect(await barriers(alex.page)).toEqual([]);
    await bothHearInRoom(alex, await joinFromChat(cleo));
    await button(alex.page, 'Ask the customer').click();
    await expect(alex.page.getByRole('menuitem', { name: 'Mute' })).toBeVisible();
    expect(await barriers(alex.page)).toEqual([]);
    await alex.page.keyboard.press('Escape');
    await button(alex.page, 'Disconnect').click();
    await expect(alex.page.getByRole('region', { name: 'Call', exact: true })).toBeHidden();
  });
}
