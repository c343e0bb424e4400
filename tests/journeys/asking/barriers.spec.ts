import { barriers } from '../../world/barriers.ts';
import { PHONE } from '../../world/browsers.ts';
import { button, type Customer, chat, talk } from '../../world/people.ts';
import { expect, test } from '../../world/world.ts';
import { askForVideo } from './asking.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`in ${colorScheme} colours nothing keeps anybody out of the form for a callback, a code, a question for video, a request and feedback`, async ({
    agent,
    customer,
  }) => {
    test.setTimeout(120_000);
    const cleo = await customer({ context: { ...PHONE, colorScheme } });
    const { widget, page } = cleo;
    const free = async ({ page }: Pick<Customer, 'page'>): Promise<void> =>
      expect(await barriers(page)).toEqual([]);
    await button(widget, 'I have a code').click();
    await expect(widget.getByRole('textbox', { name: 'Code' })).toBeVisible();
    await free(cleo);
    await button(widget, 'Back').click();
    await button(widget, 'Callback').click();
    await widget.getByRole('radio', { name: 'By phone' }).check();
    await widget.getByRole('radio', { name: 'At a time' }).check();
    await button(widget, 'Ask for a callback').click();
    await expect(widget.getByRole('alert')).toBeVisible();
    await free(cleo);
    await button(widget, 'Back').click();
    const alex = await agent('alex');
    await chat(alex, cleo);
    await askForVideo(alex, cleo);
    await free(cleo);
    await button(widget, 'Decline').click();
    await talk(alex, cleo, { button: 'Video call' });
    await button(widget, 'More').click();
    await button(alex.page, 'Ask the customer').click();
    await alex.page.getByRole('menuitem', { name: 'Mute', exact: true }).click();
    await expect(widget.getByRole('region', { name: 'Request' })).toBeVisible();
    await free(cleo);
    await button(widget, 'End call').click();
    await widget.getByRole('radio', { name: '3 stars' }).check();
    await free(cleo);
    await page.close();
  });
}
