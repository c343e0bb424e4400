import { barriers } from '../world/barriers.ts';
import { askDatabase } from '../world/database.ts';
import { answer, button, log, write } from '../world/people.ts';
import { expect, test } from '../world/world.ts';

const FIELDS = [
  { name: 'name', label: 'Your name', kind: 'text', required: true, options: [] },
  { name: 'email', label: 'E-mail', kind: 'email', required: false, options: [] },
  { name: 'topic', label: 'Topic', kind: 'topic', required: true, options: ['Order', 'Repair'] },
];

test('E2, E5: what an entry asks first is asked before the chat, and goes to the agent with the page', async ({
  agent,
  customer,
  product,
}) => {
  const alex = await agent('alex');
  const ask = (form: readonly object[]) =>
    askDatabase(product.folder, `UPDATE entries SET config = jsonb_set(config, '{form}', $1)`, [
      JSON.stringify(form),
    ]);
  await ask(FIELDS);
  try {
    const { widget, page } = await customer();
    await button(widget, 'Chat').click();
    await widget.getByRole('textbox', { name: 'Your name' }).fill('Cleo Marsh');
    await button(widget, 'Start').click();
    // Nothing begins while something that is needed is missing.
    await expect(widget.getByRole('combobox', { name: 'Topic' })).toBeFocused();
    expect(await barriers(page)).toEqual([]);
    await widget.getByRole('combobox', { name: 'Topic' }).selectOption('Repair');
    await button(widget, 'Start').click();
    await write(widget, 'My lamp flickers');
    await answer(alex.page);
    await expect(log(alex.page)).toContainText('My lamp flickers');
    await expect(alex.page.getByRole('heading', { name: 'Cleo Marsh' }).first()).toBeVisible();
    const known = alex.page.getByRole('region', { name: 'Details' });
    await expect(known).toContainText('Repair');
    await expect(known).toContainText('/demo/');
  } finally {
    await ask([]);
  }
});
