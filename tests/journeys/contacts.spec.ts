import type { BrowserContextOptions, Locator, Page } from '@playwright/test';
import { barriers } from '../world/barriers.ts';
import { button, openPerson, type Person, signIn } from '../world/people.ts';
import type { Product, StaffName } from '../world/product.ts';
import { expect, test } from '../world/world.ts';

test('a supervisor imports a CSV file, reads what became of it, finds one, edits and deletes it', async ({
  product,
}) => {
  const sam = await openDesk(product, 'sam');
  const { page } = sam;
  await openContacts(page);
  await expect(page.getByText('No contacts yet.')).toBeVisible();
  await importFile(page, [
    'Full name;Phone;E-mail;Company',
    'Jana Nováková;+420 601 123 456;jana@example.com;Acme',
    'Bob Supply;+44 20 7946 0000;;"Supply; Sons & Co"',
    ';+420 1;;',
    'Nobody;call me;;',
  ]);
  await expect(page.getByText('2 added, 0 updated, 0 unchanged')).toBeVisible();
  const refused = page.getByRole('list', { name: '2 lines were not taken' });
  await expect(refused).toContainText('Line 4the name is missing.');
  await expect(refused).toContainText('Line 5a number has digits');
  await button(page, 'Done').click();
  await expect(page.getByText('2 contacts')).toBeVisible();

  await search(page, 'novakova');
  await expect(contacts(page)).toHaveCount(1);
  await contacts(page).getByRole('button').click();
  await page.getByRole('textbox', { name: 'Company' }).fill('Acme International');
  await page.keyboard.press('Enter');
  await expect(contacts(page)).toContainText(['Acme International']);
  await search(page, '60112');
  await expect(contacts(page)).toContainText(['Jana Nováková']);
  await search(page, 'nobody at all');
  await expect(page.getByText('Nothing matches.')).toBeVisible();
  await search(page, 'intern');
  await expect(contacts(page)).toHaveCount(1);
  await contacts(page).getByRole('button').click();
  await button(page, 'Delete').click();
  await expect(page.getByText('Delete Jana Nováková?')).toBeVisible();
  await button(page, 'Delete contact').click();
  await search(page, '');
  await expect(page.getByText('1 contact', { exact: true })).toBeVisible();
  await sam.browser.close();
});

test('a number that somebody has already is told by name, and nothing typed is lost', async ({
  product,
}) => {
  const sam = await openDesk(product, 'sam');
  const { page } = sam;
  await openContacts(page);
  for (const name of ['First', 'Second']) {
    await button(page, 'Add contact').click();
    await page.getByRole('textbox', { name: 'Name' }).fill(name);
    await page.getByRole('textbox', { name: 'Number' }).fill('+420 (777) 1');
    await button(page, 'Save').click();
    if (name === 'First') await expect(button(page, 'Add contact')).toBeVisible();
  }
  await expect(page.getByText('First has this number or address already.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Number' }).fill('+420 (777) 2');
  await button(page, 'Save').click();
  await search(page, 'sec');
  await expect(contacts(page)).toContainText(['+420 (777) 2']);
  await sam.browser.close();
});

test('what supervisors export comes back in, and a formula stays text', async ({ product }) => {
  const sam = await openDesk(product, 'sam');
  const { page } = sam;
  await openContacts(page);
  await importFile(page, ['name,number', '"=HYPERLINK(""http://evil.example"")",+420 5']);
  await button(page, 'Done').click();
  const download = page.waitForEvent('download');
  await button(page, 'Export CSV').click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('contacts.csv');
  await button(page, 'Import CSV').click();
  await page.getByLabel('Choose a file').setInputFiles(await file.path());
  await expect(page.getByText(/^0 added, 0 updated, \d+ unchanged$/)).toBeVisible();
  await button(page, 'Done').click();
  await search(page, 'hyperlink');
  await expect(contacts(page)).toContainText(['=HYPERLINK("http://evil.example")']);
  await sam.browser.close();
});

test('an agent reads contacts with the keys alone, and is offered nothing that changes them', async ({
  product,
}) => {
  const sam = await openDesk(product, 'sam');
  await openContacts(sam.page);
  await importFile(sam.page, ['name,number,note', 'Zoe Reader,+420 9,Likes tea']);
  await sam.browser.close();
  const alex = await openDesk(product, 'alex');
  const { page } = alex;
  await openContacts(page);
  await expect(button(page, 'Add contact')).toBeHidden();
  await expect(button(page, 'Export CSV')).toBeHidden();
  await page.keyboard.type('zoe');
  await expect(contacts(page)).toHaveCount(1);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Likes tea')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(contacts(page)).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await alex.browser.close();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the ${colorScheme} contacts can be read and used by everybody`, async ({ product }) => {
    const sam = await openDesk(product, 'sam', { colorScheme });
    const { page } = sam;
    await openContacts(page);
    await importFile(page, ['name,number', 'Bar Rier,+420 8', 'Wrong,x']);
    await expect(button(page, 'Done')).toBeVisible();
    expect(await barriers(page)).toEqual([]);
    await button(page, 'Done').click();
    await search(page, 'bar');
    await expect(contacts(page)).toHaveCount(1);
    expect(await barriers(page)).toEqual([]);
    await contacts(page).getByRole('button').click();
    await expect(button(page, 'Save')).toBeVisible();
    expect(await barriers(page)).toEqual([]);
    await sam.browser.close();
  });
}

/** The desk of somebody who has just signed in. */
async function openDesk(
  product: Product,
  who: StaffName,
  context: BrowserContextOptions = {},
): Promise<Person> {
  const person = await openPerson(product, 'bo', { context });
  await person.page.goto(product.desk);
  await signIn(person.page, product, who);
  await expect(button(person.page, 'Start shift')).toBeVisible();
  return person;
}

async function openContacts(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Account of' }).click();
  await page.getByRole('menuitem', { name: 'Contacts' }).click();
  await expect(page.getByRole('searchbox', { name: 'Search by name' })).toBeFocused();
}

async function importFile(page: Page, lines: readonly string[]): Promise<void> {
  await button(page, 'Import CSV').click();
  await page.getByLabel('Choose a file').setInputFiles({
    name: 'contacts.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(lines.join('\r\n')),
  });
}

async function search(page: Page, text: string): Promise<void> {
  await page.getByRole('searchbox', { name: 'Search by name' }).fill(text);
}

function contacts(page: Page): Locator {
  return page.getByRole('list', { name: 'Contacts' }).getByRole('listitem');
}
