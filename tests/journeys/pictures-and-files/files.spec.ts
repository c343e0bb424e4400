import { button } from '../../world/people.ts';
import { expect, test } from '../../world/world.ts';
import { attach, fileIn, picture, saved, text } from './attaching.ts';

test('T3: a customer sends a picture and a document at once; the picture is seen, the document can be saved as it was', async ({
  chatting,
}) => {
  const { cleo } = await chatting();
  const list = text('list.txt', 70_000);
  await attach(cleo, [await picture(cleo, 'lamp.png'), list]);
  const image = fileIn(cleo.widget, 'lamp.png').getByRole('presentation', { includeHidden: true });
  await expect
    .poll(() => image.evaluate((seen: HTMLImageElement) => seen.naturalWidth))
    .toBeGreaterThan(300);
  await expect(fileIn(cleo.widget, 'list.txt')).toContainText('68 KB');
  expect((await saved(cleo.page, fileIn(cleo.widget, 'list.txt'))).equals(list.buffer)).toBe(true);
});

test('T3: an upload that is cut off in its middle goes on where it was', async ({ chatting }) => {
  const { cleo } = await chatting();
  const offsets: string[] = [];
  await cleo.context.route('**/upload?offset=*', async (route) => {
    offsets.push(new URL(route.request().url()).searchParams.get('offset') ?? '');
    // The fourth part does not get through.
    if (offsets.length === 4) await route.abort('connectionreset');
    else await route.continue();
  });
  const list = text('long-list.txt', 2_000_000);
  await attach(cleo, [list]);
  await expect(fileIn(cleo.widget, 'long-list.txt')).toBeVisible();
  expect(offsets.filter((offset) => offset === '0')).toHaveLength(1);
  expect((await saved(cleo.page, fileIn(cleo.widget, 'long-list.txt'))).equals(list.buffer)).toBe(
    true,
  );
});

test('T3: an upload shows how far it is and can be cancelled', async ({ chatting }) => {
  const { cleo } = await chatting();
  let parts = 0;
  await cleo.context.route('**/upload?offset=*', async (route) => {
    parts += 1;
    // Two parts arrive, the next one is on its way for ever.
    if (parts <= 2) await route.continue();
  });
  await attach(cleo, [text('endless.txt', 2_000_000)]);
  const bar = cleo.widget.getByRole('progressbar', { name: 'endless.txt' });
  await expect(bar).toHaveAttribute('value', '26');
  await button(cleo.widget, 'Cancel upload').click();
  await expect(bar).toBeHidden();
  await expect(fileIn(cleo.widget, 'endless.txt')).toBeHidden();
});

test('T3: a file that is not taken says why and is put away', async ({ chatting }) => {
  const { cleo } = await chatting();
  const program = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(4_000, 7)]);
  await attach(cleo, [{ name: 'holiday.jpg', mimeType: 'image/jpeg', buffer: program }]);
  const alert = cleo.widget.getByRole('alert').filter({ hasText: 'holiday.jpg' });
  await expect(alert).toContainText('Files of this kind cannot be sent');
  await button(cleo.widget, 'Put away').click();
  await expect(alert).toBeHidden();
});

test('T3: a picture that is pasted and one that is let go over the chat are sent', async ({
  chatting,
}) => {
  const { cleo } = await chatting();
  const { buffer } = await picture(cleo, 'any.png');
  await cleo.widget.evaluate((base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const carrying = (name: string): DataTransfer => {
      const carried = new DataTransfer();
      carried.items.add(new File([bytes], name, { type: 'image/png' }));
      return carried;
    };
    const field = document.querySelector('textarea');
    const clipboardData = carrying('pasted.png');
    field?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    const dataTransfer = carrying('dropped.png');
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true }));
  }, buffer.toString('base64'));
  await expect(fileIn(cleo.widget, 'pasted.png')).toBeVisible();
  await expect(fileIn(cleo.widget, 'dropped.png')).toBeVisible();
});
