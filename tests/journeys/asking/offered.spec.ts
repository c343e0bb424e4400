import { askDatabase } from '../../world/database.ts';
import { button } from '../../world/people.ts';
import { request } from '../../world/tap.ts';
import { expect, test } from '../../world/world.ts';
import { conversationOf } from './asking.ts';

test('E4: an entry that offers no callback and no codes shows neither, and a raw wish for one is refused', async ({
  customer,
  product,
}) => {
  const offer = (isOffered: boolean) =>
    askDatabase(
      product.folder,
      `UPDATE entries SET config = jsonb_set(config, '{buttons}', config -> 'buttons' || $1::jsonb)`,
      [JSON.stringify({ callback: isOffered, invitation: isOffered })],
    );
  await offer(false);
  try {
    const { widget, page } = await customer();
    await expect(button(widget, 'Audio call')).toBeEnabled();
    await expect(widget.getByRole('button', { name: 'Callback' })).toHaveCount(0);
    await expect(button(widget, 'I have a code')).toHaveCount(0);
    await widget.getByRole('button', { name: 'Chat', exact: true }).click();
    await expect(widget.getByRole('textbox', { name: 'Message' })).toBeVisible();
    const conversationId = await conversationOf(page);
    const wish = { conversationId, way: 'web', name: 'Cleo', number: null, country: null };
    const answer = await request(widget, 'request-callback', { ...wish, topic: '', at: null });
    expect(answer).toMatchObject({ ok: false, code: 'kind-switched-off' });
  } finally {
    await offer(true);
  }
});
