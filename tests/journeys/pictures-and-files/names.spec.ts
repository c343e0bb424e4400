import { log, type Place } from '../../world/people.ts';
import { expect, test } from '../../world/world.ts';
import { attach, text } from './attaching.ts';

/** What somebody may call a file, and what is made of it. */
const NAMES = [
  ['invoice\u202Egpj.exe.txt', 'invoicegpj.exe.txt'],
  [`his "lamp" and 'mine'.txt`, 'his _lamp_ and _mine_.txt'],
  ['../../etc/passwd.txt', 'passwd.txt'],
  [`${'long '.repeat(60)}.txt`, `${'long '.repeat(24).trim()}.txt`],
  ['<img src=x onerror=alert(1)>.txt', '_img src=x onerror=alert(1)_.txt'],
  ['תמונה של מנורה (3).txt', 'תמונה של מנורה (3).txt'],
] as const;

function isAsWideAsItsPlace(place: Place): Promise<boolean> {
  return log(place).evaluate((shown) => shown.scrollWidth <= shown.clientWidth);
}

test('T3: whatever a file is called, its name is harmless, can be read, and is the name it is saved under', async ({
  chatting,
}) => {
  const { alex, cleo } = await chatting();
  for (const [name, shown] of NAMES) {
    await attach(cleo, [{ ...text(name, 500), name }]);
    for (const place of [cleo.widget, alex.page]) {
      await expect(log(place).getByRole('link', { name: shown, exact: true })).toBeVisible();
    }
    const saving = alex.page.waitForEvent('download');
    await log(alex.page).getByRole('link', { name: shown, exact: true }).click();
    expect((await saving).suggestedFilename()).toBe(shown);
  }
  await expect(log(alex.page).getByRole('img')).toHaveCount(0);
  for (const place of [cleo.widget, alex.page]) {
    await expect.poll(() => isAsWideAsItsPlace(place)).toBe(true);
  }
  await alex.page.setViewportSize({ width: 390, height: 844 });
  await expect(log(alex.page)).toBeVisible();
  await expect.poll(() => isAsWideAsItsPlace(alex.page)).toBe(true);
});
